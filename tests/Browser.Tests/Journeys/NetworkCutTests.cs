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

        stage.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await Expect(ada.Page.GetByText("Reconnecting").First).ToBeVisibleAsync();
        await ada.SayAsync("written in the tunnel");
        stage.Wire.Restore();

        await Expect(ada.Page.GetByText("Connection lost")).ToHaveCountAsync(0);
        await Expect(bob.Message("written in the tunnel")).ToHaveCountAsync(1);
        await Expect(bob.Tile("ada_cut").GetByText("Owner")).ToBeVisibleAsync();
        await bob.ExpectMovingPictureAsync("ada_cut");
        await ada.ExpectMovingPictureAsync("bob_cut");
        await bob.ExpectGrowthAsync("video", "framesDecoded", 30);
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
