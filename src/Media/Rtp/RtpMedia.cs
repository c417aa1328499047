using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Rtp;

/// <summary>One packet of a source as it is forwarded: the same whether it came directly, was retransmitted, or lay in the cache.</summary>
/// <param name="sequence">The source's number of it.</param>
/// <param name="timestamp">In units of the clock rate.</param>
/// <param name="marker">Ends a picture.</param>
/// <param name="info">Read off the payload.</param>
/// <param name="payload">Plain.</param>
internal readonly ref struct RtpMedia(ushort sequence, uint timestamp, bool marker, PayloadInfo info, ReadOnlySpan<byte> payload)
{
    public ushort Sequence { get; } = sequence;

    public uint Timestamp { get; } = timestamp;

    public bool Marker { get; } = marker;

    public PayloadInfo Info { get; } = info;

    public ReadOnlySpan<byte> Payload { get; } = payload;
}
