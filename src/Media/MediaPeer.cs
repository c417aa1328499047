using StudyHub.Kernel;

namespace StudyHub.Media;

/// <summary>
/// The media side of one seat: one connection it publishes on, one it receives on. Safe to call from any thread.
/// After disposal every method answers <c>media.seat_closed</c>. Closing is idempotent and frees everything.
/// </summary>
public sealed class MediaPeer : IAsyncDisposable
{
    internal MediaPeer(string room, string seat) => (Room, Seat) = (room, seat);

    public string Room { get; }

    public string Seat { get; }

    /// <summary>
    /// Answers the client's offer for its publishing connection. May be repeated: for renegotiation, for an ICE restart, or with the
    /// first offer of a new RTCPeerConnection, which replaces the old one.
    /// </summary>
    /// <returns><c>media.sdp_invalid</c> when the offer cannot be used, with the reason.</returns>
    public Task<Result<PublishAnswer>> PublishAsync(PublishOffer offer, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>
    /// Declares everything this seat wants to receive from its room; replaces the previous declaration. Tracks that are not published
    /// yet get no m-line: declare again when they are. Declaring the same while an offer is unanswered returns that offer again.
    /// </summary>
    /// <returns>A null offer when nothing needs negotiating; <c>media.too_many_tracks</c> beyond 64 audio or 64 video tracks.</returns>
    public Task<Result<SubscribeReply>> SubscribeAsync(IReadOnlyList<TrackWanted> wanted, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Takes the client's answer to the latest offer. Until then nothing of what is new in that offer is sent.</summary>
    /// <returns><c>media.revision_stale</c> when a newer offer exists or none waits for an answer; <c>media.sdp_invalid</c>.</returns>
    public Task<Result<Done>> AnswerAsync(SubscribeAnswer answer, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>
    /// Which of this seat's sources are forwarded from now on; everything else it sends is dropped at once. Starts as none.
    /// Receivers see no loss when a source goes off and on again; a key frame is requested when the camera returns.
    /// </summary>
    public Task AllowAsync(MediaSources sources, CancellationToken ct) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
