using System.Collections.Immutable;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;

namespace StudyHub.Meetings;

/// <summary>One turn in the making: the state so far and the events that led there.</summary>
internal sealed class MeetingDraft(MeetingState state)
{
    private readonly List<MeetingEvent> _events = [];

    public MeetingState State { get; private set; } = state;

    public Result<Turn<MeetingState, MeetingReply>> Done(Seat? seat = null, bool resumed = false)
    {
        if (_events.Count > 0)
        {
            State = State with { Version = State.Version + _events.Count };
        }

        return new Turn<MeetingState, MeetingReply>(State, new(State, _events, seat, resumed));
    }

    /// <summary>Nothing happens, but the state is stored.</summary>
    public Result<Turn<MeetingState, MeetingReply>> Begin()
    {
        State = State with { };
        return Done();
    }

    public void Tell(MeetingEvent happened) => _events.Add(happened);

    /// <summary>The caller's seat, if this very device uses it.</summary>
    public Result<Seat> SeatFor(UserId user, string device) => State.SeatOf(user) switch
    {
        null => MeetingErrors.SeatNeeded,
        { } seat when seat.Device != device => MeetingErrors.SeatTakenOver,
        { } seat => seat,
    };

    /// <summary>What time alone has decided: lapsed holds, the lapsed reservation, the end of an empty room.</summary>
    public void Settle(DateTimeOffset now)
    {
        foreach (var seat in State.Seats.Where(s => s.HeldSince + Meeting.Hold <= now).OrderBy(s => s.HeldSince).ToList())
        {
            Free(seat, DepartureReason.Lost, now);
        }

        if (State.Reservation?.Until <= now)
        {
            State = State with { Reservation = null };
            if (State.Life == Life.Reserved)
            {
                Close();
            }
            else if (State.SeatOf(State.Owner) is null)
            {
                PassOwnership();
            }
        }

        if (State.EmptySince + Meeting.Grace <= now)
        {
            Close();
        }
    }

    public Seat Seat(Enter entrant, DateTimeOffset now)
    {
        var seat = new Seat
        {
            Id = entrant.NewSeat,
            UserId = entrant.User.Id,
            SessionId = entrant.Session,
            Handle = entrant.User.Handle,
            DisplayName = entrant.User.DisplayName,
            Device = entrant.Device,
            DeviceLabel = entrant.DeviceLabel,
            Connection = entrant.Connection,
            Call = entrant.Call,
            EnteredAt = now,
            MovedHere = entrant.Elsewhere is not null,
        };
        var firstInEmpty = State.Life == Life.Empty;
        State = State with
        {
            Life = Life.Occupied,
            EmptySince = null,
            Seats = State.Seats.Add(seat),
            Reservation = State.Reservation?.For == seat.UserId ? null : State.Reservation,
        };
        Tell(new Arrived(ParticipantView.Of(seat)));
        if (firstInEmpty)
        {
            Own(seat.UserId);
        }

        return seat;
    }

    /// <summary>The same stay goes on: after a lost connection, a reload, or on another device.</summary>
    public Seat Continue(Seat seat, Enter entrant)
    {
        if (seat.Call != entrant.Call)
        {
            // Another run of the client's media engine starts with nothing switched on.
            seat = Switch(Switch(seat, MediaSource.Microphone, on: false), MediaSource.Camera, on: false);
        }

        var next = seat with
        {
            SessionId = entrant.Session,
            DisplayName = entrant.User.DisplayName,
            Device = entrant.Device,
            DeviceLabel = entrant.DeviceLabel,
            Connection = entrant.Connection,
            Call = entrant.Call,
            HeldSince = null,
        };
        State = State.With(next);
        if (seat.IsHeld)
        {
            Tell(new Returned(seat.Id));
        }

        return next;
    }

    public Seat Switch(Seat seat, MediaSource source, bool on)
    {
        var next = source == MediaSource.Microphone ? seat with { Microphone = on } : seat with { Camera = on };
        if (next != seat)
        {
            Change(next, new DeviceChanged(seat.Id, source, on));
        }

        return next;
    }

    public void Change(Seat seat, MeetingEvent happened)
    {
        State = State.With(seat);
        Tell(happened);
    }

    public void Free(Seat seat, DepartureReason reason, DateTimeOffset now)
    {
        State = State with { Seats = State.Seats.RemoveAll(s => s.Id == seat.Id) };
        Tell(new Departed(seat.Id, seat.UserId, reason));
        if (State.Seats.IsEmpty)
        {
            State = State with { Life = Life.Empty, EmptySince = now };
        }
        else if (State.Owner == seat.UserId)
        {
            PassOwnership();
        }
    }

    public void Close()
    {
        State = State with { Life = Life.Closed, Seats = ImmutableList<Seat>.Empty, Reservation = null, EmptySince = null };
        Tell(new RoomClosed());
    }

    /// <summary>5.5: the earliest to have entered among those seated, else among those held; nobody there, nothing changes.</summary>
    private void PassOwnership()
    {
        var heir = State.Seats.OrderBy(s => s.IsHeld).ThenBy(s => s.EnteredAt).ThenBy(s => s.Id.Value).FirstOrDefault();
        if (heir is not null)
        {
            Own(heir.UserId);
        }
    }

    private void Own(UserId user)
    {
        if (State.Owner != user)
        {
            State = State with { Owner = user };
            Tell(new OwnerChanged(user));
        }
    }
}
