using System.Buffers.Binary;
using StudyHub.Media.Rtp;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class LossTests : RoomTest
{
    [Fact]
    public async Task A_request_for_a_key_frame_reaches_the_publisher()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        var packet = await UntilReceivedAsync(() => ada.SendVideo(true, "x"), bob.Receiving.Rtp);
        while (ada.Publishing.Rtcp.TryRead(out _))
        {
        }

        var pli = new byte[12];
        RtcpWriter.Pli(pli, 1, packet.Ssrc);
        bob.Receiving.SendRtcp(pli);

        await NextRtcpAsync(ada.Publishing.Rtcp, p => p.IsKeyFrameRequest && p.MediaSsrc == ada.VideoSsrc);
    }

    [Fact]
    public async Task Many_requests_for_key_frames_become_few()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        var packet = await UntilReceivedAsync(() => ada.SendVideo(true, "x"), bob.Receiving.Rtp);

        var pli = new byte[12];
        for (var i = 0; i < 100; i++)
        {
            RtcpWriter.Pli(pli, 1, packet.Ssrc);
            bob.Receiving.SendRtcp(pli);
        }

        await UntilReceivedAsync(() => ada.SendAudio("fence"), bob.Receiving.Rtp, p => p.PayloadType == 111);
        await NextRtcpAsync(ada.Publishing.Rtcp, p => p.Type == RtcpType.ReceiverReport && p.Format == 2);
        var asked = 0;
        while (ada.Publishing.Rtcp.TryRead(out var compound))
        {
            asked += new RtcpPacket(compound).IsKeyFrameRequest ? 1 : 0;
        }

        Assert.InRange(asked, 0, 10);
    }

    [Fact]
    public async Task What_a_receiver_has_missed_is_sent_again()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        var packet = await UntilReceivedAsync(() => ada.SendVideo(true, "again please"), bob.Receiving.Rtp);

        var nack = new byte[16];
        RtcpWriter.Nack(nack, 1, packet.Ssrc, [packet.Sequence]);
        bob.Receiving.SendRtcp(nack);
        var again = await NextAsync(bob.Receiving.Rtp, p => p.PayloadType == 97);

        Assert.Equal(packet.Sequence, BinaryPrimitives.ReadUInt16BigEndian(again.Payload));
        Assert.Equal(packet.Payload, again.Payload[2..]);
        Assert.Equal(packet.Timestamp, again.Timestamp);
        Assert.NotEqual(packet.Ssrc, again.Ssrc);
    }

    [Fact]
    public async Task What_the_server_has_missed_is_asked_for_and_forwarded_in_its_place()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendVideo(true, "x"), bob.Receiving.Rtp);
        Drain(bob.Receiving.Rtp);

        var missing = ada.NextVideoSequence;
        ada.SendVideo(false, "lost", lost: true);
        var lostAt = ada.VideoTimestamp;
        ada.SendVideo(false, "next");
        var next = await NextAsync(bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("next"u8));
        await NextRtcpAsync(ada.Publishing.Rtcp, p => p.IsNack && p.MediaSsrc == ada.VideoSsrc && p.Nack(0).First == missing);
        ada.SendRetransmission(missing, lostAt, VideoPayload(false, "lost"));
        var recovered = await NextAsync(bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("lost"u8));

        Assert.Equal(96, recovered.PayloadType);
        Assert.Equal((ushort)(next.Sequence - 1), recovered.Sequence);
        Assert.Equal(next.Timestamp - 3000, recovered.Timestamp);
    }

    [Fact]
    public async Task One_number_never_carries_two_packets()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendVideo(true, "x"), bob.Receiving.Rtp);

        ada.SendRetransmission((ushort)(ada.NextVideoSequence - 1), ada.VideoTimestamp, VideoPayload(false, "forged"));
        ada.SendVideo(false, "fence");
        await NextAsync(bob.Receiving.Rtp, p =>
        {
            Assert.False(p.Payload.AsSpan().EndsWith("forged"u8));
            return p.Payload.AsSpan().EndsWith("fence"u8);
        });
    }
}
