using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E9 and what belongs to sitting in a room: devices, hands, reactions, keys, layouts, the camera rule.</summary>
public sealed class StudyRoomTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Devices_go_on_and_off_and_who_goes_away_lets_go_of_them(string locale)
    {
        var language = locale[..2];
        var ada = await stage.SomebodyAsync($"ada_{language}", locale);
        var bob = await stage.SomebodyAsync($"bob_{language}", locale);
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        await bob.RecordsTracksAsync();
        await ada.DeniesDevicesAsync();
        var room = await ada.CreateRoomAsync($"{language} devices", "open");
        await ada.EnterAsync(camera: false);
        await ada.Button(ada.Words["meetings.controls.camera"]).ClickAsync();
        await Expect(ada.Text(ada.Words["meetings.problem.denied_help.chrome"])).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("a room without permission");

        // Bob comes by the list, so that the browser's way back leads to it.
        await bob.Page.GotoAsync("/rooms");
        await bob.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = $"{language} devices" }).GetByRole(AriaRole.Button).ClickAsync();
        await bob.Dialog.GetByText(bob.Words["rooms.details.enter"], new() { Exact = true }).ClickAsync();
        await bob.EnterAsync();
        await ada.ExpectMovingPictureAsync(bob.Handle);
        await bob.Button(bob.Words["meetings.controls.microphone"]).ClickAsync();
        await ada.ExpectGrowthAsync("audio", "packetsReceived", 20);
        await bob.Button(bob.Words["meetings.controls.camera"]).ClickAsync();
        await Expect(ada.Tile(bob.Handle).GetByLabel(ada.Words["meetings.tile.camera_off"])).ToBeVisibleAsync();
        await ada.ExpectNothingArrivesAsync("video");
        await ada.ExpectGrowthAsync("audio", "packetsReceived", 20);
        Assert.Equal("ended", await bob.Page.EvaluateAsync<string>("window.tracks.find((t) => t.kind === 'video').readyState"));

        // The microphone is pulled out: muted, and it is said.
        await bob.Page.EvaluateAsync("window.tracks.filter((t) => t.kind === 'audio').forEach((t) => { t.stop(); t.dispatchEvent(new Event('ended')); })");
        await Expect(bob.Text(bob.Words["meetings.problem.unplugged_help"])).ToBeVisibleAsync();
        await Expect(ada.Tile(bob.Handle).GetByLabel(ada.Words["meetings.tile.microphone_off"])).ToBeVisibleAsync();

        // Pinned, and gone with the browser's own way back.
        await bob.Button(bob.Words["meetings.controls.camera"]).ClickAsync();
        await Expect(ada.Tile(bob.Handle).Locator("video")).ToBeVisibleAsync();
        await ada.Tile(bob.Handle).HoverAsync();
        await ada.Button(ada.Words["meetings.menu.open", ("name", bob.Handle)]).First.ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = ada.Words["meetings.menu.pin"], Exact = true }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Figure, new() { Name = bob.Handle })).ToBeVisibleAsync();
        await bob.Page.GoBackAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Figure)).ToHaveCountAsync(0);
        await Expect(ada.Tile(bob.Handle)).ToHaveCountAsync(0);
        Assert.True(await bob.Page.EvaluateAsync<bool>("window.tracks.length > 2 && window.tracks.every((t) => t.readyState === 'ended')"));

        // In a silent room a modified client sends sound to nobody.
        var silent = await bob.CreateRoomAsync($"{language} hush");
        await bob.EnterAsync(silent, camera: false);
        await ada.Leave.ClickAsync();
        await ada.EnterAsync(silent, camera: false);
        await bob.SendsToneAsync();
        Assert.Equal(0, await ada.ReceivedAsync("audio", "packetsReceived"));
        ada.ExpectNoComplaints();
        bob.ExpectNoComplaints();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task Hands_queue_reactions_pass_and_the_keyboard_does_it_all()
    {
        var ada = await stage.SomebodyAsync("ada_calls");
        var bob = await stage.SomebodyAsync("bob_phone", "ko-KR", 360, 740);
        var cho = await stage.SomebodyAsync("cho_talks");
        foreach (var person in (Person[])[ada, bob, cho])
        {
            await person.ArriveAsync();
        }

        var room = await ada.CreateRoomAsync("Questions", "push-to-talk");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room);
        await cho.EnterAsync(room, camera: false);

        // Hands: in the order in which they went up, over a reload too; the next is called, another lowered.
        await bob.Button(bob.Words["meetings.controls.hand"]).ClickAsync();
        await Expect(ada.Tile("bob_phone").GetByLabel("Hand raised, number 1")).ToBeVisibleAsync();
        await cho.Page.Keyboard.PressAsync("r");
        await Expect(bob.Tile("cho_talks").GetByLabel(bob.Words["meetings.hands.place", ("place", 2)])).ToBeVisibleAsync();
        await bob.Page.ReloadAsync();
        await Expect(bob.Button(bob.Words["meetings.controls.hand_down"])).ToBeVisibleAsync();
        await ada.Page.Keyboard.PressAsync("p");
        await ada.ExpectAccessibleAsync("a room with hands, as host");
        await ada.Button("Call bob_phone").ClickAsync();
        await Expect(bob.Text(bob.Words["meetings.notice.floor"])).ToBeVisibleAsync();
        await bob.ExpectAccessibleAsync("a room with the floor at 360 px");
        await bob.Button(bob.Words["meetings.notice.understood"]).ClickAsync();
        await Expect(cho.Text("bob_phone has the floor")).ToBeVisibleAsync();
        await Expect(cho.Tile("cho_talks").GetByLabel("Hand raised, number 1")).ToBeVisibleAsync();
        await ada.Button("Lower cho_talks’s hand").ClickAsync();
        await Expect(cho.Text("A host lowered your hand")).ToBeVisibleAsync();
        await Expect(cho.Tile("cho_talks").GetByLabel("Hand raised")).ToHaveCountAsync(0);

        // Reactions: on the tile, said to who does not see, gone by themselves.
        await bob.Button(bob.Words["meetings.controls.react"]).ClickAsync();
        await bob.ExpectAccessibleAsync("the reactions at 360 px");
        await bob.Button(bob.Words["meetings.reaction.party"]).ClickAsync();
        await bob.Page.Keyboard.PressAsync("Escape");
        await Expect(ada.Tile("bob_phone").GetByText("🎉")).ToBeVisibleAsync();
        await Expect(ada.Text("bob_phone: Party popper")).ToBeAttachedAsync();
        await Expect(ada.Tile("bob_phone").GetByText("🎉")).ToHaveCountAsync(0);

        // Space talks while held, even when a button was clicked before; a window that loses the focus lets go.
        var silent = ada.Tile("cho_talks").GetByLabel("Microphone off");
        await cho.Button("Camera").ClickAsync();
        await Expect(ada.Tile("cho_talks").Locator("video")).ToBeVisibleAsync();
        await cho.Page.Keyboard.DownAsync("Space");
        await Expect(silent).ToHaveCountAsync(0);
        await cho.Page.Keyboard.UpAsync("Space");
        await Expect(silent).ToBeVisibleAsync();
        await cho.Page.Keyboard.DownAsync("Space");
        await Expect(silent).ToHaveCountAsync(0);
        await cho.Page.EvaluateAsync("window.dispatchEvent(new Event('blur'))");
        await Expect(silent).ToBeVisibleAsync();
        await cho.Page.Keyboard.UpAsync("Space");
        await Expect(ada.Tile("cho_talks").Locator("video")).ToBeVisibleAsync(); // Space has pressed no button.
        await cho.Button("Hold to talk").HoverAsync();
        await cho.Page.Mouse.DownAsync();
        await Expect(silent).ToHaveCountAsync(0);
        await cho.Page.Mouse.UpAsync();
        await Expect(silent).ToBeVisibleAsync();

        // Keys rest while somebody writes or a dialog is open, and where they are switched off.
        var hand = cho.Button("Lower hand");
        await cho.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" }).ClickAsync();
        await cho.Page.Keyboard.TypeAsync("r?w ");
        await Expect(cho.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" })).ToHaveValueAsync("r?w ");
        await cho.Page.GetByRole(AriaRole.Heading, new() { Name = "Questions" }).ClickAsync();
        await cho.Page.Keyboard.PressAsync("?");
        await cho.ExpectAccessibleAsync("the list of keys");
        await cho.Page.Keyboard.PressAsync("r");
        await cho.Page.GetByLabel("Use shortcuts in rooms").UncheckAsync();
        await cho.Page.Keyboard.PressAsync("Escape");
        await Expect(cho.Dialog).ToHaveCountAsync(0);
        await cho.Page.Keyboard.PressAsync("r");
        await cho.Page.Keyboard.PressAsync("?");
        await Expect(cho.Dialog).ToHaveCountAsync(0);
        await Expect(hand).ToHaveCountAsync(0);
        await cho.Page.ReloadAsync();
        await Expect(cho.Leave).ToBeVisibleAsync();
        await cho.Page.Keyboard.PressAsync("r");
        await Expect(hand).ToHaveCountAsync(0);

        // Layouts go round, and a reload keeps the one chosen.
        await ada.Page.Keyboard.PressAsync("w");
        await Expect(ada.Page.GetByRole(AriaRole.Figure)).ToBeVisibleAsync();
        await Expect(ada.Tile("ada_calls")).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("a room with one large");
        await ada.Page.Keyboard.PressAsync("w");
        await Expect(ada.Tile("ada_calls")).ToHaveCountAsync(0);
        await ada.Page.ReloadAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Figure)).ToBeVisibleAsync();
        await Expect(ada.Tile("ada_calls")).ToHaveCountAsync(0);
        await ada.Page.Keyboard.PressAsync("w");
        await Expect(ada.Tile("cho_talks")).ToBeVisibleAsync();
        foreach (var person in (Person[])[ada, bob, cho])
        {
            person.ExpectNoComplaints();
            await person.CloseAsync();
        }
    }

    [Fact]
    public async Task Whoever_comes_to_the_foreground_keeps_their_picture_and_glides_there_unless_motion_is_reduced()
    {
        var ada = await stage.SomebodyAsync("ada_looks");
        var bob = await stage.SomebodyAsync("bob_looms");
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        var room = await ada.CreateRoomAsync("Near and far");
        await ada.EnterAsync(camera: false);
        await Expect(ada.Text(ada.Words["meetings.alone.text"])).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("a room with nobody else in it");
        await bob.EnterAsync(room);
        await Expect(ada.Text(ada.Words["meetings.alone.text"])).ToHaveCountAsync(0);
        await ada.ExpectMovingPictureAsync("bob_looms");
        await ada.Page.EvaluateAsync(
            """
            () => {
              window.picture = document.querySelector("[aria-label=bob_looms] video");
              window.glides = 0;
              const plain = Element.prototype.animate;
              Element.prototype.animate = function (...a) {
                if (this.matches("[data-flip]")) window.glides++;
                return plain.apply(this, a);
              };
            }
            """);
        var large = ada.Page.GetByRole(AriaRole.Figure, new() { Name = "bob_looms" });
        const string IsTheSame = "(video) => video === window.picture";

        await ada.Page.Keyboard.PressAsync("w");

        await Expect(large).ToBeVisibleAsync();
        Assert.True(await large.Locator("video").EvaluateAsync<bool>(IsTheSame));
        Assert.True(await ada.Page.EvaluateAsync<int>("window.glides") > 0);
        await ada.Page.Keyboard.PressAsync("w");
        await Expect(ada.Tile("ada_looks")).ToHaveCountAsync(0);
        await ada.Page.Keyboard.PressAsync("w");
        await ada.ExpectMovingPictureAsync("bob_looms");
        Assert.True(await ada.Tile("bob_looms").Locator("video").EvaluateAsync<bool>(IsTheSame));

        await ada.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await ada.Page.EvaluateAsync("window.glides = 0");
        await ada.Page.Keyboard.PressAsync("w");
        await Expect(large).ToBeVisibleAsync();
        Assert.True(await large.Locator("video").EvaluateAsync<bool>(IsTheSame));
        Assert.Equal(0, await ada.Page.EvaluateAsync<int>("window.glides"));
        ada.ExpectNoComplaints();
        bob.ExpectNoComplaints();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task A_room_that_asks_for_cameras_reminds_in_private_and_gives_the_seat_away(string locale)
    {
        var language = locale[..2];
        var ada = await stage.SomebodyAsync($"ada_on_{language}", locale);
        var bob = await stage.SomebodyAsync($"bob_off_{language}", locale, 360, 740);
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        var room = await ada.CreateRoomAsync($"{language} cameras on", cameras: "free-seat");
        await ada.EnterAsync();
        await bob.Page.GotoAsync(room);
        await Expect(bob.Text(bob.Words["meetings.prejoin.cameras.free-seat"])).ToBeVisibleAsync();
        await bob.EnterAsync(camera: false);
        await Expect(ada.Tile(bob.Handle)).ToBeVisibleAsync();

        stage.Clock.Advance(TimeSpan.FromMinutes(5));

        var camera = bob.Button(bob.Words["meetings.notice.camera_on"]);
        await Expect(camera).ToBeVisibleAsync();
        await Expect(ada.Button(ada.Words["meetings.notice.camera_on"])).ToHaveCountAsync(0);
        await bob.ExpectAccessibleAsync("the reminder at 360 px");
        await camera.ClickAsync();
        await Expect(camera).ToHaveCountAsync(0);
        await Expect(ada.Tile(bob.Handle).Locator("video")).ToBeVisibleAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(6));
        await bob.Button(bob.Words["meetings.controls.camera"], exact: true).ClickAsync();
        await Expect(ada.Tile(bob.Handle).Locator("video")).ToHaveCountAsync(0);
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        await Expect(camera).ToBeVisibleAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(5));

        await Expect(bob.Text(bob.Words["refusal.room.camera_needed"])).ToBeVisibleAsync();
        await bob.ExpectAccessibleAsync("after the seat was given away");
        await Expect(ada.Tile(bob.Handle)).ToHaveCountAsync(0);
        ada.ExpectNoComplaints();
        bob.ExpectNoComplaints();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
