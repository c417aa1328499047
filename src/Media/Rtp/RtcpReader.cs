using System.Buffers.Binary;

namespace StudyHub.Media.Rtp;

/// <summary>Walks through the packets of a compound RTCP packet and stops at the first that is malformed.</summary>
/// <remarks>RFC 3550 §6.1; RFC 5506 allows any packet to come alone.</remarks>
internal ref struct RtcpReader(ReadOnlySpan<byte> compound)
{
    private ReadOnlySpan<byte> _rest = compound;

    public bool TryNext(out RtcpPacket packet)
    {
        packet = default;
        if (_rest.Length < RtcpPacket.ShortestLength || _rest[0] >> 6 != 2)
        {
            return false;
        }

        var length = 4 * (BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]) + 1);
        if (length < RtcpPacket.ShortestLength || length > _rest.Length)
        {
            return false;
        }

        packet = new(_rest[..length]);
        _rest = _rest[length..];
        return true;
    }
}

/// <summary>A view of one RTCP packet of at least 8 bytes.</summary>
internal readonly ref struct RtcpPacket
{
    public const int ShortestLength = 8;

    private const int FeedbackHeader = 12;
    private const int SenderReportLength = 28;
    private const int ReportBlockLength = 24;

    private readonly ReadOnlySpan<byte> _bytes;

    public RtcpPacket(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
    }

    public RtcpType Type => (RtcpType)_bytes[1];

    /// <summary>Feedback message type, or the count of blocks.</summary>
    public int Format => _bytes[0] & 0x1F;

    public uint SenderSsrc => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    public bool IsSenderReport => Type == RtcpType.SenderReport && _bytes.Length >= SenderReportLength;

    public ulong NtpTimestamp => BinaryPrimitives.ReadUInt64BigEndian(_bytes[8..]);

    public uint RtpTimestamp => BinaryPrimitives.ReadUInt32BigEndian(_bytes[16..]);

    /// <remarks>RFC 4585 §6.2.1</remarks>
    public bool IsNack => Type == RtcpType.TransportFeedback && Format == RtcpFormat.Nack && _bytes.Length >= FeedbackHeader;

    /// <summary>Says when packets arrived.</summary>
    /// <remarks>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1</remarks>
    public bool IsTransportWide => Type == RtcpType.TransportFeedback && Format == RtcpFormat.TransportWide;

    /// <summary>Says how much its sender can receive.</summary>
    /// <remarks>draft-alvestrand-rmcat-remb-03 §2.2</remarks>
    public bool IsRemb => Type == RtcpType.PayloadFeedback && Format == RtcpFormat.ApplicationLayer && _bytes.Length >= 20
        && _bytes.Slice(FeedbackHeader, 4).SequenceEqual("REMB"u8);

    /// <summary>Bits per second, of a REMB.</summary>
    public double MaximumBitrate => Math.ScaleB(((_bytes[17] & 3) << 16) | BinaryPrimitives.ReadUInt16BigEndian(_bytes[18..]), _bytes[17] >> 2);

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Report blocks of a receiver report.</summary>
    public int ReportCount => Type == RtcpType.ReceiverReport ? Math.Min(Format, (_bytes.Length - ShortestLength) / ReportBlockLength) : 0;

    /// <summary>Share of packets lost since the last report, 0 to 1, of one block of a receiver report.</summary>
    public double LossOf(int block) => _bytes[ShortestLength + (ReportBlockLength * block) + 4] / 256.0;

    /// <summary>Picture loss indication or full intra request.</summary>
    /// <remarks>RFC 4585 §6.3.1; RFC 5104 §4.3.1</remarks>
    public bool IsKeyFrameRequest => Type == RtcpType.PayloadFeedback
        && ((Format == RtcpFormat.Pli && _bytes.Length >= FeedbackHeader) || (Format == RtcpFormat.Fir && _bytes.Length >= FeedbackHeader + 8));

    /// <summary>The stream a feedback message is about; a full intra request names it in its entry.</summary>
    public uint MediaSsrc => BinaryPrimitives.ReadUInt32BigEndian(
        _bytes[(Type == RtcpType.PayloadFeedback && Format == RtcpFormat.Fir ? FeedbackHeader : 8)..]);

    /// <summary>Number of packet id and bitmask pairs of a NACK.</summary>
    public int NackCount => (_bytes.Length - FeedbackHeader) / 4;

    public (ushort First, ushort Following) Nack(int i) => (
        BinaryPrimitives.ReadUInt16BigEndian(_bytes[(FeedbackHeader + (4 * i))..]),
        BinaryPrimitives.ReadUInt16BigEndian(_bytes[(FeedbackHeader + (4 * i) + 2)..]));
}

internal enum RtcpType : byte
{
    SenderReport = 200,
    ReceiverReport = 201,
    TransportFeedback = 205,
    PayloadFeedback = 206,
}

/// <summary>Feedback message types.</summary>
internal static class RtcpFormat
{
    public const int Nack = 1;
    public const int Pli = 1;
    public const int Fir = 4;
    public const int ApplicationLayer = 15;
    public const int TransportWide = 15;
}
