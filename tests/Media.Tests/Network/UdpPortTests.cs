using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using StudyHub.Media.Network;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;
using Path = StudyHub.Media.Forwarding.Path;

namespace StudyHub.Media.Tests.Network;

/// <summary>Every kind of port does the same.</summary>
public sealed class UdpPortTests
{
    public static TheoryData<bool, string> Ports => new() { { true, "127.0.0.1" }, { false, "127.0.0.1" }, { true, "::" }, { false, "::" } };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task People_meet_over_IPv4_and_over_IPv6(bool inBatches, string bind)
    {
        await using var server = Start(inBatches, bind);
        var home = bind == "::" ? IPAddress.IPv6Loopback : IPAddress.Loopback;
        await using var ada = new Participant(server.Open("room", "ada")) { Publishing = new(Wire.Udp(home)) };
        await using var bob = new Participant(server.Open("room", "bob"));
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        await bob.WatchAsync("ada", Ct);

        ReceivedRtp? seen;
        while (!bob.Receiving.Rtp.TryRead(out seen))
        {
            ada.SendVideo(true, "hello");
            await Task.Delay(10, Ct);
        }

        Assert.Equal(VideoPayload(true, "hello"), seen.Payload);
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task More_than_a_batch_leaves_whole_and_in_order(bool inBatches, string bind)
    {
        await using var server = Start(inBatches, bind);
        var worker = server.Workers[0];
        using var receiver = Wire.Udp(IPAddress.Loopback);
        var path = PathTo(server, (IPEndPoint)receiver.LocalEndPoint!);
        const int Sent = (3 * LinuxUdpPort.Most) + 7;

        await worker.AskAsync(
            () =>
            {
                for (var i = 0; i < Sent; i++)
                {
                    BinaryPrimitives.WriteInt32BigEndian(worker.NextPacket, i);
                    worker.Send(1000, path);
                }

                return 0;
            },
            Ct);

        var buffer = new byte[2048];
        for (var i = 0; i < Sent; i++)
        {
            Assert.Equal(1000, await receiver.ReceiveAsync(buffer, SocketFlags.None, Ct));
            Assert.Equal(i, BinaryPrimitives.ReadInt32BigEndian(buffer));
        }
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_path_that_cannot_be_sent_to_is_left_alone_for_a_while_and_harms_no_other(bool inBatches, string bind)
    {
        await using var server = Start(inBatches, bind);
        var worker = server.Workers[0];
        using var receiver = Wire.Udp(IPAddress.Loopback);
        var good = PathTo(server, (IPEndPoint)receiver.LocalEndPoint!);
        var bad = PathTo(server, new(IPAddress.Loopback, 0)); // there is no port 0

        await worker.AskAsync(
            () =>
            {
                foreach (var path in (Path[])[good, bad, good, bad, bad, good])
                {
                    worker.Send(10, path);
                }

                return 0;
            },
            Ct);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(10, await receiver.ReceiveAsync(new byte[100], SocketFlags.None, Ct));
        }

        Assert.True(bad.IsMuted);
        Assert.False(good.IsMuted);
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task A_datagram_that_is_too_long_or_empty_stops_nothing(bool inBatches, string bind)
    {
        await using var server = Start(inBatches, bind);
        using var stranger = Wire.Udp(IPAddress.Loopback);
        await stranger.ConnectAsync(IPAddress.Loopback, server.Workers[0].Port.Port, Ct);
        for (var i = 0; i < 100; i++)
        {
            stranger.Send(new byte[UdpPort.LongestDatagram + 1]);
            stranger.Send(Array.Empty<byte>());
        }

        await using var ada = new Participant(server.Open("room", "ada"));
        await ada.PublishAsync(Ct);
    }

    private static Path PathTo(MediaServer server, IPEndPoint to) => new(server.Workers[0], null!, PeerAddress.Of(to.Serialize()));

    private static MediaServer Start(bool inBatches, string bind)
    {
        Assert.SkipUnless(bind != "::" || Socket.OSSupportsIPv6, "This host has no IPv6.");
        Assert.SkipUnless(!inBatches || LinuxUdpPort.IsSupported, "This system has no batches.");
        var server = new MediaServer(
            new() { Workers = 1, Bind = IPAddress.Parse(bind), InBatches = inBatches }, TimeProvider.System, NullLogger<MediaServer>.Instance);
        server.Start();
        return server;
    }
}
