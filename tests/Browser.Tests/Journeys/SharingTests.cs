using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>Shared screens, what a host ends, and what a viewer saves (E12, MEET-9 to MEET-11).</summary>
public sealed class SharingTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Two_share_a_third_comes_late_and_reads_the_newest_and_the_other()
    {
        var (ada, bob, cem) = (await stage.SomebodyAsync("ada_shares"), await stage.SomebodyAsync("bob_shares"), await stage.SomebodyAsync("cem_reads"));
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        await cem.SignUpAsync();
        var room = await ada.CreateRoomAsync("Two screens");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        await ada.HasPaperScreenAsync(1);
        await bob.HasPaperScreenAsync(2);

        await ada.ShareAsync();
        await Expect(bob.Page.GetByText("ada_shares shares a screen")).ToBeVisibleAsync();
        await bob.ExpectReadableAsync("ada_shares", 1);
        await bob.ShareAsync();
        await ada.ExpectReadableAsync("bob_shares", 2);
        await cem.EnterAsync(room, camera: false);

        await cem.ExpectReadableAsync("bob_shares", 2);
        await cem.ExpectAccessibleAsync("a room with two shares");
        await cem.Button("ada_shares’s screen").ClickAsync();
        await cem.ExpectReadableAsync("ada_shares", 1);
        await ada.Page.EvaluateAsync("window.paperPage = 3");
        await cem.ExpectReadableAsync("ada_shares", 3);

        // The one looked at ends: the other takes its place. Then none is left.
        await ada.StopByBrowserAsync();
        await Expect(cem.Button("ada_shares’s screen")).ToHaveCountAsync(0);
        await cem.ExpectReadableAsync("bob_shares", 2);
        Assert.Equal("ended", await ada.Page.EvaluateAsync<string>("window.screenTrack.readyState"));
        await bob.Page.Keyboard.PressAsync("d");
        await Expect(cem.Page.GetByRole(AriaRole.Figure)).ToHaveCountAsync(0);
        Assert.Equal("ended", await bob.Page.EvaluateAsync<string>("window.screenTrack.readyState"));
        Assert.Empty(ada.Complaints.Concat(bob.Complaints).Concat(cem.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
        await cem.CloseAsync();
    }

    [Fact]
    public async Task After_a_reload_one_press_brings_the_share_back()
    {
        var (ada, bob) = (await stage.SomebodyAsync("ada_again"), await stage.SomebodyAsync("bob_again"));
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Once more");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        await ada.HasPaperScreenAsync(4);
        await ada.ShareAsync();
        await bob.ExpectReadableAsync("ada_again", 4);

        await ada.Page.ReloadAsync();
        await Expect(ada.Button("Share again")).ToBeVisibleAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Figure)).ToHaveCountAsync(0);
        await ada.HasPaperScreenAsync(5);
        await ada.Button("Share again").ClickAsync();

        await bob.ExpectReadableAsync("ada_again", 5);
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task A_host_turns_a_camera_off_and_lets_nobody_else_share()
    {
        var (ada, bob) = (await stage.SomebodyAsync("ada_hosts"), await stage.SomebodyAsync("bob_hosted"));
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("My rules");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room);
        await ada.ExpectMovingPictureAsync("bob_hosted");

        await ada.Page.GetByRole(AriaRole.Tab, new() { Name = "People" }).ClickAsync();
        await ada.ExpectAccessibleAsync("the people, as a host");
        await ada.Button("Menu for bob_hosted").Last.ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Turn camera off" }).ClickAsync();

        await Expect(bob.Page.GetByText("The host turned your camera off")).ToBeVisibleAsync();
        await Expect(bob.Tile("bob_hosted").Locator("video")).ToHaveCountAsync(0);
        await Expect(ada.Tile("bob_hosted").GetByLabel("Camera off")).ToBeVisibleAsync();

        // Not even a reload brings it back; its person does.
        await bob.Page.ReloadAsync();
        await Expect(bob.Button("Leave")).ToBeVisibleAsync();
        await Expect(bob.Button("Camera").First).ToHaveAttributeAsync("aria-pressed", "false");
        await bob.Page.Keyboard.PressAsync("v");
        await ada.ExpectMovingPictureAsync("bob_hosted");

        await ada.Page.GetByRole(AriaRole.Radio, new() { Name = "Host only" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Radio, new() { Name = "Host only" })).ToBeCheckedAsync();
        await bob.Button("Share", exact: true).ClickAsync();
        await Expect(bob.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("only the host may share");
        await bob.Page.Keyboard.PressAsync("Escape");
        await ada.Button("Turn all cameras off").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Turn all cameras off" }).ClickAsync();
        await Expect(bob.Page.GetByText("The host turned your camera off")).ToBeVisibleAsync();
        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task The_doctor_finds_both_ways_for_media_straight_to_the_server_and_says_what_needs_a_session()
    {
        var ada = await stage.SomebodyAsync("ada_checks");
        await ada.Page.GotoAsync("/doctor");
        await Expect(ada.Page.GetByText("Sign in to check this.")).ToHaveCountAsync(4);
        await Expect(ada.Page.GetByText("The server answers.")).ToBeVisibleAsync();

        await ada.SignUpAsync();
        await ada.Page.GotoAsync("/doctor");

        await Expect(ada.Button("Copy the result")).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await Expect(ada.Page.GetByText("The fastest way is open.")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByText("The way around is open, too.")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByText("Not set up on this server.")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByText("Chat and seats arrive at once.")).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("the doctor's findings");
        Assert.Empty(ada.Complaints);
        await ada.CloseAsync();
    }

    [Fact]
    public async Task With_sound_only_no_picture_is_downloaded_and_the_choice_stays()
    {
        var (ada, bob) = (await stage.SomebodyAsync("ada_saves"), await stage.SomebodyAsync("bob_seen"));
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Little data");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room);
        await ada.ExpectMovingPictureAsync("bob_seen");
        await bob.ExpectLayersAsync("m"); // A tile among two is neither small nor the whole window.

        await ada.Button("Settings").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Radio, new() { Name = "Sound only" }).CheckAsync();
        await ada.ExpectAccessibleAsync("the settings");
        await ada.Page.Keyboard.PressAsync("Escape");

        await Expect(ada.Tile("bob_seen").Locator("video")).ToHaveCountAsync(0);
        var then = await ada.ReceivedAsync("video", "packetsReceived");
        await ada.Page.WaitForTimeoutAsync(1_000);
        Assert.True(await ada.ReceivedAsync("video", "packetsReceived") - then <= 5, "Pictures still arrive that nobody wants.");
        await bob.ExpectLayersAsync(""); // Nobody looks: nothing is sent either.
        await ada.Page.ReloadAsync();
        await Expect(ada.Button("Sound only")).ToBeVisibleAsync();
        await Expect(ada.Tile("bob_seen").Locator("video")).ToHaveCountAsync(0);
        await ada.Button("Sound only").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Radio, new() { Name = "Off" }).CheckAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.ExpectMovingPictureAsync("bob_seen");
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
