using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Rules;

public sealed class MeetingTests
{
    private static readonly DateTimeOffset s_nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly UserId _creator = Someone();
    private DateTimeOffset _now = s_nine;
    private MeetingState _state;
    private IReadOnlyList<MeetingEvent> _events = [];

    public MeetingTests() => _state = Meeting.Open(Room(capacity: 3));

    [Fact]
    public void The_creators_place_is_kept_for_two_minutes()
    {
        Ok(EnterAs(Someone()));
        Ok(EnterAs(Someone()));

        Assert.Equal("room.full", Refused(EnterAs(Someone())));
        After(TimeSpan.FromMinutes(2));
        Ok(EnterAs(Someone()));
    }

    [Fact]
    public void The_creator_takes_the_place_that_was_kept()
    {
        Ok(EnterAs(Someone()));
        Ok(EnterAs(Someone()));

        Ok(EnterAs(_creator));

        Assert.Equal(3, _state.Taken);
        Assert.Equal(_creator, _state.Owner);
    }

    [Fact]
    public void A_room_nobody_enters_closes_after_two_minutes()
    {
        After(TimeSpan.FromMinutes(2));

        Assert.Equal(Life.Closed, _state.Life);
        Assert.Equal("room.closed", Refused(EnterAs(_creator)));
    }

    [Fact]
    public void When_the_creator_stays_away_the_first_to_enter_owns_the_room()
    {
        var (first, second) = (Someone(), Someone());
        Ok(EnterAs(first));
        Ok(EnterAs(second));

        After(TimeSpan.FromMinutes(2));

        Assert.Equal(first, _state.Owner);
        Assert.Contains(new OwnerChanged(first), _events);
    }

    [Fact]
    public void When_the_owner_leaves_the_longest_present_takes_over()
    {
        var (second, third) = (Someone(), Someone());
        Ok(EnterAs(_creator));
        Ok(EnterAs(second));
        Ok(EnterAs(third));

        Ok(new Leave(_creator, Device(_creator)));

        Assert.Equal(second, _state.Owner);
        Assert.Equal(["Departed", "OwnerChanged"], _events.Select(e => e.GetType().Name));
    }

    [Fact]
    public void Somebody_seated_inherits_before_somebody_held()
    {
        var (second, third) = (Someone(), Someone());
        Ok(EnterAs(_creator));
        Ok(EnterAs(second));
        Ok(EnterAs(third));
        Ok(new LoseContact(second, Connection(second), _now));

        Ok(new Leave(_creator, Device(_creator)));

        Assert.Equal(third, _state.Owner);
    }

    [Fact]
    public void Losing_contact_moves_nothing_until_thirty_seconds_have_passed()
    {
        var second = Someone();
        Ok(EnterAs(_creator));
        Ok(EnterAs(second));
        Ok(new LoseContact(_creator, Connection(_creator), _now));
        Assert.Equal(_creator, _state.Owner);

        After(TimeSpan.FromSeconds(29.9));
        Assert.Equal(_creator, _state.Owner);
        Assert.Equal(2, _state.Seats.Count);

        After(TimeSpan.FromSeconds(0.1));
        Assert.Equal(second, _state.Owner);
        Assert.Single(_state.Seats);
    }

    [Fact]
    public void The_same_device_continues_its_seat_within_the_hold()
    {
        Ok(EnterAs(_creator));
        var entered = _state.Seats[0].EnteredAt;
        Ok(new LoseContact(_creator, Connection(_creator), _now));
        After(TimeSpan.FromSeconds(20));

        var reply = Ok(EnterAs(_creator));

        Assert.True(reply.Resumed);
        Assert.Equal([new Returned(_state.Seats[0].Id)], _events);
        Assert.Equal(entered, _state.Seats[0].EnteredAt);
        Assert.False(_state.Seats[0].IsHeld);
    }

    [Fact]
    public void The_old_connection_closing_after_a_reload_holds_nothing()
    {
        Ok(EnterAs(_creator));
        Ok(EnterAs(_creator) with { Connection = "newer" });

        Ok(new LoseContact(_creator, Connection(_creator), _now));

        Assert.False(_state.Seats[0].IsHeld);
    }

    [Fact]
    public void Another_device_is_told_where_the_seat_is_and_may_move_it_unseen()
    {
        Ok(EnterAs(_creator));
        var other = EnterAs(_creator) with { Device = "other", DeviceLabel = "phone", Connection = "c2" };

        Assert.Equal("seat.elsewhere", Refused(other));
        var reply = Ok(other with { Move = true });

        Assert.True(reply.Resumed);
        Assert.Empty(_events);
        Assert.Equal("other", _state.Seats[0].Device);
    }

    [Fact]
    public void A_tab_that_was_taken_over_cannot_free_the_seat()
    {
        Ok(EnterAs(_creator));
        Ok(EnterAs(_creator) with { Device = "other", Connection = "c2", Move = true });

        Ok(new Leave(_creator, Device(_creator)));

        Assert.Single(_state.Seats);
    }

    [Fact]
    public void An_empty_room_waits_two_minutes_and_belongs_to_who_returns_first()
    {
        var second = Someone();
        Ok(EnterAs(_creator));
        Ok(EnterAs(second));
        Ok(new Leave(second, Device(second)));
        Ok(new Leave(_creator, Device(_creator)));
        Assert.Equal(_creator, _state.Owner);

        After(TimeSpan.FromSeconds(119));
        Ok(EnterAs(second));

        Assert.Equal(second, _state.Owner);
        Assert.Equal(Life.Occupied, _state.Life);
    }

    [Fact]
    public void An_empty_room_closes_after_two_minutes()
    {
        Ok(EnterAs(_creator));
        Ok(new Leave(_creator, Device(_creator)));

        After(TimeSpan.FromMinutes(2));

        Assert.Equal(Life.Closed, _state.Life);
        Assert.Null(Meeting.NextChange(_state));
    }

    [Fact]
    public void A_silent_room_refuses_microphones_and_takes_cameras()
    {
        Ok(EnterAs(_creator));

        Assert.Equal("media.mic_not_allowed", Refused(new SetDevice(_creator, Device(_creator), MediaSource.Microphone, On: true)));
        Ok(new SetDevice(_creator, Device(_creator), MediaSource.Camera, On: true));

        Assert.Equal(MediaSources.Camera, _state.Seats[0].Sources);
    }

    [Fact]
    public void Only_the_device_in_the_seat_switches_its_devices()
    {
        Ok(EnterAs(_creator));

        Assert.Equal("seat.taken_over", Refused(new SetDevice(_creator, "other", MediaSource.Camera, On: true)));
        Assert.Equal("seat.needed", Refused(new SetDevice(Someone(), "other", MediaSource.Camera, On: true)));
    }

    [Fact]
    public void A_reload_starts_with_everything_off()
    {
        Ok(EnterAs(_creator));
        Ok(new SetDevice(_creator, Device(_creator), MediaSource.Camera, On: true));

        Ok(EnterAs(_creator) with { Call = "another run" });

        Assert.Equal(MediaSources.None, _state.Seats[0].Sources);
    }

    [Fact]
    public void Only_the_owner_closes_the_room_and_everybody_is_out()
    {
        var second = Someone();
        Ok(EnterAs(_creator));
        Ok(EnterAs(second));

        Assert.Equal("mod.host_needed", Refused(new CloseRoom(second)));
        Ok(new CloseRoom(_creator));

        Assert.Empty(_state.Seats);
        Assert.Equal([new RoomClosed()], _events);
    }

    [Fact]
    public void The_first_failure_in_the_order_of_admission_answers()
    {
        var wrong = Error.Forbidden("room.password_wrong", "");
        var elsewhere = new SeatElsewhere(RoomId.New(s_nine), "other room", "device", "label");
        Ok(EnterAs(_creator));
        Ok(EnterAs(Someone()));
        Ok(EnterAs(Someone()));
        var entrant = EnterAs(Someone()) with { PasswordRefusal = wrong, Elsewhere = elsewhere };

        Assert.Equal("room.password_wrong", Refused(entrant));
        Assert.Equal("seat.elsewhere", Refused(entrant with { PasswordRefusal = null }));
        Assert.Equal("room.full", Refused(entrant with { PasswordRefusal = null, Move = true }));
        Ok(new CloseRoom(_creator));
        Assert.Equal("room.closed", Refused(entrant));
    }

    [Fact]
    public void The_version_counts_events()
    {
        var before = _state.Version;

        Ok(EnterAs(_creator));
        Ok(EnterAs(Someone()));
        Ok(new Leave(_creator, Device(_creator)));

        Assert.Equal(before + 1 + 1 + 2, _state.Version);
    }

    private static UserId Someone() => UserId.Of(Guid.CreateVersion7());

    private static string Device(UserId user) => $"device of {user}";

    private static string Connection(UserId user) => $"connection of {user}";

    private RoomFacts Room(int capacity) => new(
        RoomId.New(s_nine), "Room", Channel.University, capacity, "", MicrophonePolicy.Silent, _creator, s_nine, Closed: false);

    private Enter EnterAs(UserId user) => new(
        new Profile(user, "handle", "Name"), SessionId.New(_now), Device(user), "label", Connection(user), "call", SeatId.New(_now), null, null, null, Move: false);

    private MeetingReply Ok(MeetingCommand command)
    {
        _now += TimeSpan.FromMilliseconds(1); // Nobody enters in the same instant.
        Assert.True(Meeting.Handle(_state, command, _now).IsOk(out var turn, out var error), error?.Code);
        (_state, _events) = (turn!.State, turn.Reply.Events);
        return turn.Reply;
    }

    private string Refused(MeetingCommand command)
    {
        Assert.False(Meeting.Handle(_state, command, _now).IsOk(out _, out var error));
        return error!.Code;
    }

    private void After(TimeSpan time)
    {
        _now += time;
        Ok(new Tick());
    }
}
