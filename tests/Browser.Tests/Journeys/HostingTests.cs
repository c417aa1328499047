using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E11: warnings, removing, letting back in, the lock and the lobby.</summary>
public sealed class HostingTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task A_host_warns_removes_forgives_locks_and_lets_in_one_by_one(string locale)
    {
        var language = locale[..2];
        var people = new List<Person>();
        foreach (var name in (string[])["ada", "cho", "dan", "eve"])
        {
            people.Add(await stage.SomebodyAsync($"{name}_{language}", locale));
            await people[^1].ArriveAsync();
        }

        var (ada, cho, dan, eve) = (people[0], people[1], people[2], people[3]);
        var room = await ada.CreateRoomAsync($"{language} house rules");
        var id = Path.GetFileName(room);
        await ada.EnterAsync(camera: false);
        await cho.EnterAsync(room, camera: false);
        await dan.EnterAsync(room, camera: false);
        var (chos, dans) = (await IdOfAsync(ada, cho), await IdOfAsync(ada, dan));
        await ada.Page.Keyboard.PressAsync("p");
        await dan.Page.Keyboard.PressAsync("p");

        // Two warnings are read by the one they are for; nobody but the host can give any.
        for (var number = 1; number <= 2; number++)
        {
            await WarnAsync(ada, cho, $"reason {number}");
            var warning = cho.Page.GetByRole(AriaRole.Dialog, new() { Name = cho.Words["common.warned.title", ("place", $"{language} house rules"), ("number", number)] });
            await Expect(warning.GetByText($"reason {number}")).ToBeVisibleAsync();
            await cho.ExpectAccessibleAsync("a warning");
            await cho.Button(cho.Words["common.warned.understood"]).ClickAsync();
        }

        await Expect(dan.Text(dan.Words["meetings.host.title"])).ToHaveCountAsync(0);
        Assert.Equal("mod.host_needed", await dan.CallLiveAsync("meeting.warn", new { roomId = id, userId = chos, reason = "mine" }));

        // The third is the last, for a modified client too.
        await WarnAsync(ada, cho, "reason 3");
        await Expect(cho.Leave).ToHaveCountAsync(0);
        await Expect(cho.Text(cho.Words["refusal.room.banned"])).ToBeVisibleAsync();
        await Expect(ada.Tile(cho.Handle)).ToHaveCountAsync(0);
        Assert.Equal("room.banned", await cho.CallLiveAsync("meeting.enter", new { roomId = id, call = new string('c', 16), password = (string?)null, move = true }));
        Assert.Equal("seat.needed", await cho.CallLiveAsync("media.subscribe", new { roomId = id, tracks = Array.Empty<object>() }));

        // Removing works on who has left already.
        await dan.Leave.ClickAsync();
        await Expect(ada.Tile(dan.Handle)).ToHaveCountAsync(0);
        Assert.Equal("ok", await ada.CallLiveAsync("meeting.kick", new { roomId = id, userId = dans, reason = "" }));
        await TryAsync(dan, room, "refusal.room.banned");

        // Forgiven, and with no warning left.
        var hosting = await ada.Context.NewPageAsync();
        await hosting.GotoAsync(room.Replace("/rooms/", "/hosting/", StringComparison.Ordinal));
        var removed = hosting.GetByRole(AriaRole.Listitem).Filter(new() { HasText = cho.Handle }).GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.bans.lift"] });
        await removed.ClickAsync();
        await hosting.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.bans.lift"] }).ClickAsync();
        await Expect(removed).ToHaveCountAsync(0);
        await hosting.CloseAsync();
        await cho.EnterAsync(room, camera: false);
        await WarnAsync(ada, cho, "from the beginning");
        await Expect(cho.Page.GetByRole(AriaRole.Dialog, new() { Name = cho.Words["common.warned.title", ("place", $"{language} house rules"), ("number", 1)] })).ToBeVisibleAsync();

        // Locked for newcomers, then a lobby in which they see no names.
        await ada.Button(ada.Words["meetings.host.lock"], exact: true).ClickAsync();
        await Expect(ada.Button(ada.Words["meetings.host.unlock"])).ToBeVisibleAsync();
        await TryAsync(eve, room, "refusal.room.locked");
        await ada.Button(ada.Words["meetings.host.unlock"]).ClickAsync();
        await ada.Button(ada.Words["rooms.edit.open"]).ClickAsync();
        await ada.Dialog.GetByLabel(ada.Words["rooms.create.lobby"]).CheckAsync();
        await ada.Button(ada.Words["common.save"]).ClickAsync();
        await Expect(ada.Dialog).ToHaveCountAsync(0);
        await eve.Page.GotoAsync(room);
        await eve.Button(eve.Words["meetings.prejoin.enter"]).ClickAsync();
        await Expect(eve.Text(eve.Words["meetings.waiting.place", ("place", 1)])).ToBeVisibleAsync();
        await eve.ExpectAccessibleAsync("the lobby");
        Assert.DoesNotContain(ada.Handle, await eve.Page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        await ada.ExpectAccessibleAsync("a room with somebody at the door");
        await ada.Button(ada.Words["meetings.waiting.admit"], exact: true).ClickAsync();
        await Expect(eve.Leave).ToBeVisibleAsync();
        await Expect(eve.Tile(ada.Handle)).ToBeVisibleAsync();
        ada.ExpectNoComplaints();
        foreach (var person in people)
        {
            await person.CloseAsync();
        }
    }

    private static async Task WarnAsync(Person host, Person target, string reason)
    {
        await host.Button(host.Words["meetings.menu.open", ("name", target.Handle)]).Last.ClickAsync();
        await host.Page.GetByRole(AriaRole.Menuitem, new() { Name = host.Words["meetings.deed.warn.menu"], Exact = true }).ClickAsync();
        await host.Dialog.GetByLabel(host.Words["meetings.deed.reason"]).FillAsync(reason);
        await host.Dialog.GetByRole(AriaRole.Button, new() { Name = host.Words["meetings.deed.warn.confirm"], Exact = true }).ClickAsync();
        await Expect(host.Dialog).ToHaveCountAsync(0);
    }

    private static async Task TryAsync(Person person, string room, string refusal)
    {
        await person.Page.GotoAsync(room);
        await person.Button(person.Words["meetings.prejoin.enter"]).ClickAsync();
        await Expect(person.Text(person.Words[refusal])).ToBeVisibleAsync();
    }

    private static async Task<string> IdOfAsync(Person who, Person of) => await who.Page.EvaluateAsync<string>(
        "async (handle) => (await (await fetch(`/api/v1/people/${handle}`)).json()).id", of.Handle);
}
