using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
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
        Life = room.Closed ? Life.Closed : Life.Reserved,
        Owner = room.Creator,
        Reservation = room.Closed ? null : new(room.Creator, room.CreatedAt + Grace),
    };

    public static Result<Turn<MeetingState, MeetingReply>> Handle(MeetingState state, MeetingCommand command, DateTimeOffset now)
    {
        var draft = new MeetingDraft(state);
        draft.Settle(now);
        return command switch
        {
            Enter enter => OnEnter(draft, enter, now),
            Leave leave => OnLeave(draft, leave, now),
            Release release => OnRelease(draft, release, now),
            LoseContact lost => OnLoseContact(draft, lost, now),
            SetDevice device => OnSetDevice(draft, device),
            Published published => OnPublished(draft, published),
            CloseRoom close => OnClose(draft, close),
            Begin => draft.Begin(),
            Look or Tick => draft.Done(),
            _ => throw new NotSupportedException(command.GetType().Name),
        };
    }

    /// <summary>When time alone changes something next; never while nothing can, but such a meeting stays at hand.</summary>
    public static DateTimeOffset? NextChange(MeetingState state)
    {
        if (state.Life == Life.Closed)
        {
            return null;
        }

        var next = DateTimeOffset.MaxValue;
        foreach (var seat in state.Seats)
        {
            Earlier(ref next, seat.HeldSince + Hold);
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

    private static Result<Turn<MeetingState, MeetingReply>> OnEnter(MeetingDraft draft, Enter entrant, DateTimeOffset now)
    {
        if (draft.State.SeatOf(entrant.User.Id) is { } seat)
        {
            if (seat.Device != entrant.Device && !entrant.Move)
            {
                return MeetingErrors.Elsewhere(new(draft.State.RoomId, draft.State.Title, seat.Device, seat.DeviceLabel));
            }

            return draft.Done(draft.Continue(seat, entrant), resumed: true);
        }

        return Admission.Check(draft.State, entrant) is { } refusal
            ? refusal
            : draft.Done(draft.Seat(entrant, now));
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnLeave(MeetingDraft draft, Leave leave, DateTimeOffset now)
    {
        // A tab that has been taken over must not free the seat it no longer uses.
        if (draft.State.SeatOf(leave.User) is { } seat && seat.Device == leave.Device)
        {
            draft.Free(seat, DepartureReason.Left, now);
        }

        return draft.Done();
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnRelease(MeetingDraft draft, Release release, DateTimeOffset now)
    {
        if (draft.State.SeatOf(release.User) is { } seat && (release.Session is null || release.Session == seat.SessionId))
        {
            draft.Free(seat, release.Reason, now);
        }

        return draft.Done();
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnLoseContact(MeetingDraft draft, LoseContact lost, DateTimeOffset now)
    {
        if (draft.State.SeatOf(lost.User) is { } seat && seat.Connection == lost.Connection)
        {
            draft.Change(seat with { Connection = null, HeldSince = lost.LastContact }, new Held(seat.Id));
            draft.Settle(now);
        }

        return draft.Done();
    }

    private static Result<Turn<MeetingState, MeetingReply>> OnSetDevice(MeetingDraft draft, SetDevice command)
    {
        if (!Enum.IsDefined(command.Source))
        {
            return MeetingErrors.SourceInvalid;
        }

        if (!draft.SeatFor(command.User, command.Device).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        if (command is { On: true, Source: MediaSource.Microphone } && draft.State.MicrophonePolicy == MicrophonePolicy.Silent)
        {
            return MeetingErrors.MicrophoneNotAllowed;
        }

        return draft.Done(draft.Switch(seat, command.Source, command.On));
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

        if (draft.State.Owner != command.User)
        {
            return MeetingErrors.OwnerNeeded;
        }

        draft.Close();
        return draft.Done();
    }
}
