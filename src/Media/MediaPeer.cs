using StudyHub.Kernel;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Sdp;

namespace StudyHub.Media;

/// <summary>
/// The media side of one seat: one connection it publishes on, one it receives on. Safe to call from any thread.
/// After disposal every method answers <c>media.seat_closed</c>. Closing is idempotent and frees everything.
/// </summary>
public sealed class MediaPeer : IAsyncDisposable
{
    internal const int MostWanted = 64;

    private readonly MediaServer _server;
    private readonly Worker _worker;
    private readonly Task<Seat> _seat;

    internal MediaPeer(MediaServer server, Worker worker, string room, string seat)
    {
        (_server, _worker, Room, Seat) = (server, worker, room, seat);
        _seat = worker.AskAsync(() => worker.Room(room).Open(seat), CancellationToken.None);
    }

    public string Room { get; }

    public string Seat { get; }

    /// <summary>
    /// Answers the client's offer for its publishing connection. May be repeated: for renegotiation, for an ICE restart, or with the
    /// first offer of a new RTCPeerConnection, which replaces the old one.
    /// </summary>
    /// <returns><c>media.sdp_invalid</c> when the offer cannot be used, with the reason.</returns>
    public async Task<Result<PublishAnswer>> PublishAsync(PublishOffer offer, CancellationToken ct)
    {
        if (!PublishDescription.Read(offer).IsOk(out var description, out var error))
        {
            return error;
        }

        var local = await AskAsync(seat => (Result<LocalTransport>)seat.Publish(description), ct);
        return local.IsOk(out var transport, out error) ? new PublishAnswer(description.Answer(transport)) : error;
    }

    /// <summary>
    /// Declares everything this seat wants to receive from its room; replaces the previous declaration. Tracks that are not published
    /// yet get no m-line: declare again when they are. Declaring the same while an offer is unanswered returns that offer again.
    /// Declaring after the connection has gone silent restarts ICE. A browser that has closed its subscribing RTCPeerConnection declares
    /// again and applies the offer to a new one.
    /// </summary>
    /// <returns>A null offer when nothing needs negotiating; <c>media.too_many_tracks</c> beyond 64 audio or 64 video tracks.</returns>
    public async Task<Result<SubscribeReply>> SubscribeAsync(IReadOnlyList<TrackWanted> wanted, CancellationToken ct)
    {
        wanted = [.. (wanted ?? []).Where(w => !string.IsNullOrEmpty(w?.Seat))];
        if (wanted.Count(w => w.Source.IsVideo()) > MostWanted || wanted.Count(w => !w.Source.IsVideo()) > MostWanted)
        {
            return MediaErrors.TooManyTracks;
        }

        var planned = await AskAsync(seat => (Result<Planned>)new Planned(seat.Subscribe(wanted)), ct);
        return planned.IsOk(out var it, out var error) ? new SubscribeReply(it.Plan is null ? null : Write(it.Plan)) : error;
    }

    /// <summary>Takes the client's answer to the latest offer. Until then nothing of what is new in that offer is sent.</summary>
    /// <returns><c>media.revision_stale</c> when a newer offer exists or none waits for an answer; <c>media.sdp_invalid</c>.</returns>
    public async Task<Result<Done>> AnswerAsync(SubscribeAnswer answer, CancellationToken ct)
    {
        if (!SubscribeDescription.ReadAnswer(answer.Sdp).IsOk(out var read, out var error))
        {
            return error;
        }

        return await AskAsync(seat => seat.Answer(answer.Revision, read), ct);
    }

    /// <summary>
    /// Which of this seat's sources are forwarded from now on; everything else it sends is dropped at once. Starts as none.
    /// Receivers see no loss when a source goes off and on again; a key frame is requested when the camera returns.
    /// When the task completes, it holds.
    /// </summary>
    public Task AllowAsync(MediaSources sources, CancellationToken ct) => AskAsync(
        seat =>
        {
            seat.Allow(sources);
            return (Result<Done>)Done.Value;
        },
        ct);

    public async ValueTask DisposeAsync()
    {
        try
        {
            var seat = await _seat;
            await _worker.AskAsync(
                () =>
                {
                    _worker.Close(seat);
                    return Done.Value;
                },
                CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // the server has stopped, and closed everything
        }

        _server.Closed(this);
    }

    private static SubscribeOffer Write(OfferPlan plan) => new(
        plan.Revision,
        SubscribeDescription.Offer(plan.Transport, plan.Media),
        [.. plan.Media.Select(media => media.Track).OfType<OfferedTrack>()]);

    private async Task<Result<T>> AskAsync<T>(Func<Seat, Result<T>> question, CancellationToken ct)
    {
        try
        {
            var seat = await _seat;
            return await _worker.AskAsync(() => seat.IsClosed ? MediaErrors.SeatClosed : question(seat), ct);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return MediaErrors.SeatClosed; // the server has stopped
        }
    }

    private sealed record Planned(OfferPlan? Plan);
}
