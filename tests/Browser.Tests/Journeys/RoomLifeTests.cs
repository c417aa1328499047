using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E5, E6: finding a room among many, and a room's life from its first person to its end.</summary>
public sealed class RoomLifeTests(Stage stage) : IClassFixture<Stage>
{
    private const string IsEmpty = "async (room) => (await (await fetch(`/api/v1${new URL(room, location.href).pathname}`)).json()).taken === 0";

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Among_many_rooms_one_is_found_watched_and_entered(string locale)
    {
        var language = locale[..2];
        var ada = await stage.SomebodyAsync($"ada_{language}", locale, height: 2_000);
        var bob = await stage.SomebodyAsync($"bob_{language}", locale);
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        await OpenRoomsAsync(bob, [.. Enumerable.Range(1, 41).Select(n => new { title = $"{language} shelf {n}", channel = "high", capacity = 10, microphonePolicy = "silent" })]);
        await OpenRoomsAsync(ada, new { title = $"{language} 50% done", channel = "university", capacity = 10, microphonePolicy = "silent" });
        await OpenRoomsAsync(bob, new { title = $"{language} 500 pages", channel = "university", capacity = 10, microphonePolicy = "silent" });
        await OpenRoomsAsync(bob, new { title = $"{language} knock first", channel = "university", capacity = 10, microphonePolicy = "silent", password = "open sesame" });

        await ada.Page.GotoAsync("/rooms");
        await ada.ExpectAccessibleAsync("/rooms");
        await ada.Page.GetByRole(AriaRole.Heading).First.HoverAsync();
        var rows = ada.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = $"{language} shelf" });
        for (var turns = 0; turns < 200 && !await ada.Text(ada.Words["rooms.lobby.end"]).IsVisibleAsync(); turns++)
        {
            await ada.Page.Mouse.WheelAsync(0, 2_000);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        await Expect(ada.Text(ada.Words["rooms.lobby.end"])).ToBeVisibleAsync();
        var titles = await rows.AllInnerTextsAsync();
        Assert.Equal(41, titles.Select(t => t.Split('\n')[0]).Distinct().Count());
        Assert.Equal(41, titles.Count);

        await ada.Page.Mouse.WheelAsync(0, -20_000);
        await ada.Button(ada.Words["rooms.channel.university"], exact: true).ClickAsync();
        await ada.Button(ada.Words["rooms.lobby.has_space"], exact: true).ClickAsync();
        await ada.Page.GetByLabel(ada.Words["rooms.lobby.search"]).FillAsync("50%");
        await Expect(Row(ada, $"{language} 50% done")).ToBeVisibleAsync();
        await Expect(Row(ada, $"{language} 500 pages")).ToHaveCountAsync(0);
        var asked = Uri.UnescapeDataString(ada.Page.Url);
        Assert.All((string[])["channel=university", "hasSpace=true", "50%"], part => Assert.Contains(part, asked, StringComparison.Ordinal));
        await ada.Page.ReloadAsync();
        await Expect(Row(ada, $"{language} 50% done")).ToHaveTextAsync(CountOf(1)); // Hers, until she sits.

        var room = await ada.Page.EvaluateAsync<string>("async () => (await (await fetch('/api/v1/rooms?q=50%25')).json()).items[0].id");
        await bob.EnterAsync($"/rooms/{room}", camera: false);
        await Expect(Row(ada, $"{language} 50% done")).ToHaveTextAsync(CountOf(2));

        await ada.ReachAsync(ada.Text($"{language} 50% done"));
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.ExpectAccessibleAsync("a room's details");
        await ada.ReachAsync(ada.Dialog.GetByText(ada.Words["rooms.details.enter"], new() { Exact = true }));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Button(ada.Words["meetings.prejoin.enter"])).ToBeEnabledAsync();
        await ada.Page.GotoAsync("/rooms");

        await OpenRoomsAsync(ada, new { title = $"{language} for two", channel = "high", capacity = 2, microphonePolicy = "silent" });
        var two = await IdOfAsync(ada, $"{language} for two");
        await bob.Leave.ClickAsync();
        await bob.EnterAsync($"/rooms/{two}", camera: false);
        await ada.Page.ReloadAsync();
        await ada.Page.GetByLabel(ada.Words["rooms.lobby.search"]).FillAsync("knock");
        await Row(ada, $"{language} knock first").ClickAsync();
        await ada.Dialog.GetByText(ada.Words["rooms.details.enter"], new() { Exact = true }).ClickAsync();
        await ada.Page.GetByLabel(ada.Words["meetings.prejoin.password"]).FillAsync("wrong");
        await ada.Button(ada.Words["meetings.prejoin.enter"]).ClickAsync();
        await Expect(ada.Text(ada.Words["refusal.room.password_wrong"])).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("a wrong password");
        await ada.Page.GetByLabel(ada.Words["meetings.prejoin.password"]).FillAsync("open sesame");
        await ada.Button(ada.Words["meetings.prejoin.enter"]).ClickAsync();
        await Expect(ada.Leave).ToBeVisibleAsync();

        var chae = await stage.SomebodyAsync($"chae_{language}", locale);
        await chae.ArriveAsync();
        await ada.Leave.ClickAsync();
        await ada.EnterAsync($"/rooms/{two}", camera: false);
        await chae.Page.GotoAsync("/rooms");
        await chae.Page.GetByLabel(chae.Words["rooms.lobby.search"]).FillAsync("for two");
        await Row(chae, $"{language} for two").ClickAsync();
        await Expect(chae.Dialog.GetByRole(AriaRole.Button, new() { Name = chae.Words["rooms.details.enter"] })).ToBeDisabledAsync();
        await Expect(chae.Text(chae.Words["refusal.room.full"])).ToBeVisibleAsync();
        ada.ExpectNoComplaints(403);
        foreach (var person in (Person[])[ada, bob, chae])
        {
            await person.CloseAsync();
        }
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task A_room_passes_from_hand_to_hand_waits_a_while_empty_and_ends(string locale)
    {
        var language = locale[..2];
        var people = new List<Person>();
        foreach (var name in (string[])["finn", "gwen", "hana"])
        {
            people.Add(await stage.SomebodyAsync($"{name}_{language}", locale));
            await people[^1].ArriveAsync();
        }

        var (finn, gwen, hana) = (people[0], people[1], people[2]);
        var room = await finn.CreateRoomAsync($"{language} relay");
        await finn.EnterAsync(camera: false);
        await gwen.EnterAsync(room, camera: false);
        await hana.EnterAsync(room, camera: false);
        await finn.Page.ReloadAsync();
        await Expect(finn.Leave).ToBeVisibleAsync();
        await finn.SayAsync("Before the night");
        await Expect(hana.Message("Before the night")).ToBeVisibleAsync();
        await OpenPeopleAsync(finn);
        await Expect(finn.Button(finn.Words["rooms.edit.open"])).ToBeVisibleAsync(); // Still the owner.

        await finn.Leave.ClickAsync();
        await Expect(gwen.Text(gwen.Words["meetings.said.owner_me"]).First).ToBeAttachedAsync();
        await Expect(hana.Text(hana.Words["meetings.said.owner", ("name", gwen.Handle)]).First).ToBeAttachedAsync();
        await OpenPeopleAsync(gwen);
        await gwen.ExpectAccessibleAsync("the list of people, as host");
        await gwen.Button(gwen.Words["rooms.edit.open"]).ClickAsync();
        await gwen.Page.GetByLabel(gwen.Words["rooms.create.notice"]).FillAsync("Chapter 4 tonight");
        await gwen.Button(gwen.Words["common.save"]).ClickAsync();
        await Expect(gwen.Dialog).ToHaveCountAsync(0);
        await Expect(hana.Text("Chapter 4 tonight").First).ToBeVisibleAsync();
        await finn.EnterAsync(room, camera: false);
        await gwen.Button(gwen.Words["rooms.edit.open"]).ClickAsync();
        await gwen.ExpectAccessibleAsync("the room's settings");
        await gwen.Page.GetByLabel(gwen.Words["rooms.create.capacity"]).FillAsync("2");
        await gwen.Button(gwen.Words["common.save"]).ClickAsync();
        await Expect(gwen.Text(gwen.Words["refusal.room.capacity_below_present"])).ToBeVisibleAsync();
        await gwen.Page.Keyboard.PressAsync("Escape");

        foreach (var person in people)
        {
            await person.Leave.ClickAsync();
            await person.Page.WaitForURLAsync("**/rooms");
        }

        stage.Clock.Advance(TimeSpan.FromSeconds(90));
        await hana.EnterAsync(room, camera: false);
        await Expect(hana.Message("Before the night")).ToBeVisibleAsync();
        await OpenPeopleAsync(hana);
        await Expect(hana.Button(hana.Words["rooms.edit.open"])).ToBeVisibleAsync();
        await hana.Leave.ClickAsync();
        await hana.Page.WaitForURLAsync("**/rooms");
        await hana.Page.WaitForFunctionAsync(IsEmpty, room); // The page does not wait until the server has heard that she leaves; the clock must.
        stage.Clock.Advance(TimeSpan.FromSeconds(121));

        await finn.Page.GotoAsync(room);
        await Expect(finn.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await Expect(finn.Button(finn.Words["meetings.prejoin.enter"])).ToHaveCountAsync(0);
        await finn.Page.GotoAsync("/rooms/recent");
        await finn.Button(finn.Words["rooms.recent.read", ("title", $"{language} relay")]).ClickAsync();
        await Expect(finn.Text("Before the night").First).ToBeVisibleAsync();
        await finn.ExpectAccessibleAsync("/rooms/recent");
        stage.Clock.Advance(TimeSpan.FromDays(29));
        await finn.Page.GotoAsync("/rooms/recent");
        await Expect(finn.Button(finn.Words["rooms.recent.read", ("title", $"{language} relay")])).ToBeVisibleAsync();
        stage.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(2));
        await finn.Page.GotoAsync("/rooms/recent");
        await Expect(finn.Text(finn.Words["rooms.recent.empty"])).ToBeVisibleAsync();
        foreach (var person in people)
        {
            await person.CloseAsync();
        }
    }

    private static ILocator Row(Person person, string title) => person.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = title }).GetByRole(AriaRole.Button);

    private static Regex CountOf(int taken) => new($@"(^|\D){taken}\D+10\D", RegexOptions.Singleline);

    private static async Task OpenRoomsAsync(Person owner, params object[] rooms)
    {
        foreach (var room in rooms)
        {
            await owner.PostAsync("rooms", room);
        }
    }

    private static Task<string> IdOfAsync(Person person, string title) => person.Page.EvaluateAsync<string>(
        "async (title) => (await (await fetch(`/api/v1/rooms?q=${encodeURIComponent(title)}`)).json()).items[0].id", title);

    private static async Task OpenPeopleAsync(Person person)
    {
        var people = person.Page.GetByRole(AriaRole.Region, new() { Name = person.Words["meetings.panel.people"], Exact = true });
        if (!await people.IsVisibleAsync())
        {
            await person.Page.GetByRole(AriaRole.Tab, new() { Name = person.Words["meetings.panel.people"] }).ClickAsync();
        }

        await Expect(people).ToBeVisibleAsync();
    }
}
