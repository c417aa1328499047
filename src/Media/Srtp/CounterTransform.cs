using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StudyHub.Media.Srtp;

/// <summary>AES_CM_128_HMAC_SHA1_80.</summary>
/// <remarks>RFC 3711 §4.1.1 (counter mode), §4.2 (authentication), §3.4 (RTCP)</remarks>
internal sealed class CounterTransform : SrtpTransform
{
    private const int Tag = 10;
    private const int RtcpHeader = 8;
    private const uint Encrypted = 0x8000_0000;

    private readonly CounterCipher _rtp;
    private readonly CounterCipher _rtcp;
    private readonly IncrementalHash _rtpHash;
    private readonly IncrementalHash _rtcpHash;

    public CounterTransform(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        var (key, salt) = (masterKey.ToArray(), masterSalt.ToArray());
        byte[] Derive(byte label, int length) => SrtpKeyDerivation.Derive(key, salt, label, length);

        _rtp = new(Derive(SrtpKeyDerivation.RtpEncryption, 16), Derive(SrtpKeyDerivation.RtpSalt, 14));
        _rtcp = new(Derive(SrtpKeyDerivation.RtcpEncryption, 16), Derive(SrtpKeyDerivation.RtcpSalt, 14));
        _rtpHash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Derive(SrtpKeyDerivation.RtpAuthentication, 20));
        _rtcpHash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA1, Derive(SrtpKeyDerivation.RtcpAuthentication, 20));
    }

    public override int RtpOverhead => Tag;

    public override int RtcpOverhead => Tag + 4;

    public override int ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload, uint ssrc, ulong index)
    {
        var end = headerLength + payload.Length;
        payload.CopyTo(packet[headerLength..]);
        _rtp.Apply(packet[headerLength..end], ssrc, index);
        SignRtp(packet[..end], index, packet.Slice(end, Tag));
        return end + Tag;
    }

    public override bool UnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index)
    {
        Span<byte> expected = stackalloc byte[Tag];
        SignRtp(packet[..^Tag], index, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, packet[^Tag..]))
        {
            return false;
        }

        _rtp.Apply(packet[headerLength..^Tag], ssrc, index);
        return true;
    }

    public override int ProtectRtcp(Span<byte> packet, int length, uint ssrc, uint index)
    {
        _rtcp.Apply(packet[RtcpHeader..length], ssrc, index);
        BinaryPrimitives.WriteUInt32BigEndian(packet[length..], index | Encrypted);
        Sign(_rtcpHash, packet[..(length + 4)], packet.Slice(length + 4, Tag));
        return length + 4 + Tag;
    }

    public override bool TryReadRtcpIndex(ReadOnlySpan<byte> packet, out uint index)
    {
        index = 0;
        if (packet.Length < RtcpHeader + RtcpOverhead)
        {
            return false;
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[^RtcpOverhead..]);
        index = word & ~Encrypted;
        return (word & Encrypted) != 0;
    }

    public override bool UnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        Span<byte> expected = stackalloc byte[Tag];
        Sign(_rtcpHash, packet[..^Tag], expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, packet[^Tag..]))
        {
            return false;
        }

        _rtcp.Apply(packet[RtcpHeader..^RtcpOverhead], ssrc, index);
        return true;
    }

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
        _rtpHash.Dispose();
        _rtcpHash.Dispose();
    }

    private void SignRtp(ReadOnlySpan<byte> packet, ulong index, Span<byte> tag)
    {
        Span<byte> rollover = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(rollover, (uint)(index >> 16));
        _rtpHash.AppendData(packet);
        Sign(_rtpHash, rollover, tag);
    }

    private static void Sign(IncrementalHash hash, ReadOnlySpan<byte> last, Span<byte> tag)
    {
        Span<byte> whole = stackalloc byte[20];
        hash.AppendData(last);
        hash.GetHashAndReset(whole);
        whole[..Tag].CopyTo(tag);
    }
}
