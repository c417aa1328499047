using System.Buffers.Binary;
using System.Security.Cryptography;
using StudyHub.Media.Network;

namespace StudyHub.Media.Ice;

/// <summary>Writes STUN messages into a buffer of the caller; <see cref="LongestMessage"/> bytes are enough for all that is written here.</summary>
/// <remarks>RFC 8489 §5, §14</remarks>
internal ref struct StunWriter
{
    public const int LongestMessage = 640;
    public const uint FingerprintMask = 0x5354554E;

    private readonly Span<byte> _buffer;
    private int _length;

    private StunWriter(Span<byte> buffer, StunType type, ReadOnlySpan<byte> transaction)
    {
        _buffer = buffer;
        BinaryPrimitives.WriteUInt16BigEndian(buffer, (ushort)type);
        BinaryPrimitives.WriteUInt32BigEndian(buffer[4..], StunMessage.MagicCookie);
        transaction.CopyTo(buffer[8..]);
        _length = StunMessage.HeaderLength;
    }

    /// <summary>A success response that tells the asker the address it was seen from.</summary>
    /// <returns>Bytes written.</returns>
    public static int BindingResponse(Span<byte> buffer, ReadOnlySpan<byte> transaction, in PeerAddress from, ReadOnlySpan<byte> password)
    {
        var writer = new StunWriter(buffer, StunType.BindingResponse, transaction);
        Span<byte> mapped = stackalloc byte[20];
        mapped[0] = 0;
        mapped[1] = (byte)(from.IsIPv4 ? 1 : 2);
        BinaryPrimitives.WriteUInt16BigEndian(mapped[2..], (ushort)(from.Port ^ (StunMessage.MagicCookie >> 16)));
        var address = from.WriteAddress(mapped[4..]);
        for (var i = 0; i < address; i++)
        {
            mapped[4 + i] ^= buffer[4 + i]; // the cookie, then the transaction (RFC 8489 §14.2)
        }

        writer.Put(StunAttribute.XorMappedAddress, mapped[..(4 + address)]);
        return writer.Finish(password);
    }

    /// <summary>A connectivity check of a controlling agent. The server never sends one: it is ICE-lite.</summary>
    /// <returns>Bytes written.</returns>
    public static int BindingRequest(
        Span<byte> buffer, ReadOnlySpan<byte> transaction, ReadOnlySpan<byte> username, ReadOnlySpan<byte> password, bool useCandidate)
    {
        var writer = new StunWriter(buffer, StunType.BindingRequest, transaction);
        writer.Put(StunAttribute.Username, username);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteUInt32BigEndian(number, 0x6E7F00FF);
        writer.Put(StunAttribute.Priority, number[..4]);
        transaction[..8].CopyTo(number);
        writer.Put(StunAttribute.IceControlling, number);
        if (useCandidate)
        {
            writer.Put(StunAttribute.UseCandidate, default);
        }

        return writer.Finish(password);
    }

    private void Put(StunAttribute type, scoped ReadOnlySpan<byte> value)
    {
        var at = _buffer[_length..];
        BinaryPrimitives.WriteUInt16BigEndian(at, (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(at[2..], (ushort)value.Length);
        value.CopyTo(at[4..]);
        var padding = -value.Length & 3;
        at.Slice(4 + value.Length, padding).Clear();
        _length += 4 + value.Length + padding;
    }

    private int Finish(ReadOnlySpan<byte> password)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(_length + 24 - StunMessage.HeaderLength));
        Span<byte> hash = stackalloc byte[20];
#pragma warning disable CA5350 // HMAC-SHA1 is what ICE prescribes.
        HMACSHA1.HashData(password, _buffer[.._length], hash);
#pragma warning restore CA5350
        Put(StunAttribute.MessageIntegrity, hash);
        BinaryPrimitives.WriteUInt16BigEndian(_buffer[2..], (ushort)(_length + 8 - StunMessage.HeaderLength));
        BinaryPrimitives.WriteUInt32BigEndian(hash, Crc32.Of(_buffer[.._length]) ^ FingerprintMask);
        Put(StunAttribute.Fingerprint, hash[..4]);
        return _length;
    }
}
