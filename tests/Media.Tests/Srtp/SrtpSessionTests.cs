using CsCheck;
using StudyHub.Media.Rtp;
using StudyHub.Media.Srtp;

namespace StudyHub.Media.Tests.Srtp;

public sealed class SrtpSessionTests
{
    private const uint Ssrc = 0x1234_5678;

    public static TheoryData<int> Profiles => [(int)SrtpProfile.AeadAes128Gcm, (int)SrtpProfile.Aes128CmHmacSha1Tag80];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void What_is_protected_comes_out_again_over_several_rollovers_with_loss_and_disorder(int profile) =>
        Gen.Select(Gen.Int[0, 65535], Gen.Int[1, 3000].Array[200]).Sample(
            (first, steps) =>
            {
                var (sender, receiver) = Pair(profile);
                var sequence = first & 0x7FFF;
                foreach (var step in steps)
                {
                    sequence += step;
                    var newer = Protect(sender, (ushort)(sequence + 1));
                    var older = Protect(sender, (ushort)sequence);
                    Assert.True(receiver.TryUnprotectRtp(newer, out _));
                    Assert.True(receiver.TryUnprotectRtp(older, out var packet));
                    Assert.Equal((ushort)sequence, packet.Sequence);
                    Assert.True(packet.Payload.SequenceEqual("payload"u8));
                    sequence++;
                }
            },
            iter: 20);

    [Theory]
    [MemberData(nameof(Profiles))]
    public void A_packet_is_taken_once(int profile)
    {
        var (sender, receiver) = Pair(profile);
        var packet = Protect(sender, 1);
        var report = ProtectReport(sender);

        Assert.True(receiver.TryUnprotectRtp([.. packet], out _));
        Assert.False(receiver.TryUnprotectRtp([.. packet], out _));
        Assert.True(receiver.TryUnprotectRtcp([.. report], out _));
        Assert.False(receiver.TryUnprotectRtcp([.. report], out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Any_changed_bit_is_noticed(int profile)
    {
        var (sender, receiver) = Pair(profile);
        var packet = Protect(sender, 1);
        var report = ProtectReport(sender);
        for (var bit = 0; bit < packet.Length * 8; bit++)
        {
            Assert.False(receiver.TryUnprotectRtp(Flip(packet, bit), out _), $"RTP bit {bit}");
        }

        for (var bit = 0; bit < report.Length * 8; bit++)
        {
            Assert.False(receiver.TryUnprotectRtcp(Flip(report, bit), out _), $"RTCP bit {bit}");
        }

        Assert.True(receiver.TryUnprotectRtp(packet, out _));
        Assert.True(receiver.TryUnprotectRtcp(report, out _));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Random_bytes_are_refused_and_leave_no_trace(int profile)
    {
        var (sender, receiver) = Pair(profile);
        Gen.Byte.Array[0, 100].Sample(
            bytes =>
            {
                Assert.False(receiver.TryUnprotectRtp([.. bytes], out _));
                Assert.False(receiver.TryUnprotectRtcp(bytes, out _));
            },
            iter: 5000,
            threads: 1);

        Assert.True(receiver.TryUnprotectRtp(Protect(sender, 1), out _));
    }

    [Fact]
    public void An_authentic_sender_cannot_make_endless_streams()
    {
        var (sender, receiver) = Pair((int)SrtpProfile.AeadAes128Gcm);
        var taken = Enumerable.Range(1, 200).Count(ssrc => receiver.TryUnprotectRtp(Protect(sender, 1, (uint)ssrc), out _));

        Assert.Equal(SrtpReceiver.MostStreams, taken);
    }

    [Fact]
    public void The_replay_window_accepts_each_index_once_in_any_order() => Gen.ULong[0, 4000].Array[1, 500].Sample(indexes =>
    {
        var window = new ReplayWindow();
        var seen = new HashSet<ulong>();
        foreach (var index in indexes)
        {
            var tooOld = seen.Count > 0 && seen.Max() >= index + ReplayWindow.Size;
            Assert.Equal(!tooOld && !seen.Contains(index), window.IsNew(index));
            if (window.IsNew(index))
            {
                window.Accept(index);
                seen.Add(index);
            }
        }
    });

    private static (SrtpSender, SrtpReceiver) Pair(int profile)
    {
        var material = Enumerable.Range(0, SrtpKeys.LengthOf((SrtpProfile)profile)).Select(i => (byte)(i * 7)).ToArray();
        var keys = new SrtpKeys((SrtpProfile)profile, material);
        return (new(keys.OfClient()), new(keys.OfClient()));
    }

    private static byte[] Protect(SrtpSender sender, ushort sequence, uint ssrc = Ssrc)
    {
        var packet = new byte[100];
        RtpPacket.WriteHeader(packet, 96, false, sequence, 1000, ssrc);
        return packet[..sender.ProtectRtp(packet, RtpPacket.FixedHeaderLength, "payload"u8)];
    }

    private static byte[] ProtectReport(SrtpSender sender)
    {
        var packet = new byte[100];
        return packet[..sender.ProtectRtcp(packet, RtcpWriter.SenderReport(packet, Ssrc, 1, 2, 3, 4))];
    }

    private static byte[] Flip(byte[] bytes, int bit)
    {
        byte[] changed = [.. bytes];
        changed[bit / 8] ^= (byte)(1 << (bit % 8));
        return changed;
    }
}
