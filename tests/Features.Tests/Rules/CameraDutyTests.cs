using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Rules;

/// <summary>The optional camera rule (MEET-21).</summary>
public sealed class CameraDutyTests
{
    private static readonly TimeSpan s_five = TimeSpan.FromMinutes(5);
    private readonly UserId _host = UserId.Of(Guid.CreateVersion7());
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private RoomFacts _room;
    private MeetingState _state = null!;
    private IReadOnlyList<MeetingEvent> _events = [];

    public CameraDutyTests() => _room = new(RoomId.New(_now), "Room", Channel.University, 10, "", MicrophonePolicy.Silent, _host, _now, Closed: false);

    [Fact]
    public void Without_a_rule_nobody_is_reminded_and_nothing_wakes_the_room()
    {
        Begin(CameraRule.Off);

        Assert.Null(Seat.CameraOffSince);
        Assert.Equal(DateTimeOffset.MaxValue, Meeting.NextChange(_state));
        After(TimeSpan.FromHours(3));

        Assert.Null(Reminder());
    }

    [Fact]
    public void After_five_minutes_comes_the_reminder_and_under_the_mild_rule_nothing_else()
    {
        Begin(CameraRule.Remind);
        Assert.Equal(_now + s_five, Meeting.NextChange(_state));

        After(s_five - TimeSpan.FromSeconds(1));
        Assert.Null(Reminder());
        After(TimeSpan.FromSeconds(1));

        Assert.Equal(new CameraReminder(_room.Id, SecondsLeft: null), Reminder());
        Assert.Empty(_events); // In private.
        Assert.Equal(DateTimeOffset.MaxValue, Meeting.NextChange(_state));
        After(TimeSpan.FromHours(3));
        Assert.Single(_state.Seats);
    }

    [Fact]
    public void Under_the_strict_rule_the_seat_is_freed_five_minutes_after_the_reminder()
    {
        Begin(CameraRule.FreeSeat);

        After(s_five);
        Assert.Equal(new CameraReminder(_room.Id, SecondsLeft: 300), Reminder());
        Assert.Equal(_now + s_five, Meeting.NextChange(_state));
        var seat = Seat;
        After(s_five);

        Assert.Equal([new Departed(seat.Id, _host, DepartureReason.CameraOff)], _events);
        Assert.Empty(_state.Seats);
    }

    [Fact]
    public void A_camera_ends_it_and_switching_it_off_begins_anew()
    {
        Begin(CameraRule.FreeSeat);
        After(s_five);

        Ok(Camera(on: true));
        Assert.Null(Reminder());
        After(TimeSpan.FromHours(1));
        Ok(Camera(on: false));
        Assert.Equal(_now + s_five, Meeting.NextChange(_state));
        After(s_five);

        Assert.Equal(new CameraReminder(_room.Id, SecondsLeft: 300), Reminder());
    }

    [Fact]
    public void A_camera_that_a_host_stops_or_a_reload_switches_off_counts_from_then()
    {
        Begin(CameraRule.FreeSeat);
        Ok(Camera(on: true));
        var ben = UserId.Of(Guid.CreateVersion7());
        Ok(EnterAs(ben));
        Ok(new SetDevice(ben, Device(ben), MediaSource.Camera, On: true));
        After(TimeSpan.FromHours(1));

        Ok(new StopSource(_host, _state.SeatOf(ben)!.Id, MediaSource.Camera));
        Ok(EnterAs(_host) with { Call = "another" });

        Assert.Equal((_now - TimeSpan.FromTicks(1), _now), (_state.SeatOf(ben)!.CameraOffSince, Seat.CameraOffSince));
    }

    [Fact]
    public void Who_is_away_is_reminded_after_the_return_and_never_freed_unreminded()
    {
        Begin(CameraRule.FreeSeat);
        After(s_five - TimeSpan.FromSeconds(10));
        Ok(new LoseContact(_host, Connection(_host), _now));
        After(TimeSpan.FromSeconds(20));
        Assert.Null(Reminder());
        Assert.Equal(Seat.HeldSince + Meeting.Hold, Meeting.NextChange(_state));

        Ok(EnterAs(_host) with { Connection = "newer" });
        Assert.True(Meeting.NextChange(_state) <= _now);
        After(TimeSpan.FromHours(2)); // As if the server had been away.

        Assert.Equal(new CameraReminder(_room.Id, SecondsLeft: 300), Reminder());
    }

    [Fact]
    public void Another_rule_begins_anew_for_everybody()
    {
        Begin(CameraRule.Remind);
        After(s_five);
        After(TimeSpan.FromHours(1));

        Ok(new Refresh(_room with { CameraRule = CameraRule.FreeSeat }));
        Assert.Null(Reminder());
        Assert.Equal(_now + s_five, Meeting.NextChange(_state));
        Ok(new Refresh(_room with { CameraRule = CameraRule.FreeSeat, Notice = "books only" }));
        Assert.Equal(s_five - TimeSpan.FromTicks(1), Meeting.NextChange(_state) - _now);
        Ok(new Refresh(_room with { CameraRule = CameraRule.Off }));

        Assert.Equal(DateTimeOffset.MaxValue, Meeting.NextChange(_state));
    }

    private Seat Seat => _state.SeatOf(_host)!;

    private static string Device(UserId user) => $"device of {user}";

    private static string Connection(UserId user) => $"connection of {user}";

    private void Begin(CameraRule rule)
    {
        _room = _room with { CameraRule = rule };
        _state = Meeting.Open(_room);
        Ok(EnterAs(_host));
    }

    private CameraReminder? Reminder() => CameraReminder.For(_state, Seat, _now);

    private SetDevice Camera(bool on) => new(_host, Device(_host), MediaSource.Camera, on);

    private Enter EnterAs(UserId user) => new(
        new Profile(user, "handle", "Name"), SessionId.New(_now), Device(user), "label", Connection(user), "call", SeatId.New(_now), null, null, null, Move: false);

    private void Ok(MeetingCommand command, TimeSpan? later = null)
    {
        _now += later ?? TimeSpan.FromTicks(1);
        Assert.True(Meeting.Handle(_state, command, _now).IsOk(out var turn, out var error), error?.Code);
        (_state, _events) = (turn!.State, turn.Reply.Events);
    }

    private void After(TimeSpan time) => Ok(new Tick(), time);
}
