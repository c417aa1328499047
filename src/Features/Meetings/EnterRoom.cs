using System.Text.RegularExpressions;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Meetings.Contracts;
using StudyHub.Meetings.Hosting;
using StudyHub.Meetings.Signaling;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>
/// Takes a seat, or continues it after a lost connection or a reload (MEET-2, MEET-6): one request, answered with seat, snapshot,
/// chat and media offer. Door: live <c>meeting.enter</c>.
/// </summary>
internal sealed partial class EnterRoom(
    IActors<MeetingState, MeetingCommand, MeetingReply> meetings,
    MeetingStore store,
    MeetingMedia media,
    Relays relays,
    IRooms rooms,
    IAccounts accounts,
    IChatAtEntry chat,
    LiveConnections connections,
    TimeProvider clock)
{
    /// <summary>How many cameras the first offer holds; the client says what it shows from then on.</summary>
    private const int FirstCameras = 16;

    public sealed record Request(RoomId RoomId, string Call, string? Password = null, bool Move = false);

    public async Task<Result<EnterReply>> RunAsync(LiveCall call, Request request)
    {
        if (!CallKey().IsMatch(request.Call))
        {
            return MeetingErrors.CallInvalid;
        }

        var granted = await SeatAsync(call, request);
        if (!granted.IsOk(out var reply, out var refusal))
        {
            return refusal;
        }

        if (reply.Seat is not { } seat)
        {
            return HostErrors.Waiting(reply.State.Hosting.PlaceOf(call.Caller.UserId));
        }

        if (connections.Find(call.Connection.Id) is null)
        {
            // The tab went away while it was being seated; nobody else will say so.
            await meetings.AskAsync(request.RoomId.ToString(), new LoseContact(seat.UserId, call.Connection.Id, clock.GetUtcNow()), CancellationToken.None);
            return LiveErrors.Closing;
        }

        var conversation = await chat.OpenAsync(request.RoomId, call.Caller.UserId, call.Aborted);
        return new EnterReply(
            SeatView.Of(seat, reply.Resumed), MeetingSnapshot.Of(reply.State), conversation, await OfferAsync(seat, reply.State, call.Aborted));
    }

    private async Task<Result<MeetingReply>> SeatAsync(LiveCall call, Request request)
    {
        var user = call.Caller.UserId;
        var profiles = await accounts.ProfilesAsync([user], call.Aborted);
        if (!profiles.TryGetValue(user, out var profile))
        {
            return Web.AuthErrors.SessionEnded;
        }

        var looked = await meetings.AskAsync(request.RoomId.ToString(), new Look(), call.Aborted);
        if (!looked.IsOk(out var present, out var absent))
        {
            return absent;
        }

        // Only groups have members; and who sits here has no seat elsewhere.
        var state = present.State;
        var isGroup = state.Hosting.Kind == RoomKind.Group;
        var seated = state.SeatOf(user) is not null;
        var membershipRefusal = isGroup ? await rooms.CheckMembershipAsync(request.RoomId, user, call.Aborted) : null;

        // Who sits here already, or moderates here, needs no password; asking would only count a wrong try.
        var known = isGroup || seated || state.IsHost(user) || state.Hosting.WaiterOf(user) is { IsAdmitted: true };
        var passwordRefusal = known ? null : await rooms.CheckPasswordAsync(request.RoomId, user, request.Password, call.Aborted);
        var elsewhere = seated ? null : await store.FindElsewhereAsync(user, request.RoomId, call.Aborted);
        var command = new Enter(
            profile,
            call.Caller.SessionId,
            call.Device.Id,
            call.Device.Label,
            call.Connection.Id,
            request.Call,
            SeatId.New(clock.GetUtcNow()),
            membershipRefusal,
            passwordRefusal,
            elsewhere,
            request.Move || elsewhere?.Device == call.Device.Id);
        var granted = await meetings.AskAsync(request.RoomId.ToString(), command, call.Aborted);
        if (!granted.IsOk(out var reply, out _) || reply.Seat is null)
        {
            return granted;
        }

        // A membership that ended between the question and the grant has been told already: nobody else takes this seat back.
        if (isGroup && await rooms.CheckMembershipAsync(request.RoomId, user, CancellationToken.None) is { } ended)
        {
            await meetings.AskAsync(request.RoomId.ToString(), new Release(user, null, DepartureReason.MembershipEnded), CancellationToken.None);
            return ended;
        }

        if (elsewhere is not null)
        {
            await meetings.AskAsync(elsewhere.RoomId.ToString(), new Release(user, null, DepartureReason.Moved), CancellationToken.None);
        }

        return granted;
    }

    private async Task<MediaEntry> OfferAsync(Seat seat, MeetingState state, CancellationToken ct)
    {
        if (media.Find(seat.Id) is not { InUse: false } fresh)
        {
            return new(relays.For(seat.UserId), Kept: true, Offer: null);
        }

        var others = state.Seats.Where(s => s.Id != seat.Id).ToList();
        var wanted = others.Select(s => new TrackWanted(s.Id.ToString(), MediaSource.Microphone))
            .Concat(state.Shares.Where(s => s.Id != seat.Id && s.ShareSound).Select(s => new TrackWanted(s.Id.ToString(), MediaSource.ScreenSound)))
            .Concat(state.Shares.Where(s => s.Id != seat.Id).TakeLast(1).Select(s => new TrackWanted(s.Id.ToString(), MediaSource.Screen)))
            .Concat(others.Take(FirstCameras).Select(s => new TrackWanted(s.Id.ToString(), MediaSource.Camera)))
            .ToList();
        var offered = await fresh.Peer.SubscribeAsync(wanted, ct);
        return new(relays.For(seat.UserId), Kept: false, offered.IsOk(out var reply, out _) ? OfferView.Of(reply.Offer) : null);
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{16,64}\z")]
    private static partial Regex CallKey();
}

internal sealed record EnterReply(SeatView Seat, MeetingSnapshot Meeting, object Chat, MediaEntry Media);

/// <param name="SeatId">The caller's.</param>
/// <param name="EnteredAt">The start of the stay.</param>
/// <param name="Resumed">The same stay goes on.</param>
/// <param name="Stopped">What a host has switched off: the client does not switch it on unaided.</param>
internal sealed record SeatView(SeatId SeatId, DateTimeOffset EnteredAt, bool Resumed, IReadOnlyList<MediaSource> Stopped)
{
    public static SeatView Of(Seat seat, bool resumed) => new(
        seat.Id, seat.EnteredAt, resumed, [.. Enum.GetValues<MediaSource>().Where(source => seat.Stopped.HasFlag((MediaSources)(1 << (int)source)))]);
}

/// <param name="IceServers">Relays, where the operator has some, with credentials for the next hour.</param>
/// <param name="Kept">The peer connections of this call still stand; otherwise the client makes new ones.</param>
/// <param name="Offer">For the tracks of those present; null while nobody publishes, or when kept.</param>
internal sealed record MediaEntry(IReadOnlyList<IceServer> IceServers, bool Kept, OfferView? Offer);

internal sealed record IceServer(IReadOnlyList<string> Urls, string? Username, string? Credential);
