using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Media.Ice;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class ServerTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Unless_told_otherwise_it_is_reached_over_every_family_the_host_has()
    {
        await using var server = Start(new() { Workers = 1 });

        Assert.Contains(server.Announced, a => a.AddressFamily == AddressFamily.InterNetwork);
        Assert.True(!Socket.OSSupportsIPv6 || server.Announced.Any(a => a.AddressFamily == AddressFamily.InterNetworkV6));
        await using var ada = new Participant(server.Open("room", "ada"));
        await ada.PublishAsync(Ct);
        Assert.Equal(server.Fingerprint, ada.Publishing.ServerFingerprint);
    }

    [Fact]
    public void Addresses_are_announced_by_turns_and_loopback_last()
    {
        var inOrder = HostAddresses.InOrder(
            "127.0.0.1 192.0.2.1 192.0.2.2 ::1 192.0.2.1 2001:db8::1 192.0.2.3".Split(' ').Select(IPAddress.Parse));

        Assert.Equal("2001:db8::1 192.0.2.1 192.0.2.2 192.0.2.3 ::1 127.0.0.1", string.Join(' ', inOrder));
    }

    [Theory]
    [InlineData(SocketType.Dgram, ProtocolType.Udp)]
    [InlineData(SocketType.Stream, ProtocolType.Tcp)]
    public void A_port_that_is_taken_is_named(SocketType type, ProtocolType protocol)
    {
        using var taken = new Socket(AddressFamily.InterNetwork, type, protocol);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (type == SocketType.Stream)
        {
            taken.Listen();
        }

        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;

        var failure = Assert.Throws<InvalidOperationException>(() => Start(new() { Workers = 1, Bind = IPAddress.Loopback, Port = port }));

        Assert.Contains($"{port}", failure.Message, StringComparison.Ordinal);
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
    public async Task A_busy_worker_counts_as_loaded_and_an_idle_one_does_not()
    {
        var clock = new FakeTimeProvider();
        await using var server = new MediaServer(new() { Workers = 1, Bind = IPAddress.Loopback }, clock, NullLogger<MediaServer>.Instance);
        server.Start();
        await using var ada = server.Open("room", "ada");
        var worker = server.Workers[0];

        while (worker.Load < 0.4)
        {
            await worker.AskAsync(
                () =>
                {
                    clock.Advance(TimeSpan.FromSeconds(1)); // as if the worker had worked for so long
                    return 0;
                },
                Ct);
        }

        await ada.DisposeAsync();
        while (worker.Load > 0)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await worker.AskAsync(() => 0, Ct);
        }
    }

    [Fact]
    public void What_a_worker_does_and_how_many_sit_there_both_count_against_another_room()
    {
        Assert.True(MediaServer.Burden(0, 2) < MediaServer.Burden(0, 3));
        Assert.True(MediaServer.Burden(0.1, 30) < MediaServer.Burden(0.5, 5));
        Assert.True(MediaServer.Burden(0.1, 5) < MediaServer.Burden(0.09, 50));
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
