using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ROOM-6, ROOM-7, ROOM-9, ROOM-13, MEET-2, MEET-8.</summary>
public sealed class EnteringTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Nobody_gets_in_without_a_session_a_greeting_or_an_existing_room()
    {
        using var ada = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await using var mute = await LiveTab.ConnectAsync(app.Address, ada.Cookie);

        Assert.Equal(401, await RawSocket.UpgradeStatusAsync(app, null));
        Assert.Equal("live.hello_needed", await mute.EnterRefusedAsync(room));
        await using var tab = await ada.TabAsync();
        Assert.Equal("room.not_found", await tab.EnterRefusedAsync(Guid.CreateVersion7()));
        Assert.Equal("meeting.call_invalid", await tab.RefusedAsync("meeting.enter", new { roomId = room, call = "short" }));
        Assert.Equal("seat.needed", await tab.RefusedAsync("meeting.snapshot", new { roomId = room }));
    }

    [Fact]
    public async Task Entering_answers_with_seat_meeting_chat_and_media()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync(new { notice = "quiet please", microphonePolicy = "open" });
        await using var adasTab = await people[0].TabAsync();
        await using var bobsTab = await people[1].TabAsync();
        await adasTab.EnterAsync(room);
        await adasTab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "hello" });
        await adasTab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });

        var entered = await bobsTab.EnterAsync(room);

        var meeting = entered.GetProperty("meeting");
        Assert.Equal((people[0].UserId, "quiet please"), (meeting.GetProperty("ownerId").GetGuid(), meeting.GetProperty("notice").GetString()));
        Assert.Equal([people[0].UserId, people[1].UserId], meeting.GetProperty("participants").EnumerateArray().Select(p => p.GetProperty("userId").GetGuid()));
        Assert.True(meeting.GetProperty("participants")[0].GetProperty("camera").GetBoolean());
        Assert.Equal("hello", entered.GetProperty("chat").GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.False(entered.GetProperty("media").GetProperty("kept").GetBoolean());
        Assert.Equal(meeting.ToString(), (await bobsTab.OkAsync("meeting.snapshot", new { roomId = room })).ToString());
    }

    [Fact]
    public async Task A_password_keeps_out_everybody_but_the_owner_and_who_sits_there_already()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync(new { password = "열려라 참깨" });
        await using var adasTab = await people[0].TabAsync();
        await using var bobsTab = await people[1].TabAsync();

        await adasTab.EnterAsync(room);
        Assert.Equal("room.password_wrong", await bobsTab.EnterRefusedAsync(room));
        Assert.Equal("room.password_wrong", await bobsTab.EnterRefusedAsync(room, "열려라 들깨"));
        await bobsTab.EnterAsync(room, "열려라 참깨");

        Assert.True((await bobsTab.EnterAsync(room)).GetProperty("seat").GetProperty("resumed").GetBoolean());
    }

    [Fact]
    public async Task The_eleventh_wrong_password_in_ten_minutes_waits_and_so_does_the_right_one()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync(new { password = "secret" });
        await using var adasTab = await people[0].TabAsync();
        await adasTab.EnterAsync(room);
        await using var tab = await people[1].TabAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("room.password_wrong", await tab.EnterRefusedAsync(room, $"wrong {i}"));
        }

        var error = await tab.ErrorAsync("meeting.enter", new { roomId = room, call = tab.CallKey, password = "secret" });

        Assert.Equal(("rate.limited", "600"), (error.GetProperty("code").GetString(), error.GetProperty("details").GetProperty("retryAfter").GetString()));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await tab.EnterAsync(room, "secret");
    }

    [Fact]
    public async Task Of_a_hundred_at_once_exactly_nine_enter_a_room_of_ten_that_holds_its_owner()
    {
        using var owner = await app.SeedAsync();
        var room = await owner.CreateRoomAsync();
        await using var ownersTab = await owner.TabAsync();
        await ownersTab.EnterAsync(room);
        var crowd = await app.SeedAsync(100);
        var tabs = await Task.WhenAll(crowd.Select(person => person.TabAsync()));

        var answers = await Task.WhenAll(tabs.Select(tab => tab.CallAsync("meeting.enter", new { roomId = room, call = tab.CallKey })));

        var refused = answers.Where(a => a.GetProperty("error").ValueKind == JsonValueKind.Object).ToList();
        Assert.Equal(91, refused.Count);
        Assert.All(refused, r => Assert.Equal("room.full", r.GetProperty("error").GetProperty("code").GetString()));
        Assert.Equal(10, (await ownersTab.OkAsync("meeting.snapshot", new { roomId = room })).GetProperty("participants").GetArrayLength());
        foreach (var (tab, answer) in tabs.Zip(answers).Where(t => t.Second.GetProperty("error").ValueKind == JsonValueKind.Object).Take(5))
        {
            Assert.DoesNotContain(tab.Rest(), e => e.Type is "meeting.changed" or "chat.changed");
        }

        await Task.WhenAll(tabs.Select(tab => tab.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task The_creators_place_is_kept_for_two_minutes_and_then_anybodys()
    {
        var people = await app.SeedAsync(3);
        var room = await people[0].CreateRoomAsync(new { capacity = 2 });
        await using var first = await people[1].TabAsync();
        await using var second = await people[2].TabAsync();
        await first.EnterAsync(room);
        Assert.Equal("room.full", await second.EnterRefusedAsync(room));

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await first.HearMeetingAsync("owner", e => e.GetProperty("userId").GetGuid() == people[1].UserId);

        await second.EnterAsync(room);
        await using var late = await people[0].TabAsync();
        Assert.Equal("room.full", await late.EnterRefusedAsync(room));
    }

    [Fact]
    public async Task Only_the_owner_closes_and_everybody_is_out_at_once()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var adasTab = await people[0].TabAsync();
        await using var bobsTab = await people[1].TabAsync();
        await adasTab.EnterAsync(room);
        await bobsTab.EnterAsync(room);
        Assert.Equal("mod.host_needed", await bobsTab.RefusedAsync("meeting.close", new { roomId = room }));

        await adasTab.OkAsync("meeting.close", new { roomId = room });

        Assert.Equal("room.closed", (await bobsTab.HearAsync("meeting.seat_ended")).GetProperty("code").GetString());
        Assert.Equal("room.closed", await bobsTab.EnterRefusedAsync(room));
        Assert.Equal("seat.needed", await bobsTab.RefusedAsync("meeting.snapshot", new { roomId = room }));
        await adasTab.OkAsync("meeting.close", new { roomId = room });
        await Eventually.TrueAsync(async () => (await people[1].GetAsync($"rooms/{room}/preview")).GetProperty("closed").GetBoolean(), "the preview says closed");
    }

    [Fact]
    public async Task In_a_silent_room_no_microphone_goes_on_and_nobody_switches_anothers_devices()
    {
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var adasTab = await people[0].TabAsync();
        await using var bobsTab = await people[1].TabAsync();
        await adasTab.EnterAsync(room);

        Assert.Equal("media.mic_not_allowed", await adasTab.RefusedAsync("meeting.set_device", new { roomId = room, source = "microphone", on = true }));
        Assert.Equal("live.bad_body", await adasTab.RefusedAsync("meeting.set_device", new { roomId = room, source = 7, on = true }));
        Assert.Equal("seat.needed", await bobsTab.RefusedAsync("meeting.set_device", new { roomId = room, source = "camera", on = true }));
        await bobsTab.EnterAsync(room);
        await adasTab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true, userId = people[1].UserId });

        var snapshot = await bobsTab.OkAsync("meeting.snapshot", new { roomId = room });
        Assert.Equal([true, false], snapshot.GetProperty("participants").EnumerateArray().Select(p => p.GetProperty("camera").GetBoolean()));
        Assert.All(snapshot.GetProperty("participants").EnumerateArray(), p => Assert.False(p.GetProperty("microphone").GetBoolean()));
    }
}
