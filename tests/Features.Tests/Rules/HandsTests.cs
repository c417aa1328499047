using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Meetings;
using StudyHub.Meetings.Gestures;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Rules;

/// <summary>Raised hands (MEET-14).</summary>
public sealed class HandsTests
{
    private readonly UserId _host = Someone();
    private readonly UserId _ben = Someone();
    private readonly UserId _cho = Someone();
    private DateTimeOffset _now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private MeetingState _state;
    private MeetingReply _reply = null!;

    public HandsTests()
    {
        _state = Meeting.Open(new(RoomId.New(_now), "Room", Channel.University, 10, "", MicrophonePolicy.Silent, _host, _now, Closed: false));
        foreach (var user in (UserId[])[_host, _ben, _cho])
        {
            Ok(EnterAs(user));
        }
    }

    [Fact]
    public void Hands_stand_in_the_order_in_which_the_server_saw_them()
    {
        Ok(Hand(_cho));
        Ok(Hand(_ben));
        Ok(Hand(_host));

        Assert.Equal([_cho, _ben, _host], _state.Hands.Select(s => s.UserId));
        Assert.Equal([new HandRaised(SeatOf(_host).Id)], _reply.Events);
        Assert.Equal([SeatOf(_cho).Id, SeatOf(_ben).Id, SeatOf(_host).Id], MeetingSnapshot.Of(_state).Hands);
    }

    [Fact]
    public void Raising_a_raised_hand_keeps_its_place_and_lowering_a_lowered_one_is_no_news()
    {
        Ok(Hand(_ben));
        Ok(Hand(_cho));

        Ok(Hand(_ben));
        Assert.Empty(_reply.Events);
        Ok(Hand(_host, raised: false));

        Assert.Empty(_reply.Events);
        Assert.Equal([_ben, _cho], _state.Hands.Select(s => s.UserId));
    }

    [Fact]
    public void Who_lowers_the_hand_and_raises_it_again_is_last()
    {
        Ok(Hand(_ben));
        Ok(Hand(_cho));

        Ok(Hand(_ben, raised: false));
        Assert.Equal([new HandLowered(SeatOf(_ben).Id, ByHost: false)], _reply.Events);
        Ok(Hand(_ben));

        Assert.Equal([_cho, _ben], _state.Hands.Select(s => s.UserId));
        Assert.Empty(_reply.Acts);
    }

    [Fact]
    public void A_held_seat_and_one_that_moves_keep_their_place_and_a_departure_gives_it_up()
    {
        Ok(Hand(_ben));
        Ok(Hand(_cho));

        Ok(new LoseContact(_ben, Connection(_ben), _now));
        Assert.Equal([_ben, _cho], _state.Hands.Select(s => s.UserId));
        Ok(EnterAs(_ben) with { Device = "phone", Call = "another", Connection = "newer", Move = true });
        Assert.Equal([_ben, _cho], _state.Hands.Select(s => s.UserId));
        Ok(new Leave(_ben, "phone"));

        Assert.Equal([_cho], _state.Hands.Select(s => s.UserId));
    }

    [Fact]
    public void A_host_calls_the_next_and_only_the_next()
    {
        Ok(Hand(_ben));
        Ok(Hand(_cho));
        var (ben, cho) = (SeatOf(_ben).Id, SeatOf(_cho).Id);

        Assert.Equal("hand.not_next", Refused(new CallHand(_host, cho)));
        Ok(new CallHand(_host, ben));
        Assert.Equal([new HandCalled(ben)], _reply.Events);

        Assert.Equal("hand.not_next", Refused(new CallHand(_host, ben)));
        Assert.Equal([_cho], _state.Hands.Select(s => s.UserId));
    }

    [Fact]
    public void A_host_lowers_any_hand_and_the_log_says_so()
    {
        Ok(Hand(_ben));
        Ok(Hand(_cho));
        Ok(Hand(_host));

        Ok(new LowerHand(_host, SeatOf(_cho).Id));
        Assert.Equal([new HandLowered(SeatOf(_cho).Id, ByHost: true)], _reply.Events);
        Assert.Equal([new HostAct(_host, HostActs.HandLowered, _cho)], _reply.Acts);
        Ok(new LowerHand(_host, SeatOf(_host).Id));

        Assert.Equal([new HandLowered(SeatOf(_host).Id, ByHost: false)], _reply.Events);
        Assert.Empty(_reply.Acts);
        Ok(new LowerHand(_host, SeatOf(_cho).Id));
        Assert.Empty(_reply.Acts);
    }

    [Fact]
    public void Only_hosts_call_and_lower_and_only_the_device_in_the_seat_raises()
    {
        Ok(Hand(_ben));
        var ben = SeatOf(_ben).Id;

        Assert.Equal("mod.host_needed", Refused(new CallHand(_cho, ben)));
        Assert.Equal("mod.host_needed", Refused(new LowerHand(_cho, ben)));
        Assert.Equal("mod.host_needed", Refused(new LowerHand(_ben, ben)));
        Assert.Equal("mod.target_not_present", Refused(new CallHand(_host, SeatId.New(_now))));
        Assert.Equal("mod.target_not_present", Refused(new LowerHand(_host, SeatId.New(_now))));
        Assert.Equal("seat.taken_over", Refused(new SetHand(_cho, "other", Raised: true)));
        Assert.Equal("seat.needed", Refused(new SetHand(Someone(), "other", Raised: true)));
    }

    private static UserId Someone() => UserId.Of(Guid.CreateVersion7());

    private static string Device(UserId user) => $"device of {user}";

    private static string Connection(UserId user) => $"connection of {user}";

    private static SetHand Hand(UserId user, bool raised = true) => new(user, Device(user), raised);

    private Seat SeatOf(UserId user) => _state.SeatOf(user)!;

    private Enter EnterAs(UserId user) => new(
        new Profile(user, "handle", "Name"), SessionId.New(_now), Device(user), "label", Connection(user), "call", SeatId.New(_now), null, null, null, Move: false);

    private void Ok(MeetingCommand command)
    {
        _now += TimeSpan.FromMilliseconds(1);
        Assert.True(Meeting.Handle(_state, command, _now).IsOk(out var turn, out var error), error?.Code);
        (_state, _reply) = (turn!.State, turn.Reply);
    }

    private string Refused(MeetingCommand command)
    {
        Assert.False(Meeting.Handle(_state, command, _now).IsOk(out _, out var error));
        return error!.Code;
    }
}
