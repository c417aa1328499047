using System.Buffers.Binary;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Srtp;

/// <summary>Takes protected packets of one direction apart: rollover, replay protection, authentication.</summary>
/// <remarks>RFC 3711 §3.3, §3.4</remarks>
internal sealed class SrtpReceiver(SrtpTransform transform)
{
    /// <summary>SSRCs with their own state; an authentic sender that uses more is cut off from new ones.</summary>
    public const int MostStreams = 64;

    private readonly Dictionary<uint, Stream> _rtp = [];
    private readonly Dictionary<uint, Stream> _rtcp = [];

    /// <summary>Decrypts an RTP packet in place.</summary>
    /// <param name="packet">As it came from the network.</param>
    /// <param name="rtp">The plain packet, on the same bytes.</param>
    /// <returns>False when it is malformed, repeated or not authentic.</returns>
    public bool TryUnprotectRtp(Span<byte> packet, out RtpPacket rtp)
    {
        if (!RtpPacket.TryReadHeader(packet, out rtp) || packet.Length < rtp.HeaderLength + transform.RtpOverhead)
        {
            return false;
        }

        var ssrc = rtp.Ssrc;
        var known = _rtp.TryGetValue(ssrc, out var stream);
        if (!known && _rtp.Count >= MostStreams)
        {
            return false;
        }

        var index = known ? EstimateIndex(stream!.Window.Highest, rtp.Sequence) : rtp.Sequence;
        if ((known && !stream!.Window.IsNew(index)) || !transform.UnprotectRtp(packet, rtp.HeaderLength, ssrc, index))
        {
            return false;
        }

        if (!known)
        {
            _rtp[ssrc] = stream = new();
        }

        stream!.Window.Accept(index);
        return RtpPacket.TryRead(packet[..^transform.RtpOverhead], out rtp);
    }

    /// <summary>Decrypts an RTCP packet in place.</summary>
    /// <returns>False when it is malformed, repeated or not authentic.</returns>
    public bool TryUnprotectRtcp(Span<byte> packet, out Span<byte> rtcp)
    {
        rtcp = default;
        if (!transform.TryReadRtcpIndex(packet, out var index))
        {
            return false;
        }

        var ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);
        var known = _rtcp.TryGetValue(ssrc, out var stream);
        if ((!known && _rtcp.Count >= MostStreams)
            || (known && !stream!.Window.IsNew(index))
            || !transform.UnprotectRtcp(packet, ssrc, index))
        {
            return false;
        }

        if (!known)
        {
            _rtcp[ssrc] = stream = new();
        }

        stream!.Window.Accept(index);
        rtcp = packet[..^transform.RtcpOverhead];
        return true;
    }

    /// <summary>Frees the keys; nothing can be done with this afterwards.</summary>
    public void Close() => transform.Dispose();

    /// <summary>The index nearest to the newest one that ends in this sequence number.</summary>
    /// <remarks>RFC 3711 §3.3.1</remarks>
    public static ulong EstimateIndex(ulong highest, ushort sequence)
    {
        var delta = (short)(sequence - (ushort)highest);
        return delta < 0 && (ulong)-delta > highest ? sequence : highest + (ulong)(long)delta;
    }

    private sealed class Stream
    {
        public ReplayWindow Window = new();
    }
}
