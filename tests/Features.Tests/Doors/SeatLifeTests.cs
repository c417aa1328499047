using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>MEET-3 to MEET-6, ROOM-10, ROOM-11, 5.1, 5.4, 5.5, OPS-9.</summary>
public sealed class SeatLifeTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Another_tab_learns_where_the_seat_is_and_may_move_it_within_the_room_unseen()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync(new { title = "Here" });
        await using var bobsTab = await people[1].TabAsync();
        await using var oldTab = await people[0].TabAsync(label: "Kitchen");
        var entered = await oldTab.EnterAsync(room);
        await bobsTab.EnterAsync(room);
        await using var newTab = await people[0].TabAsync(label: "Library");

        var error = await newTab.ErrorAsync("meeting.enter", new { roomId = room, call = newTab.CallKey });
        Assert.Equal("seat.elsewhere", error.GetProperty("code").GetString());
        Assert.Equal(
            [("roomId", $"{room}"), ("roomTitle", "Here"), ("deviceLabel", "Kitchen")],
            error.GetProperty("details").EnumerateObject().Select(d => (d.Name, d.Value.GetString()!)));
        var moved = await newTab.EnterAsync(room, move: true);

        Assert.Equal("seat.taken_over", (await oldTab.HearAsync("meeting.seat_ended")).GetProperty("code").GetString());
        Assert.Equal(entered.GetProperty("seat").GetProperty("seatId").GetGuid(), moved.GetProperty("seat").GetProperty("seatId").GetGuid());
        Assert.Equal(people[0].UserId, moved.GetProperty("meeting").GetProperty("ownerId").GetGuid());
        Assert.Equal("seat.taken_over", await oldTab.RefusedAsync("meeting.set_device", new { roomId = room, source = "camera", on = true }));
        await oldTab.OkAsync("meeting.leave", new { roomId = room });
        Assert.Equal(2, (await newTab.OkAsync("meeting.snapshot", new { roomId = room })).GetProperty("participants").GetArrayLength());
        Assert.DoesNotContain(await bobsTab.HeardSoFarAsync(app), e => e.Body.ToString().Contains("departed", StringComparison.Ordinal));
        await bobsTab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "for the new tab only" });
        await newTab.HearAsync("chat.changed");
        Assert.DoesNotContain(await oldTab.HeardSoFarAsync(app), e => e.Type is "chat.changed" or "meeting.changed" && e.Body.ToString().Contains("for the new tab", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_old_seat_goes_only_when_the_one_in_the_other_room_is_granted()
    {
        var people = await app.SeedAsync(3);
        var here = await people[0].CreateRoomAsync(new { title = "Here", capacity = 3 });
        var full = await people[1].CreateRoomAsync(new { capacity = 2 });
        await using var bobsTab = await people[1].TabAsync();
        await using var carolsTab = await people[2].TabAsync();
        await bobsTab.EnterAsync(full);
        await carolsTab.EnterAsync(full);
        await using var oldTab = await people[0].TabAsync();
        await oldTab.EnterAsync(here);
        await using var newTab = await people[0].TabAsync();

        Assert.Equal("seat.elsewhere", await newTab.EnterRefusedAsync(full));
        Assert.Equal("room.full", await newTab.EnterRefusedAsync(full, move: true));
        Assert.Equal("room.full", await oldTab.EnterRefusedAsync(full));
        await oldTab.OkAsync("meeting.snapshot", new { roomId = here });

        await carolsTab.OkAsync("meeting.leave", new { roomId = full });
        await newTab.EnterAsync(full, move: true);
        Assert.Equal(("seat.taken_over", here), await EndedAsync(oldTab));
        Assert.Equal("seat.needed", await oldTab.RefusedAsync("meeting.snapshot", new { roomId = here }));
        await bobsTab.HearMeetingAsync("arrived", e => e.GetProperty("participant").GetProperty("userId").GetGuid() == people[0].UserId);
    }

    [Fact]
    public async Task The_same_tab_going_to_another_room_moves_by_itself()
    {
        var people = await app.SeedAsync(2);
        var (first, second) = (await people[0].CreateRoomAsync(), await people[0].CreateRoomAsync());
        await using var bobsTab = await people[1].TabAsync();
        await bobsTab.EnterAsync(first);
        await using var tab = await people[0].TabAsync();
        await tab.EnterAsync(first);

        await tab.EnterAsync(second);

        var change = await bobsTab.HearAsync("meeting.changed", body => body.ToString().Contains("departed", StringComparison.Ordinal));
        Assert.Equal("moved", change.GetProperty("events")[0].GetProperty("reason").GetString());
        Assert.Equal(people[1].UserId, change.GetProperty("events")[1].GetProperty("userId").GetGuid());
        await tab.OkAsync("meeting.snapshot", new { roomId = second });
        Assert.Equal("seat.needed", await tab.RefusedAsync("meeting.snapshot", new { roomId = first }));
    }

    [Fact]
    public async Task A_lost_connection_holds_the_seat_and_the_same_device_continues_it()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var bobsTab = await people[1].TabAsync();
        var tab = await people[0].TabAsync();
        var entered = await tab.EnterAsync(room);
        await bobsTab.EnterAsync(room);

        await tab.DisposeAsync();
        await bobsTab.HearMeetingAsync("held");
        app.Clock.Advance(TimeSpan.FromSeconds(29));
        await using var again = await people[0].TabAsync(tab.DeviceKey);
        var returned = await again.EnterAsync(room);

        Assert.True(returned.GetProperty("seat").GetProperty("resumed").GetBoolean());
        Assert.Equal(entered.GetProperty("seat").GetProperty("seatId").GetGuid(), returned.GetProperty("seat").GetProperty("seatId").GetGuid());
        Assert.Equal(people[0].UserId, returned.GetProperty("meeting").GetProperty("ownerId").GetGuid());
        await bobsTab.HearMeetingAsync("returned");
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(2, (await again.OkAsync("meeting.snapshot", new { roomId = room })).GetProperty("participants").GetArrayLength());
    }

    [Fact]
    public async Task After_thirty_seconds_the_departure_and_the_new_owner_are_announced_once()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var bobsTab = await people[1].TabAsync();
        var tab = await people[0].TabAsync();
        await tab.EnterAsync(room);
        await bobsTab.EnterAsync(room);
        await tab.DisposeAsync();
        await bobsTab.HearMeetingAsync("held");

        app.Clock.Advance(TimeSpan.FromSeconds(30));

        var change = await bobsTab.HearAsync("meeting.changed", body => body.ToString().Contains("departed", StringComparison.Ordinal));
        Assert.Equal(["departed", "owner"], change.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("$type").GetString()!));
        Assert.Equal(people[1].UserId, change.GetProperty("events")[1].GetProperty("userId").GetGuid());
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await using var again = await people[0].TabAsync(tab.DeviceKey);
        Assert.False((await again.EnterAsync(room)).GetProperty("seat").GetProperty("resumed").GetBoolean());
        Assert.DoesNotContain(await bobsTab.HeardSoFarAsync(app), e => e.Body.ToString().Contains("departed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_room_lives_two_minutes_more_and_whoever_comes_first_owns_it()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var adasTab = await people[0].TabAsync();
        await using var bobsTab = await people[1].TabAsync();
        await adasTab.EnterAsync(room);
        await adasTab.OkAsync("meeting.leave", new { roomId = room });
        app.Clock.Advance(TimeSpan.FromSeconds(119));
        Assert.Equal(people[1].UserId, (await bobsTab.EnterAsync(room)).GetProperty("meeting").GetProperty("ownerId").GetGuid());
        await bobsTab.OkAsync("meeting.leave", new { roomId = room });

        app.Clock.Advance(TimeSpan.FromMinutes(2));

        await Eventually.TrueAsync(async () => (await people[0].GetAsync($"rooms/{room}")).GetProperty("closed").GetBoolean(), "the room is shown closed");
        Assert.Equal("room.closed", await bobsTab.EnterRefusedAsync(room));
        Assert.DoesNotContain($"{room}", (await people[0].GetAsync("rooms?limit=100")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_room_nobody_ever_enters_closes_after_two_minutes()
    {
        using var ada = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(2));
                return (await ada.GetAsync($"rooms/{room}")).GetProperty("closed").GetBoolean();
            },
            "the room closes by itself");
    }

    [Fact]
    public async Task A_restart_of_the_server_costs_nobody_the_seat()
    {
        var people = await app.SeedAsync(3);
        var room = await people[0].CreateRoomAsync();
        var tabs = new List<LiveTab>();
        foreach (var person in people)
        {
            tabs.Add(await person.TabAsync());
            await tabs[^1].EnterAsync(room);
            app.Clock.Advance(TimeSpan.FromSeconds(1)); // Who came at the same instant is ordered by seat id.
        }

        await app.RestartAsync();

        Assert.All(tabs, tab => Assert.True(tab.Closed.IsCompleted));
        using var ada = app.Browse(people[0].UserId, people[0].Handle, people[0].Cookie!);
        using var bob = app.Browse(people[1].UserId, people[1].Handle, people[1].Cookie!);
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await using var bobsTab = await bob.TabAsync(tabs[1].DeviceKey);
        var seen = await bobsTab.EnterAsync(room);
        await using var adasTab = await ada.TabAsync(tabs[0].DeviceKey);
        var back = await adasTab.EnterAsync(room);

        Assert.Equal([true, false, true], seen.GetProperty("meeting").GetProperty("participants").EnumerateArray().Select(p => p.GetProperty("held").GetBoolean()));
        Assert.True(back.GetProperty("seat").GetProperty("resumed").GetBoolean());
        Assert.Equal(people[0].UserId, back.GetProperty("meeting").GetProperty("ownerId").GetGuid());
        app.Clock.Advance(TimeSpan.FromSeconds(15));
        var departed = await adasTab.HearMeetingAsync("departed");
        Assert.Equal((people[2].UserId, "lost"), (departed.GetProperty("userId").GetGuid(), departed.GetProperty("reason").GetString()));
        foreach (var tab in tabs)
        {
            await tab.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_same_device_connecting_again_silences_the_older_connection()
    {
        using var ada = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await using var older = await ada.TabAsync();
        await older.EnterAsync(room);
        await using var newer = await ada.TabAsync(older.DeviceKey);

        var resumed = await newer.EnterAsync(room);

        Assert.Equal("live.superseded", (await older.HearAsync("live.closing")).GetProperty("code").GetString());
        await older.Closed.WithinPatienceAsync();
        Assert.True(resumed.GetProperty("seat").GetProperty("resumed").GetBoolean());
        app.Clock.Advance(TimeSpan.FromSeconds(40));
        Assert.False((await newer.OkAsync("meeting.snapshot", new { roomId = room })).GetProperty("participants")[0].GetProperty("held").GetBoolean());
    }

    private static async Task<(string Code, Guid Room)> EndedAsync(LiveTab tab)
    {
        var ended = await tab.HearAsync("meeting.seat_ended");
        return (ended.GetProperty("code").GetString()!, ended.GetProperty("roomId").GetGuid());
    }
}
