using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings.Signaling;

/// <summary>Negotiates a seat's two peer connections. Doors: live <c>media.publish</c>, <c>media.subscribe</c>, <c>media.answer</c>.</summary>
internal sealed class SignalMedia(IActors<MeetingState, MeetingCommand, MeetingReply> meetings, MeetingMedia media)
{
    public sealed record PublishRequest(RoomId RoomId, string Sdp, IReadOnlyList<PublishedTrack> Tracks);
    public sealed record SubscribeRequest(RoomId RoomId, IReadOnlyList<TrackRequest> Tracks);
    public sealed record TrackRequest(
        SeatId SeatId, MediaSource Source, int Width = 0, int Height = 0, bool Pinned = false, int FramesPerSecond = 0);
    public sealed record AnswerRequest(RoomId RoomId, int Revision, string Sdp);

    public async Task<Result<PublishReply>> PublishAsync(LiveCall call, PublishRequest request)
    {
        if (!(await SeatAsync(call, request.RoomId)).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        var answered = await seat.Peer.PublishAsync(new(request.Sdp, request.Tracks), call.Aborted);
        if (!answered.IsOk(out var answer, out var error))
        {
            return error;
        }

        seat.InUse = true;
        var told = await meetings.AskAsync(request.RoomId.ToString(), new Published(call.Caller.UserId, call.Device.Id), call.Aborted);
        return told.IsOk(out _, out var gone) ? new PublishReply(answer.Sdp) : gone;
    }

    public async Task<Result<OfferReply>> SubscribeAsync(LiveCall call, SubscribeRequest request)
    {
        if (!(await SeatAsync(call, request.RoomId)).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        seat.InUse = true;
        var wanted = request.Tracks
            .Select(t => new TrackWanted(t.SeatId.ToString(), t.Source, t.Width, t.Height, t.Pinned, t.FramesPerSecond))
            .ToList();
        return (await seat.Peer.SubscribeAsync(wanted, call.Aborted)).IsOk(out var reply, out var error)
            ? new OfferReply(OfferView.Of(reply.Offer))
            : error;
    }

    public async Task<Result<Nothing>> AnswerAsync(LiveCall call, AnswerRequest request)
    {
        if (!(await SeatAsync(call, request.RoomId)).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        return (await seat.Peer.AnswerAsync(new(request.Revision, request.Sdp), call.Aborted)).IsOk(out _, out var error)
            ? new Nothing()
            : error;
    }

    private async Task<Result<SeatMedia>> SeatAsync(LiveCall call, RoomId room)
    {
        var looked = await meetings.AskAsync(room.ToString(), new Look(), call.Aborted);
        if (!looked.IsOk(out var reply, out var error))
        {
            return error;
        }

        return reply.State.SeatOf(call.Caller.UserId) switch
        {
            null => await call.RefuseAsync(room, MeetingErrors.SeatNeeded),
            { } seat when seat.Device != call.Device.Id => MeetingErrors.SeatTakenOver,
            { } seat => media.Find(seat.Id) is { } found ? found : MeetingErrors.SeatNeeded,
        };
    }
}

internal sealed record PublishReply(string Sdp);

internal sealed record OfferReply(OfferView? Offer);

/// <summary>The server's offer for the receiving connection, and whose track each m-line is.</summary>
internal sealed record OfferView(int Revision, string Sdp, IReadOnlyList<OfferedTrackView> Tracks)
{
    public static OfferView? Of(SubscribeOffer? offer) => offer is null
        ? null
        : new(offer.Revision, offer.Sdp, [.. offer.Tracks.Select(t => new OfferedTrackView(t.Mid, SeatId.Of(Guid.Parse(t.Seat)), t.Source))]);
}

internal sealed record OfferedTrackView(string Mid, SeatId SeatId, MediaSource Source);
