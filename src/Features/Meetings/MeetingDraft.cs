using System.Collections.Immutable;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>One turn in the making: the state so far and the events that led there.</summary>
internal sealed class MeetingDraft(MeetingState state, DateTimeOffset now)
{
    private readonly List<MeetingEvent> _events = [];
    private readonly List<HostAct> _acts = [];

    public MeetingState State { get; private set; } = state;

    /// <summary>The instant of this turn.</summary>
    public DateTimeOffset Now => now;

    /// <summary>What the next event makes the version; orders shares and hands.</summary>
    public long NextVersion => State.Version + _events.Count + 1;

    public Result<Turn<MeetingState, MeetingReply>> Done(Seat? seat = null, bool resumed = false)
    {
        if (_events.Count > 0)
        {
            State = State with { Version = State.Version + _events.Count };
        }

        return new Turn<MeetingState, MeetingReply>(State, new(State, _events, seat, resumed) { Acts = _acts });
    }

    /// <summary>Nothing happens, but the state is stored.</summary>
    public Result<Turn<MeetingState, MeetingReply>> Begin()
    {
        State = State with { };
        return Done();
    }

    public void Tell(MeetingEvent happened) => _events.Add(happened);

    /// <summary>For the audit log.</summary>
    public void Record(HostAct act) => _acts.Add(act);

    public void Host(HostState hosting) => State = State with { Hosting = hosting };

    /// <summary>No more places than this from now on.</summary>
    public void Limit(int capacity) => State = State.Capacity == capacity ? State : State with { Capacity = capacity };

    /// <summary>What the room is, anew; a group's owner is whoever the group says.</summary>
    public void Refresh(RoomFacts room)
    {
        State = State with
        {
            Title = room.Title,
            Channel = room.Channel,
            Notice = room.Notice,
            Capacity = room.Capacity,
            MicrophonePolicy = room.MicrophonePolicy,
            Hosting = State.Hosting with { Lobby = room.Lobby, Managers = [.. room.Managers] },
        };
        CameraDuty.Take(this, room.CameraRule);
        if (room.Kind == RoomKind.Group)
        {
            Become(room.Creator);
        }
    }

    /// <summary>The caller's seat, if this very device uses it.</summary>
    public Result<Seat> SeatFor(UserId user, string device) => State.SeatFor(user, device);

    /// <summary>A change of a seat that nobody else hears of.</summary>
    public void Put(Seat seat) => State = State.With(seat);

    public void Rule(CameraRule rule) => State = State with { CameraRule = rule };

    /// <summary>What time alone has decided: lapsed holds, missing cameras, the lapsed reservation, the end of an empty room.</summary>
    public void Settle()
    {
        foreach (var seat in State.Seats.Where(s => s.HeldSince + Meeting.Hold <= now).OrderBy(s => s.HeldSince).ToList())
        {
            Free(seat, DepartureReason.Lost);
        }

        CameraDuty.Settle(this);

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

    public Seat Seat(Enter entrant)
    {
        var seat = new Seat
        {
            Id = entrant.NewSeat,
            UserId = entrant.User.Id,
            SessionId = entrant.Session,
            Handle = entrant.User.Handle,
            DisplayName = entrant.User.DisplayName,
            Avatar = entrant.User.Avatar,
            Device = entrant.Device,
            DeviceLabel = entrant.DeviceLabel,
            Connection = entrant.Connection,
            Call = entrant.Call,
            EnteredAt = now,
            MovedHere = entrant.Elsewhere is not null,
        };
        seat = CameraDuty.Follow(seat, State.CameraRule, now);
        var firstInEmpty = State.Life == Life.Empty;
        State = State with
        {
            Life = Life.Occupied,
            EmptySince = null,
            Seats = State.Seats.Add(seat),
            Reservation = State.Reservation?.For == seat.UserId ? null : State.Reservation,
        };
        HostDesk.Seated(this, seat.UserId);
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
            seat = Unshare(Switch(Switch(seat, MediaSource.Microphone, on: false), MediaSource.Camera, on: false));
        }

        var next = seat with
        {
            SessionId = entrant.Session,
            DisplayName = entrant.User.DisplayName,
            Avatar = entrant.User.Avatar,
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
        var next = source == MediaSource.Microphone ? seat with { Microphone = on } : CameraDuty.Follow(seat with { Camera = on }, State.CameraRule, now);
        if (next != seat)
        {
            Change(next, new DeviceChanged(seat.Id, source, on));
        }

        return next;
    }

    public Seat Share(Seat seat, bool sound)
    {
        var next = seat with { ShareOrder = seat.ShareOrder ?? NextVersion, ShareSound = sound };
        if (next != seat)
        {
            Change(next, new ShareStarted(seat.Id, sound));
        }

        return next;
    }

    public Seat Unshare(Seat seat)
    {
        var next = seat with { ShareOrder = null, ShareSound = false };
        if (next != seat)
        {
            Change(next, new ShareEnded(seat.Id));
        }

        return next;
    }

    public void LetShare(SharePolicy policy)
    {
        if (State.SharePolicy != policy)
        {
            State = State with { SharePolicy = policy };
            Tell(new SharePolicyChanged(policy));
        }
    }

    /// <summary>A host's word: the source is off, and stays so until its user switches it on.</summary>
    public void Stop(Seat seat, MediaSource source)
    {
        if (seat.Sources.HasFlag(Flag(source)))
        {
            var off = source switch
            {
                MediaSource.Microphone => seat with { Microphone = false },
                MediaSource.Camera => CameraDuty.Follow(seat with { Camera = false }, State.CameraRule, now),
                _ => seat with { ShareOrder = null, ShareSound = false },
            };
            Change(off with { Stopped = off.Stopped | Flag(source) }, new SourceStopped(seat.Id, source));
        }
    }

    /// <summary>The user switches on what a host had stopped.</summary>
    public Seat Forgive(Seat seat, MediaSource source)
    {
        var next = seat with { Stopped = seat.Stopped & ~Flag(source) };
        if (next != seat)
        {
            Put(next);
        }

        return next;
    }

    public void Change(Seat seat, MeetingEvent happened)
    {
        State = State.With(seat);
        Tell(happened);
    }

    public void Free(Seat seat, DepartureReason reason)
    {
        State = State with { Seats = State.Seats.RemoveAll(s => s.Id == seat.Id) };
        Tell(new Departed(seat.Id, seat.UserId, reason));
        if (State.Seats.IsEmpty)
        {
            State = State with { Life = Life.Empty, EmptySince = State.Hosting.Kind == RoomKind.Group ? null : now }; // A group's room stays.
            HostDesk.LetFirstIn(this, now);
        }
        else if (State.Owner == seat.UserId)
        {
            PassOwnership();
        }
    }

    public void Close()
    {
        State = State with { Life = Life.Closed, Seats = ImmutableList<Seat>.Empty, Reservation = null, EmptySince = null };
        HostDesk.DismissAll(this, MeetingErrors.RoomClosed.Code);
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

    private static MediaSources Flag(MediaSource source) => source switch
    {
        MediaSource.Microphone => MediaSources.Microphone,
        MediaSource.Camera => MediaSources.Camera,
        _ => MediaSources.Screen,
    };

    /// <summary>An open room's owner changes hands here; a group's only in the group (GRP-10).</summary>
    public void Own(UserId user)
    {
        if (State.Hosting.Kind == RoomKind.Open)
        {
            Become(user);
        }
    }

    private void Become(UserId user)
    {
        if (State.Owner != user)
        {
            State = State with { Owner = user };
            Tell(new OwnerChanged(user));
        }
    }
}
