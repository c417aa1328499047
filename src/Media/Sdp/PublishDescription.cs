using StudyHub.Kernel;

namespace StudyHub.Media.Sdp;

/// <summary>A publisher's offer, understood, and the answer to it.</summary>
internal sealed class PublishDescription
{
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

            if (!PublishedMedia.Accept(media, mid, source).IsOk(out var track, out error))
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

    /// <summary>The answer: accepted m-lines receive what we can forward, all others are refused.</summary>
    public string Answer(LocalTransport local)
    {
        var accepted = Tracks.ToDictionary(track => track.Mid);
        var writer = new SdpWriter(local, _offer.Media.Select(media => media.Mid ?? "").Where(accepted.ContainsKey));
        foreach (var media in _offer.Media)
        {
            if (media.Mid is { } mid && accepted.TryGetValue(mid, out var track))
            {
                PublishedMedia.Answer(writer, track);
            }
            else
            {
                writer.Refused(media);
            }
        }

        return writer.ToString();
    }
}
