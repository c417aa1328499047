using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Contracts;
using StudyHub.Meetings.Hosting;
using StudyHub.Meetings.Signaling;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>The <see cref="Meeting"/> as the engine runs it: stored, then told to those in the room, their connections and the media server.</summary>
internal sealed class MeetingKind(MeetingStore store, MeetingMedia media, HostNews hosts, IBroadcast broadcast, IChatAtEntry chat, TimeProvider clock)
    : IActorKind<MeetingState, MeetingCommand, MeetingReply>
{
    public ValueTask<Result<MeetingState>> LoadAsync(string id, CancellationToken ct) => store.LoadAsync(RoomId.Of(Guid.Parse(id)), ct);

    public Result<Turn<MeetingState, MeetingReply>> Handle(MeetingState state, MeetingCommand command, DateTimeOffset now) =>
        Meeting.Handle(state, command, now);

    public ValueTask<Error?> StoreAsync(string id, MeetingState before, Turn<MeetingState, MeetingReply> turn) =>
        store.SaveAsync(before, turn.State, turn.Reply.Acts, CancellationToken.None);

    public async ValueTask PublishAsync(string id, MeetingState before, Turn<MeetingState, MeetingReply> turn)
    {
        var after = turn.State;
        if (ReferenceEquals(before, after) && turn.Reply.Events.Count == 0)
        {
            return; // Somebody only looked.
        }

        var audience = MeetingChanged.Audience(after.RoomId);
        foreach (var old in before.Seats)
        {
            await LetGoAsync(old, after.Seats.Find(s => s.Id == old.Id), audience, turn);
        }

        foreach (var seat in after.Seats)
        {
            if (seat.Connection is { } connection)
            {
                // Again is harmless, and the grant's own turn is the only safe place.
                await broadcast.JoinAsync(audience, connection);
                await broadcast.JoinAsync(chat.Audience(after.RoomId), connection);
            }

            await media.FollowAsync(after.RoomId, seat);
            await RemindAsync(before, after, seat);
        }

        if (turn.Reply.Events.Count > 0)
        {
            await broadcast.SendAsync(audience, new MeetingChanged(after.RoomId, after.Version, turn.Reply.Events));
        }

        await hosts.TellAsync(before, after);
    }

    public (DateTimeOffset At, MeetingCommand Command)? NextWake(MeetingState state) =>
        Meeting.NextChange(state) is { } at ? (at, new Tick()) : null;

    /// <summary>What a connection and the media server lose when a seat ends or goes to another connection.</summary>
    private async ValueTask LetGoAsync(Seat old, Seat? now, string audience, Turn<MeetingState, MeetingReply> turn)
    {
        if (old.Connection is { } connection && now?.Connection != connection)
        {
            await broadcast.LeaveAsync(audience, connection);
            await broadcast.LeaveAsync(chat.Audience(turn.State.RoomId), connection);
            if (ReasonFor(old, now, turn) is { } code)
            {
                await broadcast.SendToAsync(connection, new SeatEnded(turn.State.RoomId, code));
                if (code == HostErrors.Banned.Code)
                {
                    await broadcast.CloseAsync(connection, code); // MEET-17: a kick ends the live connection too; the tab may make another.
                }
            }
        }

        if (now is null)
        {
            await media.CloseAsync(turn.State.RoomId, old.Id);
        }
    }

    /// <summary>A camera is missed: its user hears so once, and again on whatever connection comes to the seat.</summary>
    private async ValueTask RemindAsync(MeetingState before, MeetingState after, Seat seat)
    {
        var old = before.SeatOf(seat.UserId);
        if (seat.Connection is { } connection
            && CameraReminder.For(after, seat, clock.GetUtcNow()) is { } reminder
            && (old?.CameraRemindedAt != seat.CameraRemindedAt || old?.Connection != connection))
        {
            await broadcast.SendToAsync(connection, reminder);
        }
    }

    /// <summary>The code that the device hears; null where it knows already.</summary>
    private static string? ReasonFor(Seat old, Seat? now, Turn<MeetingState, MeetingReply> turn)
    {
        if (now is not null)
        {
            return now.Device == old.Device ? null : MeetingErrors.SeatTakenOver.Code;
        }

        if (turn.State.Life == Life.Closed)
        {
            return MeetingErrors.RoomClosed.Code;
        }

        return turn.Reply.Events.OfType<Departed>().FirstOrDefault(d => d.SeatId == old.Id)?.Reason switch
        {
            DepartureReason.Moved => MeetingErrors.SeatTakenOver.Code,
            DepartureReason.SessionEnded => "auth.session_ended",
            DepartureReason.Kicked => HostErrors.Banned.Code,
            DepartureReason.CameraOff => MeetingErrors.CameraNeeded.Code,
            DepartureReason.MembershipEnded => "group.membership_ended",
            _ => null,
        };
    }
}
