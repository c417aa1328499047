using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Meetings.Gestures;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>
/// Decides what happens in a room: seats (5.1), the room's life (5.4), succession (5.5). Pure: state and command in, state and
/// events out. The engine gives one command at a time its turn.
/// </summary>
internal static class Meeting
{
    /// <summary>A seat survives this long without contact (MEET-5).</summary>
    public static readonly TimeSpan Hold = TimeSpan.FromSeconds(30);

    /// <summary>An empty room lives this long (ROOM-10), and a creator's place is kept this long (ROOM-9).</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    public static MeetingState Open(RoomFacts room) => new()
    {
        RoomId = room.Id,
        Title = room.Title,
        Channel = room.Channel,
        Notice = room.Notice,
        Capacity = room.Capacity,
        MicrophonePolicy = room.MicrophonePolicy,
        CameraRule = room.CameraRule,
        Hosting = HostRows.Of(room),
        Life = room.Closed ? Life.Closed : room.Kind == RoomKind.Group ? Life.Empty : Life.Reserved,
        Owner = room.Creator,
        Reservation = room.Closed || room.Kind == RoomKind.Group ? null : new(room.Creator, room.CreatedAt + Grace),
    };

    public static Result<Turn<MeetingState, MeetingReply>> Handle(MeetingState state, MeetingCommand command, DateTimeOffset now)
    {
        var draft = new MeetingDraft(state, now);
        HostDesk.Settle(draft, now);
        draft.Settle();
        return command switch
        {
            Enter enter => OnEnter(draft, enter),
            Leave leave => OnLeave(draft, leave),
            Release release => OnRelease(draft, release),
            LoseContact lost => OnLoseContact(draft, lost),
            SetDevice device => Sources.OnSetDevice(draft, device),
            StartShare share => Sources.OnStartShare(draft, share),
            StopShare share => Sources.OnStopShare(draft, share),
            SetSharePolicy policy => Sources.OnSetSharePolicy(draft, policy),
            StopSource stop => Sources.OnStopSource(draft, stop),
            SetHand hand => Hands.OnSet(draft, hand),
            LowerHand lower => Hands.OnLower(draft, lower),
            CallHand call => Hands.OnCall(draft, call),
            Published published => OnPublished(draft, published),
            CloseRoom close => OnClose(draft, close),
            Begin => draft.Begin(),
            Look or Tick => draft.Done(),
            _ => HostDesk.Handle(draft, command, now),
        };
    }

    /// <summary>When time alone changes something next; never while nothing can, but such a meeting stays at hand.</summary>
    public static DateTimeOffset? NextChange(MeetingState state)
    {
        if (state.Life == Life.Closed || (state.Hosting.Kind == RoomKind.Group && state.Seats.IsEmpty))
        {
            return null;
        }

        var next = DateTimeOffset.MaxValue;
        foreach (var seat in state.Seats)
        {
            Earlier(ref next, seat.HeldSince + Hold);
            Earlier(ref next, CameraDuty.Next(seat, state.CameraRule));
        }

        foreach (var waiter in state.Hosting.Waiting)
        {
            Earlier(ref next, waiter.Ends);
        }

        Earlier(ref next, state.Reservation?.Until);
        Earlier(ref next, state.EmptySince + Grace);
        return next;
    }

    private static void Earlier(ref DateTimeOffset next, DateTimeOffset? candidate)
    {
        if (candidate < next)
        {
            next = candidate.Value;
        }
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnEnter(MeetingDraft draft, Enter entrant)
    {
        if (draft.State.SeatOf(entrant.User.Id) is { } seat)
        {
            if (entrant.MembershipRefusal is { } ended)
            {
                return ended;
            }

            if (seat.Device != entrant.Device && !entrant.Move)
            {
                return MeetingErrors.Elsewhere(new(draft.State.RoomId, draft.State.Title, seat.Device, seat.DeviceLabel));
            }

            return draft.Done(draft.Continue(seat, entrant), resumed: true);
        }

        if (Admission.Check(draft.State, entrant) is { } refusal)
        {
            return refusal;
        }

        if (Admission.MustWait(draft.State, entrant))
        {
            HostDesk.Wait(draft, entrant, draft.Now);
            return draft.Done();
        }

        return draft.Done(draft.Seat(entrant));
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnLeave(MeetingDraft draft, Leave leave)
    {
        // A tab that has been taken over must not free the seat it no longer uses.
        if (draft.State.SeatOf(leave.User) is { } seat && seat.Device == leave.Device)
        {
            draft.Free(seat, DepartureReason.Left);
        }

        return draft.Done();
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnRelease(MeetingDraft draft, Release release)
    {
        if (draft.State.SeatOf(release.User) is { } seat && (release.Session is null || release.Session == seat.SessionId))
        {
            draft.Free(seat, release.Reason);
        }

        return draft.Done();
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnLoseContact(MeetingDraft draft, LoseContact lost)
    {
        if (draft.State.SeatOf(lost.User) is { } seat && seat.Connection == lost.Connection)
        {
            if (draft.State.MicrophonePolicy == MicrophonePolicy.PushToTalk)
            {
                seat = draft.Switch(seat, MediaSource.Microphone, on: false); // Whether the key is still held, nobody can know.
            }

            draft.Change(seat with { Connection = null, HeldSince = lost.LastContact }, new Held(seat.Id));
            draft.Settle();
        }

        HostDesk.LoseContact(draft, lost);
        return draft.Done();
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnPublished(MeetingDraft draft, Published command)
    {
        if (!draft.SeatFor(command.User, command.Device).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        draft.Tell(new TracksPublished(seat.Id));
        return draft.Done(seat);
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnClose(MeetingDraft draft, CloseRoom command)
    {
        if (draft.State.Life == Life.Closed)
        {
            return draft.Done();
        }

        if (draft.State.Hosting.Kind == RoomKind.Group && command.AdminReason is not null)
        {
            return HostErrors.GroupDecides;
        }

        if ((draft.State.Owner != command.User && command.AdminReason is null) || draft.State.Hosting.Kind == RoomKind.Group)
        {
            return MeetingErrors.HostNeeded;
        }

        draft.Record(new(command.User, HostActs.Closed, Reason: command.AdminReason));
        draft.Close();
        return draft.Done();
    }
}
