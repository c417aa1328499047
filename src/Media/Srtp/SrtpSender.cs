using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace StudyHub.Media.Srtp;

/// <summary>Protects what is sent in one direction. Sequence numbers of an SSRC may only move by less than 32,768 at a time.</summary>
/// <remarks>RFC 3711 §3.3, §3.4</remarks>
internal sealed class SrtpSender(SrtpTransform transform)
{
    private readonly Dictionary<uint, ulong> _highest = [];
    private uint _rtcpIndex;

    /// <summary>Bytes added to an RTP packet.</summary>
    public int RtpOverhead => transform.RtpOverhead;

    /// <summary>Appends the encrypted payload to the RTP header at the start of <paramref name="packet"/>.</summary>
    /// <returns>Length of the protected packet.</returns>
    public int ProtectRtp(Span<byte> packet, int headerLength, ReadOnlySpan<byte> payload)
    {
        var sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[8..]);
        ref var highest = ref CollectionsMarshal.GetValueRefOrAddDefault(_highest, ssrc, out var known);
        var index = known ? SrtpReceiver.EstimateIndex(highest, sequence) : sequence;
        highest = Math.Max(highest, index);
        return transform.ProtectRtp(packet, headerLength, payload, ssrc, index);
    }

    /// <summary>Protects a compound RTCP packet in place; the buffer has room for <see cref="SrtpTransform.LargestOverhead"/> more bytes.</summary>
    /// <returns>Length of the protected packet.</returns>
    public int ProtectRtcp(Span<byte> packet, int length)
    {
        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        var index = _rtcpIndex;
        _rtcpIndex = (_rtcpIndex + 1) & 0x7FFF_FFFF;
        return transform.ProtectRtcp(packet, length, ssrc, index);
    }

    /// <summary>Forgets an SSRC that is never used again.</summary>
    public void Forget(uint ssrc) => _highest.Remove(ssrc);

    /// <summary>Frees the keys; nothing can be done with this afterwards.</summary>
    public void Close() => transform.Dispose();
}
