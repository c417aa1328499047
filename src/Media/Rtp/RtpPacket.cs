using System.Buffers.Binary;

namespace StudyHub.Media.Rtp;

/// <summary>A view of one RTP packet.</summary>
/// <remarks>RFC 3550 §5.1; header extensions RFC 8285</remarks>
internal readonly ref struct RtpPacket
{
    public const int FixedHeaderLength = 12;

    /// <summary>What <see cref="WriteExtension"/> adds.</summary>
    public const int ExtensionLength = 8;

    public const byte PaddingBit = 0x20;

    private const int OneByteProfile = 0xBEDE;
    private const int TwoByteProfile = 0x1000;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _end;

    private RtpPacket(ReadOnlySpan<byte> bytes, int headerLength, int end)
    {
        _bytes = bytes;
        HeaderLength = headerLength;
        _end = end;
    }

    /// <summary>Bytes before the payload: fixed header, contributing sources, extension.</summary>
    public int HeaderLength { get; }

    public bool Marker => (_bytes[1] & 0x80) != 0;

    public byte PayloadType => (byte)(_bytes[1] & 0x7F);

    public ushort Sequence => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    public uint Timestamp => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[8..]);

    /// <summary>Without padding; may be empty, as in a packet that only probes bandwidth.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength.._end];

    /// <summary>Reads only the header: all that can be told while the payload is encrypted.</summary>
    public static bool TryReadHeader(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        packet = default;
        if (bytes.Length < FixedHeaderLength || bytes[0] >> 6 != 2)
        {
            return false;
        }

        var header = FixedHeaderLength + (4 * (bytes[0] & 0x0F));
        if ((bytes[0] & 0x10) != 0)
        {
            if (bytes.Length < header + 4)
            {
                return false;
            }

            header += 4 + (4 * BinaryPrimitives.ReadUInt16BigEndian(bytes[(header + 2)..]));
        }

        if (header > bytes.Length)
        {
            return false;
        }

        packet = new(bytes, header, bytes.Length);
        return true;
    }

    /// <summary>Reads a plain packet and takes the padding off.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out RtpPacket packet)
    {
        if (!TryReadHeader(bytes, out packet))
        {
            return false;
        }

        if ((bytes[0] & 0x20) == 0)
        {
            return true;
        }

        var padding = bytes[^1];
        if (padding == 0 || padding > bytes.Length - packet.HeaderLength)
        {
            return false;
        }

        packet = new(bytes, packet.HeaderLength, bytes.Length - padding);
        return true;
    }

    /// <summary>Finds one header extension element, in its one- or two-byte form.</summary>
    /// <returns>False when the packet does not carry it.</returns>
    public bool TryGetExtension(int id, out ReadOnlySpan<byte> value)
    {
        value = default;
        if ((_bytes[0] & 0x10) == 0 || id <= 0)
        {
            return false;
        }

        var start = FixedHeaderLength + (4 * (_bytes[0] & 0x0F));
        var profile = BinaryPrimitives.ReadUInt16BigEndian(_bytes[start..]);
        var elements = _bytes[(start + 4)..HeaderLength];
        var oneByte = profile == OneByteProfile;
        if (!oneByte && (profile & 0xFFF0) != TwoByteProfile)
        {
            return false;
        }

        for (var at = 0; at < elements.Length;)
        {
            if (elements[at] == 0)
            {
                at++;
                continue;
            }

            var headerLength = oneByte ? 1 : 2;
            if (at + headerLength > elements.Length)
            {
                return false;
            }

            var (elementId, length) = oneByte
                ? (elements[at] >> 4, (elements[at] & 0x0F) + 1)
                : (elements[at], elements[at + 1]);
            at += headerLength;
            if (at + length > elements.Length || (oneByte && elementId == 15))
            {
                return false;
            }

            if (elementId == id)
            {
                value = elements.Slice(at, length);
                return true;
            }

            at += length;
        }

        return false;
    }

    /// <summary>Adds a header extension of two bytes to a fixed header.</summary>
    /// <returns>Length of the header with it.</returns>
    /// <remarks>RFC 8285 §4.2</remarks>
    public static int WriteExtension(Span<byte> to, int id, ushort value)
    {
        to[0] |= 0x10;
        BinaryPrimitives.WriteUInt16BigEndian(to[FixedHeaderLength..], OneByteProfile);
        BinaryPrimitives.WriteUInt16BigEndian(to[(FixedHeaderLength + 2)..], 1);
        to[FixedHeaderLength + 4] = (byte)((id << 4) | 1);
        BinaryPrimitives.WriteUInt16BigEndian(to[(FixedHeaderLength + 5)..], value);
        to[FixedHeaderLength + 7] = 0;
        return FixedHeaderLength + ExtensionLength;
    }

    /// <summary>Writes a fixed header without contributing sources or extension.</summary>
    public static void WriteHeader(Span<byte> to, byte payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc)
    {
        to[0] = 0x80;
        to[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], ssrc);
    }
}
