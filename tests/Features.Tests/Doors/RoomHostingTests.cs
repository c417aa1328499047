using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ROOM-8, ROOM-12, MEET-16 to MEET-20 in open rooms.</summary>
public sealed class RoomHostingTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task The_owner_edits_single_fields_and_everybody_sees_it()
    {
        var (people, room, tabs) = await SitAsync(2);
        var before = await people[0].GetAsync($"rooms/{room}");

        await people[0].SendAsync(HttpMethod.Patch, $"rooms/{room}", new { notice = "책상만 보이게" }, HttpStatusCode.OK);

        var seen = await tabs[1].HearMeetingAsync("room");
        Assert.Equal(("책상만 보이게", before.GetProperty("title").GetString()), (seen.GetProperty("notice").GetString(), seen.GetProperty("title").GetString()));
        var after = await people[1].GetAsync($"rooms/{room}");
        foreach (var field in (string[])["title", "channel", "capacity", "hasPassword", "microphonePolicy", "lobby"])
        {
            Assert.Equal(before.GetProperty(field).ToString(), after.GetProperty(field).ToString());
        }

        Assert.Equal("room.field_invalid", await people[0].RefusedAsync(HttpMethod.Patch, $"rooms/{room}", new { title = " " }, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("mod.host_needed", await people[1].RefusedAsync(HttpMethod.Patch, $"rooms/{room}", new { title = "Mine" }, HttpStatusCode.Forbidden));
        Assert.Equal("room.not_found", await people[0].RefusedAsync(HttpMethod.Patch, $"rooms/{Guid.CreateVersion7()}", new { title = "None" }, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_capacity_below_those_present_is_refused_and_a_smaller_one_holds_at_once()
    {
        var (people, room, _) = await SitAsync(3);
        using var fourth = await app.SeedAsync();
        await using var tab = await fourth.TabAsync();

        Assert.Equal("room.capacity_below_present", await people[0].RefusedAsync(HttpMethod.Patch, $"rooms/{room}", new { capacity = 2 }, HttpStatusCode.Conflict));
        await people[0].SendAsync(HttpMethod.Patch, $"rooms/{room}", new { capacity = 3 }, HttpStatusCode.OK);

        Assert.Equal("room.full", await tab.EnterRefusedAsync(room));
        await people[0].SendAsync(HttpMethod.Patch, $"rooms/{room}", new { capacity = 4 }, HttpStatusCode.OK);
        await Eventually.TrueAsync(async () => (await tab.CallAsync("meeting.enter", new { roomId = room, call = tab.CallKey })).GetProperty("error").ValueKind == JsonValueKind.Null, "there is a place");
    }

    [Fact]
    public async Task A_password_is_set_changed_and_taken_away()
    {
        var (people, room, _) = await SitAsync(1);
        using var bob = await app.SeedAsync();
        await using var tab = await bob.TabAsync();

        await people[0].SendAsync(HttpMethod.Patch, $"rooms/{room}", new { password = "열려라참깨" }, HttpStatusCode.OK);
        Assert.Equal("room.password_wrong", await tab.EnterRefusedAsync(room));
        await people[0].SendAsync(HttpMethod.Patch, $"rooms/{room}", new { title = "With a password still" }, HttpStatusCode.OK);
        Assert.Equal("room.password_wrong", await tab.EnterRefusedAsync(room, "guess"));
        await people[0].SendAsync(HttpMethod.Patch, $"rooms/{room}", new { password = "" }, HttpStatusCode.OK);

        await tab.EnterAsync(room);
    }

    [Fact]
    public async Task A_lock_keeps_newcomers_out_and_those_inside_in()
    {
        var (_, room, tabs) = await SitAsync(2);
        using var late = await app.SeedAsync();
        await using var tab = await late.TabAsync();

        Assert.Equal("mod.host_needed", await tabs[1].RefusedAsync("meeting.lock", new { roomId = room, locked = true }));
        await tabs[0].OkAsync("meeting.lock", new { roomId = room, locked = true });

        await tabs[1].HearMeetingAsync("lock", e => e.GetProperty("locked").GetBoolean());
        Assert.Equal("room.locked", await tab.EnterRefusedAsync(room));
        await tabs[1].EnterAsync(room); // The same seat.
        await Eventually.TrueAsync(async () => (await late.GetAsync($"rooms/{room}")).GetProperty("locked").GetBoolean(), "the list shows the lock");
        await tabs[0].OkAsync("meeting.lock", new { roomId = room, locked = false });
        await tab.EnterAsync(room);
    }

    [Fact]
    public async Task In_the_lobby_people_wait_in_line_until_a_host_admits_or_refuses()
    {
        var (_, room, tabs) = await SitAsync(1, new { lobby = true });
        var waiting = await app.SeedAsync(3);
        await using var first = await waiting[0].TabAsync();
        await using var second = await waiting[1].TabAsync();
        await using var third = await waiting[2].TabAsync();

        Assert.Equal("1", await WaitAsync(first, room));
        Assert.Equal("2", await WaitAsync(second, room));
        Assert.Equal("2", await WaitAsync(second, room)); // Asking again keeps the place.
        Assert.Equal("3", await WaitAsync(third, room));
        var line = await tabs[0].HearAsync("meeting.waiting", e => e.GetProperty("people").GetArrayLength() == 3);
        Assert.Equal(waiting.Select(w => w.UserId), line.GetProperty("people").EnumerateArray().Select(p => p.GetProperty("userId").GetGuid()));

        await tabs[0].OkAsync("meeting.admit", new { roomId = room, userId = waiting[0].UserId });
        Assert.Equal("admitted", (await first.HearAsync("meeting.wait_ended")).GetProperty("code").GetString());
        await second.HearAsync("meeting.place", e => e.GetProperty("place").GetInt32() == 1);
        await first.EnterAsync(room);
        await tabs[0].OkAsync("meeting.refuse", new { roomId = room, userId = waiting[1].UserId });
        Assert.Equal("room.entry_refused", (await second.HearAsync("meeting.wait_ended")).GetProperty("code").GetString());
        Assert.Equal("room.not_waiting", await tabs[0].RefusedAsync("meeting.admit", new { roomId = room, userId = waiting[1].UserId }));
        Assert.Equal("mod.host_needed", await first.RefusedAsync("meeting.admit", new { roomId = room, userId = waiting[2].UserId }));
        Assert.DoesNotContain(first.Rest(), e => e.Type == "meeting.waiting"); // Guests do not see who waits.
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("room.wait_over", (await third.HearAsync("meeting.wait_ended")).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Who_waits_and_goes_away_loses_the_place_after_thirty_seconds()
    {
        var (_, room, tabs) = await SitAsync(1, new { lobby = true });
        using var bob = await app.SeedAsync();
        var tab = await bob.TabAsync();
        await WaitAsync(tab, room);
        await tabs[0].HearAsync("meeting.waiting", e => e.GetProperty("people").GetArrayLength() == 1);

        await tab.DisposeAsync();
        await tabs[0].HearAsync("meeting.waiting");
        app.Clock.Advance(TimeSpan.FromSeconds(31));

        await tabs[0].HearAsync("meeting.waiting", e => e.GetProperty("people").GetArrayLength() == 0);
    }

    [Fact]
    public async Task A_kick_ends_seat_and_connection_and_every_path_back()
    {
        var (people, room, tabs) = await SitAsync(3);

        await tabs[0].OkAsync("meeting.kick", new { roomId = room, userId = people[1].UserId, reason = "소란" });

        Assert.Equal("room.banned", (await tabs[1].HearAsync("meeting.seat_ended")).GetProperty("code").GetString());
        await tabs[1].Closed.WithinPatienceAsync();
        await tabs[2].HearMeetingAsync("departed", e => e.GetProperty("reason").GetString() == "kicked");
        await using var again = await people[1].TabAsync();
        Assert.Equal("room.banned", await again.EnterRefusedAsync(room));
        Assert.Equal("chat.not_found", await people[1].RefusedAsync(HttpMethod.Get, $"rooms/{room}/messages", null, HttpStatusCode.NotFound));
        await app.RestartAsync();
        await using var afterRestart = await LiveTab.OpenAsync(app.Address, people[1].Cookie, null, "again");
        Assert.Equal("room.banned", await afterRestart.EnterRefusedAsync(room));
        await using var owner = await LiveTab.OpenAsync(app.Address, people[0].Cookie, null, "owner");
        var bans = (await owner.OkAsync("meeting.bans", new { roomId = room })).GetProperty("items");
        Assert.Equal((people[1].UserId, "소란"), (bans[0].GetProperty("userId").GetGuid(), bans[0].GetProperty("reason").GetString()));
        await owner.OkAsync("meeting.lift_ban", new { roomId = room, userId = people[1].UserId });
        await afterRestart.EnterAsync(room);
    }

    [Fact]
    public async Task It_works_on_absent_people_and_only_for_hosts()
    {
        var (people, room, tabs) = await SitAsync(2);
        using var absent = await app.SeedAsync();

        Assert.Equal("mod.host_needed", await tabs[1].RefusedAsync("meeting.kick", new { roomId = room, userId = absent.UserId }));
        Assert.Equal("mod.self_target", await tabs[0].RefusedAsync("meeting.kick", new { roomId = room, userId = people[0].UserId }));
        Assert.Equal("mod.self_target", await tabs[0].RefusedAsync("meeting.warn", new { roomId = room, userId = people[0].UserId, reason = "x" }));
        Assert.Equal("room.field_invalid", await tabs[0].RefusedAsync("meeting.warn", new { roomId = room, userId = absent.UserId, reason = "" }));
        Assert.Equal("room.field_invalid", await tabs[0].RefusedAsync("meeting.warn", new { roomId = room, userId = absent.UserId, reason = new string('x', 201) }));
        await tabs[0].OkAsync("meeting.kick", new { roomId = room, userId = absent.UserId });
        await using var tab = await absent.TabAsync();
        Assert.Equal("room.banned", await tab.EnterRefusedAsync(room));
    }

    [Fact]
    public async Task The_third_warning_bans()
    {
        var (people, room, tabs) = await SitAsync(2);
        for (var n = 1; n <= 3; n++)
        {
            var given = await tabs[0].OkAsync("meeting.warn", new { roomId = room, userId = people[1].UserId, reason = $"reason {n}" });
            Assert.Equal((n, n == 3), (given.GetProperty("number").GetInt32(), given.GetProperty("banned").GetBoolean()));
        }

        Assert.Equal("reason 1", (await tabs[1].HearAsync("meeting.warned", e => e.GetProperty("number").GetInt32() == 1)).GetProperty("reason").GetString());
        Assert.Equal(3, (await people[1].GetAsync("rooms/warnings")).GetProperty("items").GetArrayLength());
        await using var again = await people[1].TabAsync();
        Assert.Equal("room.banned", await again.EnterRefusedAsync(room));
    }

    [Fact]
    public async Task Ownership_is_handed_only_to_somebody_seated()
    {
        var (people, room, tabs) = await SitAsync(2);
        using var absent = await app.SeedAsync();

        Assert.Equal("mod.target_not_present", await tabs[0].RefusedAsync("meeting.delegate", new { roomId = room, userId = absent.UserId }));
        Assert.Equal("mod.host_needed", await tabs[1].RefusedAsync("meeting.delegate", new { roomId = room, userId = people[1].UserId }));
        await tabs[0].OkAsync("meeting.delegate", new { roomId = room, userId = people[1].UserId });

        await tabs[0].HearMeetingAsync("owner", e => e.GetProperty("userId").GetGuid() == people[1].UserId);
        Assert.Equal("mod.host_needed", await tabs[0].RefusedAsync("meeting.kick", new { roomId = room, userId = people[1].UserId }));
        await tabs[1].OkAsync("meeting.kick", new { roomId = room, userId = people[0].UserId });
    }

    [Fact]
    public async Task A_closed_room_is_recent_to_those_who_were_there_for_thirty_days()
    {
        var (people, room, tabs) = await SitAsync(3);
        await tabs[1].OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "고생했어요" });
        await tabs[0].OkAsync("meeting.kick", new { roomId = room, userId = people[2].UserId });
        using var stranger = await app.SeedAsync();

        await tabs[0].OkAsync("meeting.close", new { roomId = room });

        await Eventually.TrueAsync(async () => Ids(await people[1].GetAsync("rooms/recent")).Contains(room), "the room is recent");
        Assert.Equal(1, (await people[1].GetAsync($"rooms/{room}/messages")).GetProperty("items").GetArrayLength());
        Assert.DoesNotContain(room, Ids(await people[2].GetAsync("rooms/recent")));
        Assert.DoesNotContain(room, Ids(await stranger.GetAsync("rooms/recent")));
        Rows.Age(app, "rooms_open_rooms", "ClosedAt", room, TimeSpan.FromDays(30));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(
            () => Task.FromResult(Rows.Count(app, "rooms_open_rooms", room) + Rows.Count(app, "chat_messages", room, "RoomId") + Rows.Count(app, "meetings_visits", room, "RoomId") == 0),
            "the room, its chat and its visits are erased");
    }

    private static async Task<string> WaitAsync(LiveTab tab, Guid room)
    {
        var refusal = await tab.ErrorAsync("meeting.enter", new { roomId = room, call = tab.CallKey });
        Assert.Equal("room.waiting", refusal.GetProperty("code").GetString());
        return refusal.GetProperty("details").GetProperty("place").GetString()!;
    }

    private static IEnumerable<Guid> Ids(JsonElement list) => list.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetGuid());

    /// <summary>A room of the first person, with all of them seated.</summary>
    private async Task<(IReadOnlyList<Browser> People, Guid Room, IReadOnlyList<LiveTab> Tabs)> SitAsync(int count, object? more = null)
    {
        var people = await app.SeedAsync(count);
        var room = await people[0].CreateRoomAsync(more);
        var tabs = new List<LiveTab>();
        foreach (var person in people)
        {
            tabs.Add(await person.TabAsync());
            await tabs[^1].EnterAsync(room);
        }

        return (people, room, tabs);
    }
}
