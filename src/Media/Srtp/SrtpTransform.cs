namespace StudyHub.Media.Srtp;

/// <summary>
/// Encrypts and authenticates with the keys of one direction. Knows no sequence: the caller gives each packet's index, and never
/// the same one twice for an SSRC. Not safe for two threads at once; allocates nothing per packet.
/// </summary>
internal abstract class SrtpTransform : IDisposable
{
    /// <summary>What the largest profile adds to a packet, in bytes.</summary>
    public const int LargestOverhead = 20;

    /// <summary>Bytes added to an RTP packet.</summary>
    public abstract int RtpOverhead { get; }

    /// <summary>Bytes added to an RTCP packet.</summary>
    public abstract int RtcpOverhead { get; }

    /// <summary>Appends an encrypted payload to the header that stands at the start of <paramref name="packet"/>.</summary>
    /// <param name="packet">Header, then room for payload and tag.</param>
    /// <param name="headerLength">Bytes of header, extension included.</param>
    /// <param name="payload">Plain; may lie in <paramref name="packet"/> at its final place.</param>
    /// <param name="ssrc">Of the packet.</param>
    /// <param name="index">Rollover counter × 65,536 + sequence number.</param>
    /// <returns>Length of the protected packet.</returns>
    public abstract int ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload, uint ssrc, ulong index);

    /// <summary>Decrypts in place. The packet is at least header and <see cref="RtpOverhead"/> long.</summary>
    /// <returns>Whether it is authentic; if not, the bytes are worthless.</returns>
    public abstract bool UnprotectRtp(Span<byte> packet, int headerLength, uint ssrc, ulong index);

    /// <summary>Protects a compound packet in place and appends index and tag.</summary>
    /// <param name="packet">Plain packet, then room for <see cref="RtcpOverhead"/>.</param>
    /// <param name="length">Of the plain packet.</param>
    /// <param name="ssrc">Of its first part.</param>
    /// <param name="index">31 bits, one more for every packet.</param>
    /// <returns>Length of the protected packet.</returns>
    public abstract int ProtectRtcp(Span<byte> packet, int length, uint ssrc, uint index);

    /// <summary>Reads the index of a protected packet, before it is known to be authentic.</summary>
    /// <returns>False when the packet is too short or not encrypted: we take no clear-text RTCP.</returns>
    public abstract bool TryReadRtcpIndex(ReadOnlySpan<byte> packet, out uint index);

    /// <summary>Decrypts in place a packet whose index could be read.</summary>
    /// <returns>Whether it is authentic; if not, the bytes are worthless.</returns>
    public abstract bool UnprotectRtcp(Span<byte> packet, uint ssrc, uint index);

    public abstract void Dispose();
}
