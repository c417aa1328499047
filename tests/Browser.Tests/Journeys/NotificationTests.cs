using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E13.7, E20.4, NOTI-1 to NOTI-3: what is told, where it leads, and what stays quiet.</summary>
public sealed class NotificationTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Reading_a_mention_on_the_phone_clears_the_desktop()
    {
        var ada = await stage.SomebodyAsync("ada_mentions");
        var desktop = await stage.SomebodyAsync("bob_named");
        await ada.ArriveAsync();
        await desktop.ArriveAsync();
        var group = await ada.FoundGroupAsync("Dawn TOEIC");
        await desktop.PostAsync($"{group.TrimStart('/')}/join", new { });
        var phone = await stage.SomebodyAsync("bob_named", "ko-KR", 360, 640);
        await phone.Page.GotoAsync("/sign-in");
        await phone.SignInAsync();
        await Expect(phone.Link(phone.Words["notifications.title"], exact: true)).ToBeVisibleAsync();
        await Expect(desktop.Link("Notifications", exact: true).Last).ToBeVisibleAsync();

        for (var i = 1; i <= 12; i++)
        {
            await ada.SayAsync($"line {i}");
        }

        await ada.SayAsync("@bob_named which chapter?");
        await ada.SayAsync("and so on");

        await Expect(desktop.Link("1 unread notification")).ToBeVisibleAsync();
        await Expect(desktop.Link("14 unread messages")).ToBeVisibleAsync();
        await Expect(desktop.Page).ToHaveTitleAsync(new Regex(@"^\(1\) "));
        await desktop.Page.GotoAsync("/groups");
        await Expect(desktop.Page.GetByRole(AriaRole.Region, new() { Name = desktop.Words["groups.mine.title"] }).GetByText("14 unread messages")).ToBeAttachedAsync();
        await phone.Link(phone.Words["notifications.bell_unread", ("count", 1)]).ClickAsync();
        var line = phone.Link("which chapter?");
        await Expect(line).ToContainTextAsync(phone.Words["notifications.say.mention", ("name", "ada_mentions"), ("where", "Dawn TOEIC")]);
        await phone.ExpectAccessibleAsync("the list on a phone");
        await line.ClickAsync();

        await Expect(phone.Message("@bob_named which chapter?")).ToBeInViewportAsync();
        await Expect(desktop.Link("unread notification")).ToHaveCountAsync(0);
        await Expect(desktop.Link("unread message")).ToHaveCountAsync(0);
        await Expect(desktop.Page).ToHaveTitleAsync(new Regex("^[^(]"));
        await desktop.Page.GotoAsync("/notifications");
        await Expect(desktop.Link("which chapter?")).ToBeVisibleAsync();
        await desktop.ExpectAccessibleAsync("the list");
        Assert.Empty(desktop.Complaints.Concat(phone.Complaints).Concat(ada.Complaints));
        await ada.CloseAsync();
        await desktop.CloseAsync();
        await phone.CloseAsync();
    }

    [Fact]
    public async Task In_a_room_the_bell_leads_to_the_message_and_nobody_loses_their_seat()
    {
        var ada = await stage.SomebodyAsync("ada_seated");
        var bob = await stage.SomebodyAsync("bob_seated", "ko-KR", 360, 640);
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        var room = await ada.CreateRoomAsync("Bells");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        await Expect(bob.Button(bob.Words["notifications.title"], exact: true)).ToBeVisibleAsync();

        // On the phone, with the chat closed.
        await ada.SayAsync("@bob_seated which page?");
        await SayMuchAsync(ada);
        await bob.Button(bob.Words["notifications.bell_unread", ("count", 1)]).ClickAsync();
        await bob.ExpectAccessibleAsync("the bell's list in a room at 360 by 640");
        await bob.Dialog.GetByText("@bob_seated which page?").ClickAsync();
        await Expect(bob.Message("@bob_seated which page?")).ToBeInViewportAsync();
        await Expect(bob.Page).ToHaveURLAsync(new Regex($"{room}$"));
        await bob.Button(bob.Words["common.close"]).ClickAsync();
        await Expect(bob.Leave).ToBeVisibleAsync();
        await Expect(bob.Button(bob.Words["notifications.title"], exact: true)).ToBeVisibleAsync();
        await Expect(ada.Tile("bob_seated")).ToBeVisibleAsync();

        // At the desk, with something else in view.
        await ada.Page.GetByRole(AriaRole.Tab, new() { Name = ada.Words["meetings.panel.people"] }).ClickAsync();
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = bob.Words["chat.open"] }).First.ClickAsync();
        await bob.SayAsync("@ada_seated page 12");
        await SayMuchAsync(bob);
        await bob.Button(bob.Words["common.close"]).ClickAsync();
        await ada.Button(ada.Words["notifications.bell_unread", ("count", 1)]).ClickAsync();
        await ada.ExpectAccessibleAsync("the bell's list in a room");
        await ada.Dialog.GetByText("@ada_seated page 12").ClickAsync();
        await Expect(ada.Message("@ada_seated page 12")).ToBeInViewportAsync();
        await Expect(ada.Dialog).ToHaveCountAsync(0);
        await Expect(ada.Leave).ToBeVisibleAsync();

        // From outside it goes by the mirror.
        await bob.Leave.ClickAsync();
        await Expect(ada.Tile("bob_seated")).ToHaveCountAsync(0);
        await ada.SayAsync("@bob_seated come back");
        await bob.Link(bob.Words["notifications.bell_unread", ("count", 1)]).ClickAsync();
        await bob.Link("come back").ClickAsync();
        await bob.Button(bob.Words["meetings.prejoin.enter"]).ClickAsync();
        await Expect(bob.Message("@bob_seated come back")).ToBeInViewportAsync();
        await Expect(bob.Page).ToHaveURLAsync(new Regex($"{room}$"));
        Assert.Empty(bob.Complaints.Concat(ada.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();

        static async Task SayMuchAsync(Person person)
        {
            for (var i = 1; i <= 12; i++)
            {
                await person.SayAsync($"line {i}");
            }

            await Expect(person.Message("line 12").Last).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task In_quiet_hours_no_sound_is_made_and_the_list_fills()
    {
        var ada = await stage.SomebodyAsync("ada_late");
        var bob = await stage.SomebodyAsync("bob_sleeps", "ko-KR");
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        var group = await ada.FoundGroupAsync("Night owls");
        await bob.PostAsync($"{group.TrimStart('/')}/join", new { });
        await bob.Page.GotoAsync("/me/notifications");
        var quiet = bob.Page.GetByLabel(bob.Words["notifications.how.quiet_on"]);
        await quiet.UncheckAsync();
        await ada.SayAsync("@bob_sleeps awake?");
        await Expect(bob.Link(bob.Words["notifications.unread_count", ("count", 1)])).ToBeVisibleAsync();
        await bob.Page.WaitForFunctionAsync("() => window.tones === 2");

        // Now is a quiet hour.
        await quiet.CheckAsync();
        var now = TimeZoneInfo.ConvertTime(stage.Clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul"));
        await bob.Page.GetByLabel(bob.Words["notifications.how.from"], new() { Exact = true }).FillAsync(now.AddHours(-1).ToString("HH:mm", CultureInfo.InvariantCulture));
        await bob.Page.GetByLabel(bob.Words["notifications.how.to"], new() { Exact = true }).FillAsync(now.AddHours(2).ToString("HH:mm", CultureInfo.InvariantCulture));
        await Task.WhenAll(
            bob.Page.WaitForResponseAsync(r => r.Url.EndsWith("/notifications/settings", StringComparison.Ordinal) && r.Request.Method == "GET" && r.Ok),
            bob.Page.GetByLabel(bob.Words["notifications.how.to"], new() { Exact = true }).BlurAsync()); // Tab only goes from the hour to the minute.
        var decided = bob.Page.WaitForResponseAsync(r => r.Url.EndsWith("/notifications?limit=10", StringComparison.Ordinal));
        await ada.SayAsync("@bob_sleeps asleep?");
        await Expect(bob.Link(bob.Words["notifications.unread_count", ("count", 2)])).ToBeVisibleAsync();
        await bob.ExpectAccessibleAsync("the settings of notifications");
        await decided; // What came is looked at again before it sounds, or does not.
        Assert.Equal(2, await bob.Page.EvaluateAsync<int>("window.tones"));
        await quiet.UncheckAsync();
        await ada.SayAsync("@bob_sleeps again?");
        await bob.Page.WaitForFunctionAsync("() => window.tones === 4");

        await bob.Page.GotoAsync("/notifications");
        await bob.Button(bob.Words["notifications.read_all"]).ClickAsync();
        await Expect(bob.Button(bob.Words["notifications.read_all"])).ToHaveCountAsync(0);
        await Expect(bob.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
        Assert.Empty(bob.Complaints.Concat(ada.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task On_a_small_phone_somebody_signs_in_enters_chats_and_turns_it_and_the_call_goes_on()
    {
        var ada = await stage.SomebodyAsync("ada_desk");
        var bob = await stage.SomebodyAsync("bob_turns", "ko-KR", 360, 640);
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        await bob.Context.ClearCookiesAsync();
        await bob.Page.GotoAsync("/sign-in");
        await bob.SignInAsync();
        await bob.Page.WaitForURLAsync("**/rooms");
        var room = await ada.CreateRoomAsync("Upright and across");
        await ada.EnterAsync();
        await bob.EnterAsync(room);
        await bob.ExpectMovingPictureAsync("ada_desk");
        await bob.Page.GetByRole(AriaRole.Button, new() { Name = bob.Words["chat.open"] }).First.ClickAsync();
        await bob.SayAsync("작은 화면에서");
        await Expect(ada.Message("작은 화면에서")).ToBeVisibleAsync();
        await bob.ExpectAccessibleAsync("the room's chat at 360 by 640");

        await bob.Page.SetViewportSizeAsync(640, 360);
        await Expect(bob.Message("작은 화면에서")).ToBeVisibleAsync();
        await bob.ExpectAccessibleAsync("the room's chat at 640 by 360");
        await bob.Page.SetViewportSizeAsync(360, 640);

        await bob.ExpectGrowthAsync("video", "framesDecoded", 10);
        await Expect(ada.Tile("bob_turns")).ToBeVisibleAsync();
        Assert.Equal(1, await bob.Page.EvaluateAsync<int>("window.peers.filter((p) => p.connectionState === 'connected').length > 0 ? 1 : 0"));
        Assert.Empty(bob.Complaints.Concat(ada.Complaints));
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
