using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>Two people meet, see, hear and write to each other, as they would at home.</summary>
public sealed class TwoPeopleStudyTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Two_people_sign_up_enter_a_room_see_each_other_move_and_chat()
    {
        var ada = await stage.SomebodyAsync("ada_moves");
        var bob = await stage.SomebodyAsync("bob_moves");
        await ada.SignUpAsync();
        var room = await ada.CreateRoomAsync("Linear algebra, chapter 5");
        await ada.EnterAsync();

        // Bob opens the link signed out, sees what it is, signs up, and lands on the room.
        await bob.Page.GotoAsync(room);
        await Expect(bob.Page.GetByText("Linear algebra, chapter 5")).ToBeVisibleAsync();
        await bob.SignUpAsync(room);
        await bob.EnterAsync();

        await ada.ExpectMovingPictureAsync("bob_moves");
        await bob.ExpectMovingPictureAsync("ada_moves");
        await ada.ExpectGrowthAsync("video", "framesDecoded", 30);
        await bob.ExpectGrowthAsync("video", "framesDecoded", 30);

        await ada.SayAsync("좋은 저녁이에요");
        await Expect(bob.Message("좋은 저녁이에요")).ToBeVisibleAsync();
        await bob.SayAsync("Good evening");
        await Expect(ada.Message("Good evening")).ToBeVisibleAsync();

        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task In_an_open_room_people_hear_each_other_and_in_a_silent_one_nobody_can()
    {
        var ada = await stage.SomebodyAsync("ada_hears");
        var bob = await stage.SomebodyAsync("bob_hears");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Say it aloud", "open");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);

        await bob.Page.Keyboard.PressAsync("m");

        await Expect(ada.Tile("bob_hears").GetByLabel("Microphone off")).ToHaveCountAsync(0);
        await ada.ExpectGrowthAsync("audio", "packetsReceived", 50);
        await ada.ExpectGrowthAsync("audio", "totalAudioEnergy", 0.0001);

        // Off means nothing arrives any more.
        await bob.Page.Keyboard.PressAsync("m");
        await Expect(ada.Tile("bob_hears").GetByLabel("Microphone off")).ToBeVisibleAsync();
        var then = await ada.ReceivedAsync("audio", "packetsReceived");
        await ada.Page.WaitForTimeoutAsync(1_000);
        Assert.True(await ada.ReceivedAsync("audio", "packetsReceived") - then <= 25, "Sound still arrives from a microphone that is off.");

        await bob.Button("Leave").ClickAsync();
        var silent = await bob.CreateRoomAsync("Hush");
        await bob.EnterAsync(silent, camera: false);
        await Expect(bob.Button("Microphone").First).ToBeDisabledAsync();

        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task Korean_composition_never_sends_and_one_press_afterwards_sends_once()
    {
        var ada = await stage.SomebodyAsync("ada_types");
        await ada.SignUpAsync();
        await ada.CreateRoomAsync("한글");
        await ada.EnterAsync(camera: false);
        var devTools = await ada.DevToolsAsync();
        var message = ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Message" });
        await message.ClickAsync();

        await devTools.SendAsync("Input.imeSetComposition", new() { ["text"] = "안녕", ["selectionStart"] = 2, ["selectionEnd"] = 2 });
        await devTools.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "rawKeyDown", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 229 });
        await devTools.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = "Enter", ["code"] = "Enter", ["windowsVirtualKeyCode"] = 13 });
        await Expect(message).ToHaveValueAsync("안녕");
        await Expect(ada.Page.GetByRole(AriaRole.Log).GetByText("안녕")).ToHaveCountAsync(0);

        await devTools.SendAsync("Input.insertText", new() { ["text"] = "안녕하세요" });
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(ada.Message("안녕하세요")).ToHaveCountAsync(1);
        await Expect(message).ToHaveValueAsync("");
        Assert.Empty(ada.Complaints);
        await ada.CloseAsync();
    }

    [Fact]
    public async Task A_reload_keeps_seat_and_ownership_and_the_owner_leaving_passes_it_on()
    {
        var ada = await stage.SomebodyAsync("ada_owns");
        var bob = await stage.SomebodyAsync("bob_owns");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Whose room");
        await ada.EnterAsync();
        await bob.EnterAsync(room);
        await Expect(bob.Tile("ada_owns").GetByText("Owner")).ToBeVisibleAsync();

        await ada.Page.ReloadAsync();

        await Expect(ada.Button("Leave")).ToBeVisibleAsync();
        await Expect(bob.Tile("ada_owns").GetByText("Owner")).ToBeVisibleAsync();
        await bob.ExpectMovingPictureAsync("ada_owns");
        await ada.ExpectMovingPictureAsync("bob_owns");

        await ada.Button("Leave").ClickAsync();

        await Expect(bob.Tile("ada_owns")).ToHaveCountAsync(0);
        await Expect(bob.Tile("bob_owns").GetByText("Owner")).ToBeVisibleAsync();
        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task A_third_person_past_capacity_is_refused_with_the_reason()
    {
        var ada = await stage.SomebodyAsync("ada_fills");
        var bob = await stage.SomebodyAsync("bob_fills");
        var cem = await stage.SomebodyAsync("cem_late");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        await cem.SignUpAsync();
        var room = await ada.CreateRoomAsync("Only two", capacity: 2);
        await ada.EnterAsync(camera: false);
        await cem.Page.GotoAsync(room);
        await bob.EnterAsync(room, camera: false);

        await cem.Button("Take a seat").ClickAsync();

        await Expect(cem.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("There is no free seat");
        await ada.CloseAsync();
        await bob.CloseAsync();
        await cem.CloseAsync();
    }

    [Fact]
    public async Task The_owner_closes_the_room_after_a_question_and_everybody_is_out()
    {
        var ada = await stage.SomebodyAsync("ada_ends");
        var bob = await stage.SomebodyAsync("bob_ends");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Good night");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        await bob.Page.GetByRole(AriaRole.Tab, new() { Name = "People" }).ClickAsync();
        await Expect(bob.Button("Close the room")).ToHaveCountAsync(0);

        await ada.Page.GetByRole(AriaRole.Tab, new() { Name = "People" }).ClickAsync();
        await ada.Button("Close the room").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Close the room" }).ClickAsync();

        await Expect(ada.Page.GetByText("The room has closed").First).ToBeVisibleAsync();
        await Expect(bob.Page.GetByText("The room has closed").First).ToBeVisibleAsync();
        await bob.Page.GotoAsync("/rooms");
        await Expect(bob.Page.GetByText("Good night")).ToHaveCountAsync(0);
        Assert.Empty(ada.Complaints.Concat(bob.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
