using StudyHub.Kernel;

namespace StudyHub.Media.Sdp;

/// <summary>One m-line of a publisher's offer that we accept.</summary>
/// <param name="Source">What it carries.</param>
/// <param name="Mid">Its identification, in SDP and in the header extension.</param>
/// <param name="PayloadType">VP8 or Opus.</param>
/// <param name="RetransmissionType">RTX payload type, or null.</param>
/// <param name="Ssrc">From <c>a=ssrc</c>, or 0.</param>
/// <param name="RetransmissionSsrc">From <c>a=ssrc-group:FID</c>, or 0.</param>
/// <param name="MidExtension">Header extension that carries the mid, or 0.</param>
internal sealed record AcceptedTrack(
    MediaSource Source, string Mid, byte PayloadType, byte? RetransmissionType, uint Ssrc, uint RetransmissionSsrc, int MidExtension);

/// <summary>A publisher's offer, understood, and the answer to it.</summary>
internal sealed class PublishDescription
{
    public const string MidExtensionUri = "urn:ietf:params:rtp-hdrext:sdes:mid";

    private readonly SdpSession _offer;

    private PublishDescription(SdpSession offer, RemoteTransport remote, IReadOnlyList<AcceptedTrack> tracks) =>
        (_offer, Remote, Tracks) = (offer, remote, tracks);

    public RemoteTransport Remote { get; }

    public IReadOnlyList<AcceptedTrack> Tracks { get; }

    public static Result<PublishDescription> Read(PublishOffer offer)
    {
        if (!SdpSession.Parse(offer.Sdp).IsOk(out var sdp, out var error))
        {
            return error;
        }

        var tracks = new List<AcceptedTrack>();
        foreach (var named in offer.Tracks ?? [])
        {
            if (named is not { Mid: { Length: > 0 } mid, Source: var source })
            {
                return MediaErrors.SdpInvalid("A track names no m-line.");
            }

            if (tracks.Exists(track => track.Mid == mid || track.Source == source))
            {
                return MediaErrors.SdpInvalid("Two tracks name the same m-line or the same source.");
            }

            var media = sdp.Media.FirstOrDefault(media => media.Mid == mid);
            if (media is null)
            {
                return MediaErrors.SdpInvalid("A track names an m-line that the offer does not have.");
            }

            if (!Accept(media, mid, source).IsOk(out var track, out error))
            {
                return error;
            }

            tracks.Add(track);
        }

        if (tracks.Count == 0)
        {
            return MediaErrors.SdpInvalid("The offer publishes no track.");
        }

        var first = sdp.Media.First(media => media.Mid == tracks[0].Mid);
        return RemoteTransport.Read(sdp, first).IsOk(out var remote, out error)
            ? new PublishDescription(sdp, remote, tracks)
            : error;
    }

    /// <summary>The answer: accepted m-lines receive VP8 or Opus, all others are refused.</summary>
    public string Answer(LocalTransport local)
    {
        var accepted = Tracks.ToDictionary(track => track.Mid);
        var writer = new SdpWriter(local, _offer.Media.Select(media => media.Mid ?? "").Where(accepted.ContainsKey));
        foreach (var media in _offer.Media)
        {
            if (media.Mid is { } mid && accepted.TryGetValue(mid, out var track))
            {
                Write(writer, media, track);
            }
            else
            {
                writer.Refused(media);
            }
        }

        return writer.ToString();
    }

    private static Result<AcceptedTrack> Accept(SdpMedia media, string mid, MediaSource source)
    {
        var (kind, codec) = source == MediaSource.Camera ? ("video", "VP8/90000") : ("audio", "opus/48000");
        if (media.Kind != kind || media.Port == 0)
        {
            return MediaErrors.SdpInvalid($"A {kind} track needs a {kind} m-line that is in use.");
        }

        if (mid.Length > 16 || mid.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '{' or '}' or '.')))
        {
            return MediaErrors.SdpInvalid("An m-line's mid must be a token of 1 to 16 characters.");
        }

        if (!media.TryFindPayloadType(codec, out var payloadType))
        {
            return MediaErrors.SdpInvalid($"The {kind} m-line does not offer {codec}.");
        }

        media.TryFindExtension(MidExtensionUri, out var midExtension);
        byte? retransmission = kind == "video" && media.TryFindRetransmission(payloadType, out var rtx) ? rtx : null;
        var (ssrc, retransmissionSsrc) = Ssrcs(media);
        return new AcceptedTrack(source, mid, payloadType, retransmission, ssrc, retransmissionSsrc, midExtension);
    }

    /// <remarks>RFC 5576 §4.1, §4.2</remarks>
    private static (uint Primary, uint Retransmission) Ssrcs(SdpMedia media)
    {
        var group = media.Attributes.All("ssrc-group").Select(line => line.Split(' ', 4)).FirstOrDefault(parts => parts is ["FID", _, _]);
        if (group is not null && uint.TryParse(group[1], out var primary) && uint.TryParse(group[2], out var retransmission))
        {
            return (primary, retransmission);
        }

        return (uint.TryParse(media.Attributes.Find("ssrc")?.Split(' ', 2)[0], out primary) ? primary : 0, 0);
    }

    private static void Write(SdpWriter writer, SdpMedia media, AcceptedTrack track)
    {
        var type = track.PayloadType;
        writer.Media(media.Kind, track.RetransmissionType is { } r ? $"{type} {r}" : $"{type}", track.Mid, "recvonly");
        if (track.MidExtension > 0)
        {
            writer.Line($"a=extmap:{track.MidExtension} {MidExtensionUri}");
        }

        if (track.Source == MediaSource.Microphone)
        {
            writer.Line($"a=rtpmap:{type} opus/48000/2");
            writer.Line($"a=fmtp:{type} minptime=10;useinbandfec=1;usedtx=1");
            return;
        }

        writer.Line($"a=rtpmap:{type} VP8/90000");
        writer.Line($"a=rtcp-fb:{type} goog-remb");
        writer.Line($"a=rtcp-fb:{type} ccm fir");
        writer.Line($"a=rtcp-fb:{type} nack");
        writer.Line($"a=rtcp-fb:{type} nack pli");
        if (track.RetransmissionType is { } rtx)
        {
            writer.Line($"a=rtpmap:{rtx} rtx/90000");
            writer.Line($"a=fmtp:{rtx} apt={type}");
        }
    }
}
