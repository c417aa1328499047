using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>The network goes away and comes back; nobody reloads anything.</summary>
public sealed class NetworkCutTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_cut_of_twenty_seconds_heals_by_itself()
    {
        var ada = await stage.SomebodyAsync("ada_cut");
        var bob = await stage.SomebodyAsync("bob_cut");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Tunnel");
        await ada.EnterAsync();
        await bob.EnterAsync(room);
        await bob.ExpectMovingPictureAsync("ada_cut");
        await ada.Page.Keyboard.PressAsync("r");
        await Expect(bob.Tile("ada_cut").GetByLabel("Hand raised, number 1")).ToBeVisibleAsync();

        stage.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Expect(ada.Page.GetByText("Reconnecting").First).ToBeVisibleAsync();
        await ada.SayAsync("written in the tunnel");
        stage.Wire.Restore();

        await Expect(ada.Page.GetByText("Connection lost")).ToHaveCountAsync(0);
        await Expect(bob.Message("written in the tunnel")).ToHaveCountAsync(1);
        await Expect(bob.Tile("ada_cut").GetByText("Owner")).ToBeVisibleAsync();
        await Expect(bob.Tile("ada_cut").GetByLabel("Hand raised, number 1")).ToBeVisibleAsync();
        await bob.ExpectMovingPictureAsync("ada_cut");
        await ada.ExpectMovingPictureAsync("bob_cut");
        await bob.ExpectGrowthAsync("video", "framesDecoded", 30);
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task A_share_outlives_a_cut_of_ten_seconds_without_being_chosen_again()
    {
        var (ada, bob) = (await stage.SomebodyAsync("ada_blinks"), await stage.SomebodyAsync("bob_reads"));
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Short tunnel");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        await ada.HasPaperScreenAsync(1);
        await ada.ShareAsync();
        await bob.ExpectReadableAsync("ada_blinks", 1);

        stage.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        stage.Wire.Restore();

        await ada.Page.EvaluateAsync("window.paperPage = 2");
        await bob.ExpectReadableAsync("ada_blinks", 2, seconds: 60);
        await Expect(ada.Button("Stop sharing").First).ToBeVisibleAsync();
        Assert.Equal(1, await ada.Page.EvaluateAsync<int>("window.pickers"));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
