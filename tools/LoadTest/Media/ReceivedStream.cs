using StudyHub.Media.Rtp;
using StudyHub.Media.Srtp;

namespace StudyHub.LoadTest.Media;

internal enum StreamKind
{
    Audio,
    Video,
    Retransmission,
}

/// <summary>What has come of one SSRC.</summary>
internal sealed class ReceivedStream(StreamKind kind, uint ssrc)
{
    private uint _firstIndex;
    private uint _expectedBefore;
    private long _receivedBefore;

    public StreamKind Kind => kind;

    public uint Ssrc => ssrc;

    public ulong Highest { get; private set; }

    public long Received { get; private set; }

    public bool HasKeyFrame { get; set; }

    /// <summary>Pixels of the last key frame looked into; 0 before the first.</summary>
    public int Width { get; set; }

    /// <summary>When a key frame was last asked for.</summary>
    public double AskedAt { get; set; } = double.MinValue;

    public LossList Losses { get; } = new();

    /// <summary>Takes a packet in by its number.</summary>
    /// <param name="sequence">Of the packet.</param>
    /// <param name="skipped">How many numbers it left out; -1 where it fills a gap.</param>
    /// <returns>Its number with cycles.</returns>
    public ulong Accept(ushort sequence, out int skipped)
    {
        if (Received++ == 0)
        {
            (Highest, _firstIndex, skipped) = (sequence, sequence, 0);
            return sequence;
        }

        var index = SrtpReceiver.EstimateIndex(Highest, sequence);
        skipped = index > Highest ? (int)(index - Highest - 1) : -1;
        Highest = Math.Max(Highest, index);
        return index;
    }

    /// <remarks>RFC 3550 §6.4.1; jitter is not measured</remarks>
    public ReportBlock Report()
    {
        var expected = (uint)Highest - _firstIndex + 1;
        var (expectedNow, receivedNow) = (expected - _expectedBefore, Received - _receivedBefore);
        (_expectedBefore, _receivedBefore) = (expected, Received);
        var lostNow = expectedNow - receivedNow;
        var fraction = expectedNow == 0 || lostNow <= 0 ? (byte)0 : (byte)Math.Min(255, lostNow * 256 / expectedNow);
        return new(ssrc, fraction, (int)(expected - Received), (uint)Highest, 0, 0, 0);
    }
}
