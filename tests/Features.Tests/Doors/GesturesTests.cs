using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>Hands, reactions and the camera rule at the live door (MEET-14, MEET-15, MEET-21).</summary>
public sealed class GesturesTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Everybody_sees_the_queue_and_a_late_entrant_too_and_a_restart_keeps_it()
    {
        await using var scene = await SitAsync();
        var room = scene.Room;

        await scene.Cho.Tab.OkAsync("meeting.set_hand", new { roomId = room, raised = true });
        await scene.Ben.Tab.OkAsync("meeting.set_hand", new { roomId = room, raised = true });

        Assert.Equal(scene.Cho.Seat, (await scene.Host.Tab.HearMeetingAsync("hand_raised")).GetProperty("seatId").GetGuid());
        Assert.Equal(scene.Ben.Seat, (await scene.Host.Tab.HearMeetingAsync("hand_raised")).GetProperty("seatId").GetGuid());
        await app.RestartAsync();
        await using var returned = await scene.Host.Browser.TabAsync(scene.Host.Tab.DeviceKey);
        var meeting = (await returned.EnterAsync(room)).GetProperty("meeting");
        Assert.Equal([scene.Cho.Seat, scene.Ben.Seat], Hands(meeting));
    }

    [Fact]
    public async Task A_host_calls_the_next_and_lowers_another_and_nobody_else_does()
    {
        await using var scene = await SitAsync();
        var room = scene.Room;
        await scene.Ben.Tab.OkAsync("meeting.set_hand", new { roomId = room, raised = true });
        await scene.Cho.Tab.OkAsync("meeting.set_hand", new { roomId = room, raised = true });

        foreach (var command in (string[])["meeting.call_hand", "meeting.lower_hand"])
        {
            Assert.Equal("mod.host_needed", await scene.Cho.Tab.RefusedAsync(command, new { roomId = room, seatId = scene.Ben.Seat }));
            Assert.Equal("mod.target_not_present", await scene.Host.Tab.RefusedAsync(command, new { roomId = room, seatId = Guid.CreateVersion7() }));
        }

        Assert.Equal("hand.not_next", await scene.Host.Tab.RefusedAsync("meeting.call_hand", new { roomId = room, seatId = scene.Cho.Seat }));
        await scene.Host.Tab.OkAsync("meeting.call_hand", new { roomId = room, seatId = scene.Ben.Seat });
        Assert.Equal(scene.Ben.Seat, (await scene.Cho.Tab.HearMeetingAsync("hand_called")).GetProperty("seatId").GetGuid());
        await scene.Host.Tab.OkAsync("meeting.lower_hand", new { roomId = room, seatId = scene.Cho.Seat });

        Assert.True((await scene.Cho.Tab.HearMeetingAsync("hand_lowered")).GetProperty("byHost").GetBoolean());
        Assert.Empty(Hands(await scene.Host.Tab.OkAsync("meeting.snapshot", new { roomId = room })));
        var log = await scene.Host.Browser.GetAsync($"rooms/{room}/audit");
        var lowered = Assert.Single(log.GetProperty("items").EnumerateArray(), e => e.GetProperty("act").GetString() == "room.hand_lowered");
        Assert.Equal(scene.Cho.Browser.Handle, lowered.GetProperty("target").GetProperty("handle").GetString());
    }

    [Fact]
    public async Task A_reaction_reaches_everybody_in_the_room_and_changes_no_version()
    {
        await using var scene = await SitAsync();
        var before = await scene.Host.Tab.OkAsync("meeting.snapshot", new { roomId = scene.Room });

        await scene.Ben.Tab.OkAsync("meeting.react", new { roomId = scene.Room, reaction = "thumbs_up" });

        foreach (var tab in (LiveTab[])[scene.Host.Tab, scene.Ben.Tab, scene.Cho.Tab])
        {
            var heard = await tab.HearAsync("meeting.reacted");
            Assert.Equal((scene.Ben.Seat, "thumbs_up"), (heard.GetProperty("seatId").GetGuid(), heard.GetProperty("reaction").GetString()));
        }

        var after = await scene.Host.Tab.OkAsync("meeting.snapshot", new { roomId = scene.Room });
        Assert.Equal(before.GetProperty("version").GetInt64(), after.GetProperty("version").GetInt64());
    }

    [Fact]
    public async Task Ten_reactions_in_ten_seconds_and_then_a_pause_however_many_tabs()
    {
        await using var scene = await SitAsync();
        var clap = new { roomId = scene.Room, reaction = "clap" };
        for (var n = 1; n <= 10; n++)
        {
            await scene.Ben.Tab.OkAsync("meeting.react", clap);
        }

        app.Clock.Advance(TimeSpan.FromSeconds(4));
        var refused = await scene.Ben.Tab.ErrorAsync("meeting.react", clap);
        Assert.Equal(("rate.limited", "6"), (refused.GetProperty("code").GetString(), refused.GetProperty("details").GetProperty("retryAfter").GetString()));
        await scene.Cho.Tab.OkAsync("meeting.react", clap);
        app.Clock.Advance(TimeSpan.FromSeconds(6));

        await scene.Ben.Tab.OkAsync("meeting.react", clap);
    }

    [Fact]
    public async Task Who_does_not_sit_there_with_this_tab_reacts_to_nothing()
    {
        await using var scene = await SitAsync();
        using var stranger = await app.SeedAsync();
        await using var outside = await stranger.TabAsync();
        await using var other = await scene.Ben.Browser.TabAsync();

        Assert.Equal("seat.needed", await outside.RefusedAsync("meeting.react", new { roomId = scene.Room, reaction = "clap" }));
        Assert.Equal("seat.taken_over", await other.RefusedAsync("meeting.react", new { roomId = scene.Room, reaction = "clap" }));
        Assert.Equal("meeting.reaction_unknown", await scene.Ben.Tab.RefusedAsync("meeting.react", new { roomId = scene.Room, reaction = 99 }));
        Assert.DoesNotContain(await scene.Host.Tab.HeardSoFarAsync(app), heard => heard.Type == "meeting.reacted");
    }

    [Fact]
    public async Task The_camera_rule_reminds_in_private_again_on_a_new_connection_and_frees_the_seat()
    {
        await using var scene = await SitAsync(new { cameraRule = "free-seat" });
        var room = scene.Room;
        await scene.Host.Tab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });
        await scene.Cho.Tab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });

        app.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(300, (await scene.Ben.Tab.HearAsync("meeting.camera_reminder")).GetProperty("secondsLeft").GetInt32());
        Assert.DoesNotContain(await scene.Host.Tab.HeardSoFarAsync(app), heard => heard.Type == "meeting.camera_reminder");
        await scene.Ben.Tab.DisposeAsync();
        await scene.Host.Tab.HearMeetingAsync("held");
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await using var again = await scene.Ben.Browser.TabAsync(scene.Ben.Tab.DeviceKey);
        await again.EnterAsync(room);
        Assert.Equal(280, (await again.HearAsync("meeting.camera_reminder")).GetProperty("secondsLeft").GetInt32());

        app.Clock.Advance(TimeSpan.FromSeconds(280));

        Assert.Equal("room.camera_needed", (await again.HearAsync("meeting.seat_ended")).GetProperty("code").GetString());
        Assert.Equal("camera_off", (await scene.Host.Tab.HearMeetingAsync("departed")).GetProperty("reason").GetString());
        Assert.False((await again.EnterAsync(room)).GetProperty("seat").GetProperty("resumed").GetBoolean());
    }

    [Fact]
    public async Task The_camera_rule_survives_a_restart_and_is_changed_while_people_sit_there()
    {
        await using var scene = await SitAsync(new { cameraRule = "remind" });
        app.Clock.Advance(TimeSpan.FromMinutes(4));
        await app.RestartAsync();
        using var host = app.Browse(scene.Host.Browser.UserId, scene.Host.Browser.Handle, scene.Host.Browser.Cookie!);
        await using var returned = await host.TabAsync(scene.Host.Tab.DeviceKey);
        Assert.Equal("remind", (await returned.EnterAsync(scene.Room)).GetProperty("meeting").GetProperty("cameraRule").GetString());

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(JsonValueKind.Null, (await returned.HearAsync("meeting.camera_reminder")).GetProperty("secondsLeft").ValueKind);
        await host.SendAsync(HttpMethod.Patch, $"rooms/{scene.Room}", new { cameraRule = "off" }, HttpStatusCode.OK);

        Assert.Equal("off", (await returned.HearMeetingAsync("room")).GetProperty("cameraRule").GetString());
        Assert.Equal("off", (await host.GetAsync($"rooms/{scene.Room}")).GetProperty("cameraRule").GetString());
        Assert.Equal("room.field_invalid", await host.RefusedAsync(HttpMethod.Patch, $"rooms/{scene.Room}", new { cameraRule = 7 }, HttpStatusCode.UnprocessableEntity));
    }

    private static IEnumerable<Guid> Hands(JsonElement meeting) => meeting.GetProperty("hands").EnumerateArray().Select(h => h.GetGuid());

    private async Task<Scene> SitAsync(object? room = null)
    {
        var people = await app.SeedAsync(3);
        var id = await people[0].CreateRoomAsync(room);
        var sitters = new List<Sitter>();
        foreach (var browser in people)
        {
            var tab = await browser.TabAsync();
            sitters.Add(new(browser, tab, (await tab.EnterAsync(id)).GetProperty("seat").GetProperty("seatId").GetGuid()));
        }

        return new(id, sitters[0], sitters[1], sitters[2]);
    }

    private sealed record Scene(Guid Room, Sitter Host, Sitter Ben, Sitter Cho) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            foreach (var (browser, tab, _) in (Sitter[])[Host, Ben, Cho])
            {
                await tab.DisposeAsync();
                browser.Dispose();
            }
        }
    }

    private sealed record Sitter(Browser Browser, LiveTab Tab, Guid Seat);
}
