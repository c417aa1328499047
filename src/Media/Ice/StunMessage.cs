using System.Buffers.Binary;
using System.Security.Cryptography;

namespace StudyHub.Media.Ice;

/// <summary>A view of one STUN message. Nothing in it can be trusted before <see cref="IsAuthentic"/>.</summary>
/// <remarks>RFC 8489 §5, §14; RFC 8445 §7.1</remarks>
internal readonly ref struct StunMessage
{
    public const uint MagicCookie = 0x2112A442;
    public const int HeaderLength = 20;
    public const int TransactionLength = 12;

    private const int IntegrityLength = 20;
    private const int LongestCovered = 1024;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _integrityAt;

    private StunMessage(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> username, int integrityAt, bool useCandidate)
    {
        _bytes = bytes;
        Username = username;
        _integrityAt = integrityAt;
        UseCandidate = useCandidate;
    }

    public StunType Type => (StunType)BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    public ReadOnlySpan<byte> Transaction => _bytes.Slice(8, TransactionLength);

    /// <summary><c>receiver's ufrag:sender's ufrag</c>; empty when the message has none.</summary>
    public ReadOnlySpan<byte> Username { get; }

    public bool UseCandidate { get; }

    /// <summary>
    /// Reads the layout of a datagram. Attributes after MESSAGE-INTEGRITY are ignored, FINGERPRINT aside, which must be right where it is present.
    /// </summary>
    /// <returns>False for anything that is not well-formed STUN of at most 1,024 bytes.</returns>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out StunMessage message)
    {
        message = default;
        if (datagram.Length is < HeaderLength or > LongestCovered
            || datagram[0] > 3
            || BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) != MagicCookie
            || BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]) + HeaderLength != datagram.Length
            || datagram.Length % 4 != 0)
        {
            return false;
        }

        ReadOnlySpan<byte> username = default;
        var (integrityAt, useCandidate) = (-1, false);
        for (var at = HeaderLength; at < datagram.Length;)
        {
            var type = (StunAttribute)BinaryPrimitives.ReadUInt16BigEndian(datagram[at..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(datagram[(at + 2)..]);
            if (at + 4 + length > datagram.Length)
            {
                return false;
            }

            var value = datagram.Slice(at + 4, length);
            if (type == StunAttribute.Fingerprint)
            {
                message = new(datagram, username, integrityAt, useCandidate);
                return length == 4 && at + 8 == datagram.Length
                    && BinaryPrimitives.ReadUInt32BigEndian(value) == (Crc32.Of(datagram[..at]) ^ StunWriter.FingerprintMask);
            }

            if (integrityAt < 0)
            {
                switch (type)
                {
                    case StunAttribute.Username:
                        username = value;
                        break;
                    case StunAttribute.UseCandidate:
                        useCandidate = true;
                        break;
                    case StunAttribute.MessageIntegrity when length == IntegrityLength:
                        integrityAt = at;
                        break;
                    default:
                        break;
                }
            }

            at += 4 + ((length + 3) & ~3);
        }

        message = new(datagram, username, integrityAt, useCandidate);
        return true;
    }

    /// <summary>Whether MESSAGE-INTEGRITY is present and was made with this short-term password.</summary>
    /// <remarks>RFC 8489 §14.5: the length field counts up to and including the attribute.</remarks>
    public bool IsAuthentic(ReadOnlySpan<byte> password)
    {
        if (_integrityAt < 0)
        {
            return false;
        }

        Span<byte> covered = stackalloc byte[LongestCovered];
        covered = covered[.._integrityAt];
        _bytes[.._integrityAt].CopyTo(covered);
        BinaryPrimitives.WriteUInt16BigEndian(covered[2..], (ushort)(_integrityAt + 4 + IntegrityLength - HeaderLength));
        Span<byte> expected = stackalloc byte[IntegrityLength];
#pragma warning disable CA5350 // HMAC-SHA1 is what ICE prescribes.
        HMACSHA1.HashData(password, covered, expected);
#pragma warning restore CA5350
        return CryptographicOperations.FixedTimeEquals(expected, _bytes.Slice(_integrityAt + 4, IntegrityLength));
    }
}

internal enum StunType : ushort
{
    BindingRequest = 0x0001,
    BindingResponse = 0x0101,
}

internal enum StunAttribute : ushort
{
    Username = 0x0006,
    MessageIntegrity = 0x0008,
    XorMappedAddress = 0x0020,
    Priority = 0x0024,
    UseCandidate = 0x0025,
    Fingerprint = 0x8028,
    IceControlling = 0x802A,
}
