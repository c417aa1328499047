using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Media.Rtp;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

/// <summary>OPS-11: from one network to another in the middle of a meeting.</summary>
public sealed class NetworkChangeTests : RoomTest
{
    private readonly FakeTimeProvider _clock;

    public NetworkChangeTests()
        : this(new())
    {
    }

    private NetworkChangeTests(FakeTimeProvider clock)
        : base(clock) => _clock = clock;

    [Fact]
    public async Task Who_publishes_is_heard_on_from_another_address()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("before"), bob.Receiving.Rtp);

        await ada.Publishing.MoveAsync(Wire.Udp(IPAddress.Loopback), Ct);
        await UntilReceivedAsync(() => ada.SendAudio("after"), bob.Receiving.Rtp, p => p.Payload.AsSpan().SequenceEqual("after"u8));
        await UntilReceivedAsync(() => ada.SendVideo(true, "picture"), bob.Receiving.Rtp, p => p.PayloadType == 96);
    }

    [Fact]
    public async Task Packets_under_way_on_the_old_path_do_not_lead_back_to_it()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);
        using var second = Wire.Udp(IPAddress.Loopback);
        await second.ConnectAsync(Server.Announced[0], Ct);
        bob.Receiving.SendCheck(new byte[12], via: second);
        await second.ReceiveAsync(new byte[2048], SocketFlags.None, Ct);

        Report(bob, second);
        await UntilItArrivesAtAsync(second, ada);
        Report(bob, bob.Receiving.Socket);
        await UntilItArrivesAtAsync(second, ada);
        Drain(bob.Receiving.Rtp);
        await UntilItArrivesAtAsync(second, ada);
        Assert.False(bob.Receiving.Rtp.TryRead(out _));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Report(bob, bob.Receiving.Socket);
        await UntilReceivedAsync(() => ada.SendAudio("back for good"), bob.Receiving.Rtp);
    }

    private static void Report(Participant participant, Socket via)
    {
        var report = new byte[8];
        participant.Receiving.SendRtcp(report.AsSpan(0, RtcpWriter.ReceiverReport(report, 1, [])), via);
    }

    private async Task UntilItArrivesAtAsync(Socket socket, Participant from)
    {
        while (socket.Available > 0)
        {
            await socket.ReceiveAsync(new byte[2048], SocketFlags.None, Ct);
        }

        while (socket.Available == 0)
        {
            from.SendAudio("on the new path");
            await OnWorkerAsync(() => 0);
        }
    }
}
