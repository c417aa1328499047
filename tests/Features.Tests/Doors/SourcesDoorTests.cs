using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Media;

namespace StudyHub.Features.Tests.Doors;

/// <summary>Shares, what a host ends, and the news of the media server, as two tabs at the live door meet them.</summary>
public sealed class SourcesDoorTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_share_is_heard_by_the_other_tab_and_by_whoever_comes_late()
    {
        await using var scene = await BeginAsync();
        var (room, host, guest) = (scene.Room, scene.Host, scene.Guest);

        await guest.Tab.OkAsync("meeting.start_share", new { roomId = room, sound = true });
        await guest.Tab.OkAsync("meeting.start_share", new { roomId = room, sound = true });

        var shared = await host.Tab.HearMeetingAsync("shared");
        Assert.Equal(guest.Seat, shared.GetProperty("seatId").GetGuid());
        Assert.True(shared.GetProperty("sound").GetBoolean());
        await using var late = await scene.EnterAsync();
        var share = Assert.Single(late.Entry.GetProperty("meeting").GetProperty("shares").EnumerateArray());
        Assert.Equal(guest.Seat, share.GetProperty("seatId").GetGuid());

        await guest.Tab.OkAsync("meeting.stop_share", new { roomId = room });
        await host.Tab.HearMeetingAsync("unshared");
        await late.Tab.HearMeetingAsync("unshared");
        Assert.DoesNotContain(host.Tab.Rest(), said => IsMeeting(said, "shared"));
    }

    [Fact]
    public async Task The_share_policy_is_the_hosts_and_is_kept_with_the_shares_over_a_restart()
    {
        await using var scene = await BeginAsync();
        var (room, host, guest) = (scene.Room, scene.Host, scene.Guest);

        Assert.Equal("mod.host_needed", await guest.Tab.RefusedAsync("meeting.set_share_policy", new { roomId = room, policy = "hosts" }));
        await host.Tab.OkAsync("meeting.set_share_policy", new { roomId = room, policy = "hosts" });
        Assert.Equal("hosts", (await guest.Tab.HearMeetingAsync("share_policy")).GetProperty("policy").GetString());
        Assert.Equal("share.not_allowed", await guest.Tab.RefusedAsync("meeting.start_share", new { roomId = room }));
        await host.Tab.OkAsync("meeting.start_share", new { roomId = room });

        await app.RestartAsync();
        await using var returned = await host.Browser.TabAsync(host.Tab.DeviceKey);
        returned.CallKey = host.Tab.CallKey;
        var meeting = (await returned.EnterAsync(room)).GetProperty("meeting");
        Assert.Equal("hosts", meeting.GetProperty("sharePolicy").GetString());
        Assert.Equal(host.Seat, Assert.Single(meeting.GetProperty("shares").EnumerateArray()).GetProperty("seatId").GetGuid());
    }

    [Fact]
    public async Task A_stranger_and_another_device_of_the_same_person_share_nothing()
    {
        await using var scene = await BeginAsync();
        using var stranger = await app.SeedAsync();
        await using var outside = await stranger.TabAsync();
        await using var other = await scene.Guest.Browser.TabAsync();

        foreach (var (name, body) in Commands(scene.Room, scene.Host.Seat))
        {
            var expected = name is "meeting.set_share_policy" or "meeting.stop_source" ? "mod.host_needed" : "seat.needed";
            Assert.Equal(expected, await outside.RefusedAsync(name, body));
        }

        Assert.Equal("seat.taken_over", await other.RefusedAsync("meeting.start_share", new { roomId = scene.Room }));
        Assert.Equal("seat.taken_over", await other.RefusedAsync("meeting.stop_share", new { roomId = scene.Room }));
        Assert.Equal("live.bad_body", await outside.RefusedAsync("meeting.stop_source", new { roomId = scene.Room, source = "camera" }));
    }

    [Fact]
    public async Task A_host_stops_a_camera_and_it_stays_off_until_its_person_says_otherwise()
    {
        await using var scene = await BeginAsync();
        var (room, host, guest) = (scene.Room, scene.Host, scene.Guest);
        await guest.Tab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });

        Assert.Equal("mod.host_needed", await guest.Tab.RefusedAsync("meeting.stop_source", new { roomId = room, seatId = host.Seat, source = "camera" }));
        Assert.Equal("mod.self_target", await host.Tab.RefusedAsync("meeting.stop_source", new { roomId = room, seatId = host.Seat, source = "camera" }));
        Assert.Equal("mod.target_not_present", await host.Tab.RefusedAsync("meeting.stop_source", new { roomId = room, seatId = Guid.NewGuid(), source = "camera" }));
        await host.Tab.OkAsync("meeting.stop_source", new { roomId = room, seatId = guest.Seat, source = "camera" });

        var stopped = await guest.Tab.HearMeetingAsync("stopped");
        Assert.Equal(guest.Seat, stopped.GetProperty("seatId").GetGuid());
        var again = await guest.Tab.EnterAsync(room);
        Assert.Equal(["camera"], again.GetProperty("seat").GetProperty("stopped").EnumerateArray().Select(s => s.GetString()));
        Assert.False(Participant(again, guest.Seat).GetProperty("camera").GetBoolean());

        await guest.Tab.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });
        Assert.Empty((await guest.Tab.EnterAsync(room)).GetProperty("seat").GetProperty("stopped").EnumerateArray());
    }

    [Fact]
    public async Task News_of_the_media_server_reach_the_room_or_the_one_seat_they_concern()
    {
        await using var scene = await BeginAsync();
        var (room, host, guest) = (scene.Room, scene.Host, scene.Guest);
        var observer = app.Services.GetRequiredService<IMediaObserver>();
        var (name, seat) = (room.ToString(), guest.Seat.ToString());

        observer.OnSpeaker(name, seat);
        observer.OnQuality(name, seat, ConnectionQuality.Fair);
        observer.OnDemand(name, seat, new(MediaSource.Camera, ["l", "m"], ["VP8"]));
        observer.OnPaused(name, seat, [new(host.Seat.ToString(), MediaSource.Camera)]);

        await guest.Tab.HearAsync("media.speaker", body => Seat(body) == guest.Seat);
        await host.Tab.HearAsync("media.speaker", body => Seat(body) == guest.Seat);
        await host.Tab.HearAsync("media.quality", body => Seat(body) == guest.Seat && body.GetProperty("quality").GetString() == "fair");
        await guest.Tab.HearAsync("media.demand", body => body.GetProperty("rids").GetArrayLength() == 2);
        await guest.Tab.HearAsync("media.paused", body => body.GetProperty("tracks").GetArrayLength() == 1);

        // Who comes late hears how things stand, and nothing of what concerns one seat only.
        await using var late = await scene.EnterAsync();
        await late.Tab.HearAsync("media.speaker", body => Seat(body) == guest.Seat);
        await late.Tab.HearAsync("media.quality", body => Seat(body) == guest.Seat);
        await late.Tab.HearAsync("media.paused", body => body.GetProperty("tracks").GetArrayLength() == 0);
        observer.OnSpeaker(name, null);
        await late.Tab.HearAsync("media.speaker", body => Seat(body) is null);
        Assert.DoesNotContain(late.Tab.Rest(), said => said.Type == "media.demand");
        Assert.DoesNotContain(host.Tab.Rest(), said => said.Type == "media.demand");

        // Whoever returns hears it again.
        await using var returned = await guest.Browser.TabAsync(guest.Tab.DeviceKey);
        returned.CallKey = guest.Tab.CallKey;
        await returned.EnterAsync(room);
        await returned.HearAsync("media.demand", body => body.GetProperty("rids").GetArrayLength() == 2);
        await returned.HearAsync("media.paused", body => body.GetProperty("tracks").GetArrayLength() == 1);
    }

    [Fact]
    public async Task News_of_rooms_and_seats_that_do_not_exist_harm_nobody()
    {
        await using var scene = await BeginAsync();
        var observer = app.Services.GetRequiredService<IMediaObserver>();

        observer.OnSpeaker("no room", "no seat");
        observer.OnSpeaker(scene.Room.ToString(), "no seat");
        observer.OnQuality(scene.Room.ToString(), "no seat", ConnectionQuality.Poor);
        observer.OnQuality(Guid.NewGuid().ToString(), scene.Guest.Seat.ToString(), ConnectionQuality.Poor);
        observer.OnSpeaker(scene.Room.ToString(), scene.Host.Seat.ToString());

        await scene.Guest.Tab.HearAsync("media.speaker", body => Seat(body) == scene.Host.Seat);
        Assert.DoesNotContain(scene.Guest.Tab.Rest(), said => said.Type == "media.quality");
    }

    private static Guid? Seat(JsonElement body) =>
        body.GetProperty("seatId") is { ValueKind: JsonValueKind.String } seat ? seat.GetGuid() : null;

    private static bool IsMeeting((string Type, JsonElement Body) said, string kind) =>
        said.Type == "meeting.changed" && said.Body.GetProperty("events").EnumerateArray().Any(e => e.GetProperty("$type").GetString() == kind);

    private static JsonElement Participant(JsonElement entry, Guid seat) =>
        entry.GetProperty("meeting").GetProperty("participants").EnumerateArray().Single(p => p.GetProperty("seatId").GetGuid() == seat);

    private static IEnumerable<(string Name, object Body)> Commands(Guid room, Guid seat) =>
    [
        ("meeting.start_share", new { roomId = room }),
        ("meeting.stop_share", new { roomId = room }),
        ("meeting.set_share_policy", new { roomId = room, policy = "hosts" }),
        ("meeting.stop_source", new { roomId = room, seatId = seat, source = "camera" }),
        ("meeting.stop_source", new { roomId = room, seatId = (Guid?)null, source = "microphone" }),
    ];

    private async Task<Scene> BeginAsync()
    {
        var browser = await app.SeedAsync();
        var scene = new Scene(app, await browser.CreateRoomAsync(new { microphonePolicy = "open" }));
        scene.Host = await scene.EnterAsync(browser);
        scene.Guest = await scene.EnterAsync();
        return scene;
    }

    /// <summary>A room with its host and a guest.</summary>
    private sealed class Scene(StudyHubApp app, Guid room) : IAsyncDisposable
    {
        public Guid Room { get; } = room;
        public Sitter Host { get; set; } = null!;
        public Sitter Guest { get; set; } = null!;

        public async Task<Sitter> EnterAsync(Browser? browser = null)
        {
            browser ??= await app.SeedAsync();
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var tab = await browser.TabAsync();
            return new(browser, tab, await tab.EnterAsync(Room));
        }

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Guest.DisposeAsync();
        }
    }

    private sealed record Sitter(Browser Browser, LiveTab Tab, JsonElement Entry) : IAsyncDisposable
    {
        public Guid Seat => Entry.GetProperty("seat").GetProperty("seatId").GetGuid();

        public async ValueTask DisposeAsync()
        {
            await Tab.DisposeAsync();
            Browser.Dispose();
        }
    }
}
