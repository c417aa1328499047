using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StudyHub.Media.Srtp;

/// <summary>AEAD_AES_128_GCM.</summary>
/// <remarks>RFC 7714 §8.1 (RTP), §9.1 (RTCP)</remarks>
internal sealed class GcmTransform : SrtpTransform
{
    private const int Tag = 16;
    private const int Nonce = 12;
    private const int RtcpHeader = 8;
    private const uint Encrypted = 0x8000_0000;

    private readonly AesGcm _rtp;
    private readonly AesGcm _rtcp;
    private readonly byte[] _rtpSalt;
    private readonly byte[] _rtcpSalt;

    public GcmTransform(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
        : this(
            SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpEncryption, masterKey.Length),
            SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtpSalt, Nonce),
            SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpEncryption, masterKey.Length),
            SrtpKeyDerivation.Derive(masterKey, masterSalt, SrtpKeyDerivation.RtcpSalt, Nonce))
    {
    }

    private GcmTransform(byte[] rtpKey, byte[] rtpSalt, byte[] rtcpKey, byte[] rtcpSalt)
    {
        (_rtp, _rtpSalt) = (new AesGcm(rtpKey, Tag), rtpSalt);
        (_rtcp, _rtcpSalt) = (new AesGcm(rtcpKey, Tag), rtcpSalt);
    }

    public override int RtpOverhead => Tag;

    public override int RtcpOverhead => Tag + 4;

    /// <summary>Takes session keys as they are, without derivation: the published vectors are given that way.</summary>
    public static GcmTransform OfSessionKey(byte[] key, byte[] salt) => new(key, salt, key, salt);

    public override int ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        WriteRtpNonce(nonce, ssrc, index);
        var end = headerLength + payload.Length;
        _rtp.Encrypt(nonce, payload, packet[headerLength..end], packet.Slice(end, Tag), packet[..headerLength]);
        return end + Tag;
    }

    public override bool UnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        WriteRtpNonce(nonce, ssrc, index);
        return TryDecrypt(_rtp, nonce, packet[headerLength..^Tag], packet[^Tag..], packet[..headerLength]);
    }

    public override int ProtectRtcp(Span<byte> packet, int length, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        WriteRtcpNonce(nonce, ssrc, index);
        Span<byte> associated = stackalloc byte[RtcpHeader + 4];
        packet[..RtcpHeader].CopyTo(associated);
        BinaryPrimitives.WriteUInt32BigEndian(associated[RtcpHeader..], index | Encrypted);
        var body = packet[RtcpHeader..length];
        _rtcp.Encrypt(nonce, body, body, packet.Slice(length, Tag), associated);
        associated[RtcpHeader..].CopyTo(packet[(length + Tag)..]);
        return length + Tag + 4;
    }

    public override bool TryReadRtcpIndex(ReadOnlySpan<byte> packet, out uint index)
    {
        index = 0;
        if (packet.Length < RtcpHeader + RtcpOverhead)
        {
            return false;
        }

        var word = BinaryPrimitives.ReadUInt32BigEndian(packet[^4..]);
        index = word & ~Encrypted;
        return (word & Encrypted) != 0;
    }

    public override bool UnprotectRtcp(Span<byte> packet, uint ssrc, uint index)
    {
        Span<byte> nonce = stackalloc byte[Nonce];
        WriteRtcpNonce(nonce, ssrc, index);
        Span<byte> associated = stackalloc byte[RtcpHeader + 4];
        packet[..RtcpHeader].CopyTo(associated);
        packet[^4..].CopyTo(associated[RtcpHeader..]);
        return TryDecrypt(_rtcp, nonce, packet[RtcpHeader..^RtcpOverhead], packet[^RtcpOverhead..^4], associated);
    }

    public override void Dispose()
    {
        _rtp.Dispose();
        _rtcp.Dispose();
    }

    private static bool TryDecrypt(AesGcm aes, ReadOnlySpan<byte> nonce, Span<byte> body, ReadOnlySpan<byte> tag, ReadOnlySpan<byte> associated)
    {
        try
        {
            aes.Decrypt(nonce, body, tag, body, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private void WriteRtpNonce(Span<byte> nonce, uint ssrc, ulong index)
    {
        BinaryPrimitives.WriteUInt16BigEndian(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[6..], (uint)(index >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(nonce[10..], (ushort)index);
        Salt(nonce, _rtpSalt);
    }

    private void WriteRtcpNonce(Span<byte> nonce, uint ssrc, uint index)
    {
        BinaryPrimitives.WriteUInt16BigEndian(nonce, 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[2..], ssrc);
        BinaryPrimitives.WriteUInt16BigEndian(nonce[6..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(nonce[8..], index);
        Salt(nonce, _rtcpSalt);
    }

    private static void Salt(Span<byte> nonce, byte[] salt)
    {
        for (var i = 0; i < Nonce; i++)
        {
            nonce[i] ^= salt[i];
        }
    }
}
