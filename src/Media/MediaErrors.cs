using StudyHub.Kernel;

namespace StudyHub.Media;

/// <summary>Everything the media server can refuse. Codes are API: never rename, only add.</summary>
internal static class MediaErrors
{
    public static readonly Error RevisionStale =
        Error.Conflict("media.revision_stale", "A newer offer was made, or this one is answered; answer the latest offer.");

    public static readonly Error TooManyTracks =
        Error.Invalid("media.too_many_tracks", "At most 64 audio and 64 video tracks can be received at a time.");

    public static readonly Error SeatClosed =
        Error.Gone("media.seat_closed", "The media side of this seat is closed; open it again.");

    public static Error SdpInvalid(string why) => Error.Invalid("media.sdp_invalid", why);
}
