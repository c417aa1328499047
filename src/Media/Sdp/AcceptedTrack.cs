using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Sdp;

/// <summary>One m-line of a publisher's offer that we accept.</summary>
/// <param name="Source">What it carries.</param>
/// <param name="Mid">Its identification, in SDP and in the header extension.</param>
/// <param name="Codecs">In the order the offer prefers; at least one.</param>
/// <param name="Rids">Simulcast layers, in the offer's order: the smallest picture first. Empty without simulcast.</param>
/// <param name="Streams">Those that <c>a=ssrc</c> lines name; may be none.</param>
/// <param name="Extensions">Numbers of header extensions.</param>
internal sealed record AcceptedTrack(
    MediaSource Source,
    string Mid,
    IReadOnlyList<AcceptedCodec> Codecs,
    IReadOnlyList<string> Rids,
    IReadOnlyList<NamedStream> Streams,
    StreamExtensions Extensions)
{
    /// <summary>What a packet carries, by its payload type.</summary>
    public bool TryFindCodec(byte payloadType, out Codec codec, out bool isRetransmission)
    {
        for (var i = 0; i < Codecs.Count; i++)
        {
            var accepted = Codecs[i];
            isRetransmission = accepted.RetransmissionType == payloadType;
            if (isRetransmission || accepted.PayloadType == payloadType)
            {
                codec = accepted.Codec;
                return true;
            }
        }

        (codec, isRetransmission) = (default, false);
        return false;
    }
}

/// <param name="Codec">What it is.</param>
/// <param name="PayloadType">The publisher's number of it.</param>
/// <param name="RetransmissionType">RTX payload type, or null.</param>
/// <param name="Parameters">Of the <c>a=fmtp</c> line in our answer; empty for none.</param>
internal sealed record AcceptedCodec(Codec Codec, byte PayloadType, byte? RetransmissionType, string Parameters);

/// <summary>A stream that the offer names.</summary>
/// <param name="Ssrc">Of the stream.</param>
/// <param name="RetransmissionSsrc">From <c>a=ssrc-group:FID</c>, or 0.</param>
/// <remarks>RFC 5576 §4.1, §4.2</remarks>
internal readonly record struct NamedStream(uint Ssrc, uint RetransmissionSsrc);

/// <summary>Numbers of header extensions; 0 where one is not offered. The first three tell streams apart.</summary>
/// <param name="Mid">RFC 9143 §15</param>
/// <param name="Rid">RFC 8852 §3.1</param>
/// <param name="RepairedRid">RFC 8852 §3.2</param>
/// <param name="TransportWide">Sequence numbers for feedback, where the m-line takes feedback too.</param>
/// <param name="AudioLevel">RFC 6464</param>
internal readonly record struct StreamExtensions(int Mid, int Rid, int RepairedRid, int TransportWide, int AudioLevel)
{
    public const string MidUri = "urn:ietf:params:rtp-hdrext:sdes:mid";
    public const string RidUri = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public const string RepairedRidUri = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    public const string AudioLevelUri = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
}
