using System.Buffers.Binary;
using System.Numerics;

namespace StudyHub.Media.Rtp;

/// <summary>Writes RTCP packets into a buffer of the caller. Each method returns the bytes written.</summary>
internal static class RtcpWriter
{
    private const int FeedbackHeader = 12;

    /// <remarks>RFC 4585 §6.3.1</remarks>
    public static int Pli(Span<byte> to, uint sender, uint media) =>
        Feedback(to, RtcpType.PayloadFeedback, RtcpFormat.Pli, FeedbackHeader, sender, media);

    /// <summary>Asks for lost packets again.</summary>
    /// <param name="to">Room for 12 bytes and 4 for each number.</param>
    /// <param name="sender">Our SSRC.</param>
    /// <param name="media">The stream they belong to.</param>
    /// <param name="lost">Sequence numbers in rising order.</param>
    /// <remarks>RFC 4585 §6.2.1</remarks>
    public static int Nack(Span<byte> to, uint sender, uint media, ReadOnlySpan<ushort> lost)
    {
        var at = FeedbackHeader;
        for (var i = 0; i < lost.Length;)
        {
            var first = lost[i++];
            ushort following = 0;
            for (; i < lost.Length && (ushort)(lost[i] - first) is > 0 and <= 16; i++)
            {
                following |= (ushort)(1 << ((ushort)(lost[i] - first) - 1));
            }

            BinaryPrimitives.WriteUInt16BigEndian(to[at..], first);
            BinaryPrimitives.WriteUInt16BigEndian(to[(at + 2)..], following);
            at += 4;
        }

        return Feedback(to, RtcpType.TransportFeedback, RtcpFormat.Nack, at, sender, media);
    }

    /// <summary>Tells a sender how much it may send in all.</summary>
    /// <param name="to">Room for 20 bytes and 4 for each stream.</param>
    /// <param name="sender">Our SSRC.</param>
    /// <param name="bitsPerSecond">The limit.</param>
    /// <param name="media">The streams it holds for.</param>
    /// <remarks>draft-alvestrand-rmcat-remb-03 §2.2</remarks>
    public static int Remb(Span<byte> to, uint sender, uint bitsPerSecond, ReadOnlySpan<uint> media)
    {
        "REMB"u8.CopyTo(to[12..]);
        var exponent = Math.Max(0, 32 - BitOperations.LeadingZeroCount(bitsPerSecond) - 18);
        var mantissa = bitsPerSecond >> exponent;
        to[16] = (byte)media.Length;
        to[17] = (byte)((exponent << 2) | (int)(mantissa >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(to[18..], (ushort)mantissa);
        for (var i = 0; i < media.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to[(20 + (4 * i))..], media[i]);
        }

        return Feedback(to, RtcpType.PayloadFeedback, RtcpFormat.ApplicationLayer, 20 + (4 * media.Length), sender, 0);
    }

    /// <param name="to">Room for 8 bytes and 24 for each block.</param>
    /// <param name="sender">Our SSRC.</param>
    /// <param name="blocks">At most 31.</param>
    /// <remarks>RFC 3550 §6.4.2</remarks>
    public static int ReceiverReport(Span<byte> to, uint sender, ReadOnlySpan<ReportBlock> blocks)
    {
        var length = 8 + (24 * blocks.Length);
        Header(to, RtcpType.ReceiverReport, blocks.Length, length, sender);
        for (var i = 0; i < blocks.Length; i++)
        {
            var block = blocks[i];
            var at = to[(8 + (24 * i))..];
            BinaryPrimitives.WriteUInt32BigEndian(at, block.Ssrc);
            BinaryPrimitives.WriteUInt32BigEndian(at[4..], ((uint)block.FractionLost << 24) | ((uint)block.Lost & 0xFF_FFFF));
            BinaryPrimitives.WriteUInt32BigEndian(at[8..], block.HighestSequence);
            BinaryPrimitives.WriteUInt32BigEndian(at[12..], block.Jitter);
            BinaryPrimitives.WriteUInt32BigEndian(at[16..], block.LastSenderReport);
            BinaryPrimitives.WriteUInt32BigEndian(at[20..], block.Delay);
        }

        return length;
    }

    /// <remarks>RFC 3550 §6.4.1, without report blocks</remarks>
    public static int SenderReport(Span<byte> to, uint sender, ulong ntp, uint rtpTimestamp, uint packets, uint octets)
    {
        const int length = 28;
        Header(to, RtcpType.SenderReport, 0, length, sender);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], ntp);
        BinaryPrimitives.WriteUInt32BigEndian(to[16..], rtpTimestamp);
        BinaryPrimitives.WriteUInt32BigEndian(to[20..], packets);
        BinaryPrimitives.WriteUInt32BigEndian(to[24..], octets);
        return length;
    }

    /// <summary>Puts the header before feedback that is complete from its base sequence number on.</summary>
    /// <param name="to">The packet, padding included.</param>
    /// <param name="length">A multiple of 4.</param>
    /// <param name="padding">Zeros at its end.</param>
    /// <param name="sender">Our SSRC.</param>
    /// <param name="media">Any stream of the other side.</param>
    /// <remarks>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1; padding RFC 3550 §6.4.1</remarks>
    public static void TransportFeedback(Span<byte> to, int length, int padding, uint sender, uint media)
    {
        Feedback(to, RtcpType.TransportFeedback, RtcpFormat.TransportWide, length, sender, media);
        if (padding > 0)
        {
            to[0] |= 0x20;
            to[length - 1] = (byte)padding;
        }
    }

    private static int Feedback(Span<byte> to, RtcpType type, int format, int length, uint sender, uint media)
    {
        Header(to, type, format, length, sender);
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], media);
        return length;
    }

    private static void Header(Span<byte> to, RtcpType type, int format, int length, uint sender)
    {
        to[0] = (byte)(0x80 | format);
        to[1] = (byte)type;
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)((length / 4) - 1));
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], sender);
    }
}
