using System.Text;
using StudyHub.Media.Rtp;
using StudyHub.Media.Srtp;
using StudyHub.Media.Tests.Client;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class ForwardingTests : RoomTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_people_see_and_hear_each_other(bool ssrcsInSdp)
    {
        var ada = await PublisherAsync("ada", ssrcsInSdp);
        var bob = await PublisherAsync("bob", ssrcsInSdp);
        await ada.WatchAsync("bob", Ct);
        await bob.WatchAsync("ada", Ct);

        var heardByBob = await UntilReceivedAsync(() => ada.SendAudio("ada speaks"), bob.Receiving.Rtp, p => p.PayloadType == 111);
        var heardByAda = await UntilReceivedAsync(() => bob.SendAudio("bob speaks"), ada.Receiving.Rtp, p => p.PayloadType == 111);
        var seenByBob = await UntilReceivedAsync(() => ada.SendVideo(true, "ada waves"), bob.Receiving.Rtp, p => p.PayloadType == 96);
        var seenByAda = await UntilReceivedAsync(() => bob.SendVideo(true, "bob waves"), ada.Receiving.Rtp, p => p.PayloadType == 96);

        Assert.Equal("ada speaks", Encoding.UTF8.GetString(heardByBob.Payload));
        Assert.Equal("bob speaks", Encoding.UTF8.GetString(heardByAda.Payload));
        Assert.Equal(VideoPayload(true, "ada waves"), seenByBob.Payload);
        Assert.Equal(VideoPayload(true, "bob waves"), seenByAda.Payload);
        Assert.True(seenByBob.Marker);
        Assert.Equal(SrtpProfile.AeadAes128Gcm, ada.Publishing.Profile);
        Assert.Equal(Server.Fingerprint, ada.Publishing.ServerFingerprint);
    }

    [Fact]
    public async Task The_older_cipher_serves_those_who_know_no_other()
    {
        var ada = Enter("ada");
        await ada.Publishing.DisposeAsync();
        ada.Publishing = new(SrtpProfile.Aes128CmHmacSha1Tag80);
        await ada.Peer.AllowAsync(MediaSources.Microphone, Ct);
        await ada.PublishAsync(Ct);
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);

        var heard = await UntilReceivedAsync(() => ada.SendAudio("hello"), bob.Receiving.Rtp);

        Assert.Equal("hello", Encoding.UTF8.GetString(heard.Payload));
        Assert.Equal(SrtpProfile.Aes128CmHmacSha1Tag80, ada.Publishing.Profile);
    }

    [Fact]
    public async Task What_is_not_allowed_is_not_forwarded_and_off_stops_with_the_next_packet()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendVideo(true, "key"), bob.Receiving.Rtp, p => p.PayloadType == 96);

        await ada.Peer.AllowAsync(MediaSources.Microphone, Ct);
        ada.SendVideo(true, "forbidden");
        ada.SendVideo(true, "forbidden");
        await UntilReceivedAsync(() => ada.SendAudio("fence"), bob.Receiving.Rtp, p =>
        {
            Assert.DoesNotContain("forbidden", Encoding.UTF8.GetString(p.Payload), StringComparison.Ordinal);
            return p.PayloadType == 111;
        });
    }

    [Fact]
    public async Task Off_and_on_again_looks_like_an_unbroken_stream_that_goes_on_with_a_key_frame()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendVideo(true, "first"), bob.Receiving.Rtp);
        Drain(bob.Receiving.Rtp);
        ada.SendVideo(false, "last before");
        var before = await NextAsync(bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("last before"u8));
        await ada.Peer.AllowAsync(MediaSources.None, Ct);
        for (var i = 0; i < 10; i++)
        {
            ada.SendVideo(false, "hidden");
        }

        await OnWorkerAsync(() => 0);
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        ada.SendVideo(false, "not yet a picture");
        ada.SendVideo(true, "picture");
        var after = await bob.Receiving.Rtp.ReadAsync(Ct);

        Assert.Equal(VideoPayload(true, "picture"), after.Payload);
        Assert.Equal((ushort)(before.Sequence + 1), after.Sequence);
        Assert.InRange(after.Timestamp - before.Timestamp, 1u, 90_000u * 30);
        Assert.Equal(before.Ssrc, after.Ssrc);
    }

    [Fact]
    public async Task A_new_connection_of_a_publisher_continues_the_stream()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        var before = await UntilReceivedAsync(() => ada.SendVideo(true, "old"), bob.Receiving.Rtp, p => p.PayloadType == 96);
        Drain(bob.Receiving.Rtp);

        await ada.Publishing.DisposeAsync();
        ada.Publishing = new();
        ada.VideoSsrc += 100;
        await ada.PublishAsync(Ct);
        var after = await UntilReceivedAsync(() => ada.SendVideo(true, "new"), bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("new"u8));

        Assert.Equal(before.Ssrc, after.Ssrc);
        Assert.InRange((ushort)(after.Sequence - before.Sequence), 1, 100);
        Assert.Null(await bob.WatchAsync("ada", Ct));
    }

    [Fact]
    public async Task The_clock_of_a_publisher_reaches_receivers_with_their_own_timestamps()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        var packet = await UntilReceivedAsync(() => ada.SendAudio("x", 5000), bob.Receiving.Rtp);

        var report = new byte[28];
        RtcpWriter.SenderReport(report, ada.AudioSsrc, 0x0123456789ABCDEF, 5000, 1, 1);
        ada.Publishing.SendRtcp(report);
        var compound = await NextRtcpAsync(bob.Receiving.Rtcp, p => p.IsSenderReport);

        var received = new RtcpPacket(compound);
        Assert.Equal(0x0123456789ABCDEFul, received.NtpTimestamp);
        Assert.Equal(packet.Timestamp, received.RtpTimestamp);
        Assert.Equal(packet.Ssrc, received.SenderSsrc);
    }

    [Fact]
    public async Task Publishers_hear_how_their_packets_arrive_and_how_much_they_may_send()
    {
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("x"), bob.Receiving.Rtp);

        await NextRtcpAsync(ada.Publishing.Rtcp, p => p.Type == RtcpType.ReceiverReport && p.Format >= 1);
        await NextRtcpAsync(ada.Publishing.Rtcp, p => p.Type == RtcpType.PayloadFeedback && p.Format == RtcpFormat.ApplicationLayer);
    }

    [Fact]
    public async Task Steady_forwarding_allocates_nothing()
    {
        const int packets = 2000;
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendVideo(true, "x"), bob.Receiving.Rtp);
        async Task SendAsync(int count)
        {
            for (var sent = 0; sent < count; sent += 50)
            {
                for (var i = 0; i < 50; i++)
                {
                    ada.SendVideo(false, "frame");
                }

                ada.SendVideo(false, "fence");
                await NextAsync(bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("fence"u8));
            }
        }

        await SendAsync(1000); // caches, tables and tiers of compilation
        var before = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);
        await SendAsync(packets);
        var after = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);

        Assert.True(after - before < packets, $"{after - before} bytes for {packets} packets");
    }
}
