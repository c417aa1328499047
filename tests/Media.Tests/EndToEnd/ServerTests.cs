using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class ServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dual_mode_port_serves_IPv4()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This host has no IPv6.");
        await using var server = Start(new() { Workers = 1, Bind = IPAddress.IPv6Any, Announce = ["127.0.0.1"] });
        await using var ada = new Participant(server.Open("room", "ada"));

        await ada.PublishAsync(Ct);

        Assert.Equal(server.Fingerprint, ada.Publishing.ServerFingerprint);
    }

    [Fact]
    public async Task Rooms_are_spread_over_workers_and_a_room_stays_together()
    {
        await using var server = Start(new() { Workers = 2, Bind = IPAddress.Loopback });
        await using var ada = new Participant(server.Open("one", "ada"));
        await using var bob = new Participant(server.Open("two", "bob"));
        await using var cleo = new Participant(server.Open("one", "cleo"));
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        await bob.PublishAsync(Ct);

        var offered = await cleo.WatchAsync("ada", Ct);

        Assert.Equal(2, offered!.Count);
        Assert.Equal(2, server.Announced.Select(a => a.Port).Distinct().Count());
        Assert.All(server.Workers, worker => Assert.True(worker.Demultiplexer.Sessions > 0));
        Assert.Null(await bob.WatchAsync("ada", Ct)); // another room
    }

    [Fact]
    public async Task What_is_asked_of_a_stopped_server_is_answered()
    {
        var server = Start(new() { Workers = 1, Bind = IPAddress.Loopback });
        await using var ada = server.Open("room", "ada");
        await server.DisposeAsync();

        Assert.Equal("media.seat_closed", (await ada.SubscribeAsync([], Ct)).Error?.Code);
        await ada.AllowAsync(MediaSources.Camera, Ct);
        await ada.DisposeAsync();
        Assert.Throws<InvalidOperationException>(() => server.Open("room", "ada"));
        Assert.Equal(0, server.Peers);
    }

    [Fact]
    public async Task Seats_opened_and_closed_many_times_leave_nothing()
    {
        await using var server = Start(new() { Workers = 1, Bind = IPAddress.Loopback });
        for (var round = 0; round < 20; round++)
        {
            await using var ada = new Participant(server.Open("room", "ada"));
            await using var bob = new Participant(server.Open("room", "bob"));
            await ada.NegotiatePublishingAsync(Ct);
            await bob.Peer.SubscribeAsync([new("ada", MediaSource.Camera)], Ct);
        }

        var worker = server.Workers[0];
        Assert.Equal(0, server.Peers);
        Assert.Equal((0, 0), await worker.AskAsync(() => (worker.Demultiplexer.Sessions, worker.Demultiplexer.Paths), Ct));
    }

    private static MediaServer Start(MediaOptions options)
    {
        var server = new MediaServer(options, TimeProvider.System, NullLogger<MediaServer>.Instance);
        server.Start();
        return server;
    }
}
