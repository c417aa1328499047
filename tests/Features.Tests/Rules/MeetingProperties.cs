using CsCheck;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings;
using StudyHub.Meetings.Gestures;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Features.Tests.Rules;

/// <summary>Random lives of a room: whatever people, networks and clocks do, the rules of 5.1, 5.4 and 5.5 hold after every step.</summary>
public sealed class MeetingProperties
{
    private static readonly DateTimeOffset s_nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private enum Act
    {
        Enter,
        EnterFromOtherDevice,
        Move,
        Leave,
        LoseContact,
        SwitchDevice,
        Share,
        StopSource,
        Hand,
        Host,
        EndSession,
        CloseRoom,
        Wait,
    }

    private static readonly Gen<(Act Act, int Person, int Seconds)[]> s_lives = Gen.Select(
        Gen.Frequency(
            (8, Gen.Const(Act.Enter)),
            (2, Gen.Const(Act.EnterFromOtherDevice)),
            (1, Gen.Const(Act.Move)),
            (4, Gen.Const(Act.Leave)),
            (4, Gen.Const(Act.LoseContact)),
            (3, Gen.Const(Act.SwitchDevice)),
            (5, Gen.Const(Act.Share)),
            (2, Gen.Const(Act.StopSource)),
            (5, Gen.Const(Act.Hand)),
            (2, Gen.Const(Act.Host)),
            (1, Gen.Const(Act.EndSession)),
            (6, Gen.Const(Act.Wait))),
        Gen.Int[0, 7],
        Gen.Int[0, 60]).Array[1, 120];

    [Fact]
    public void The_rules_hold_after_every_step() => s_lives.Sample(Live, iter: 4_000, threads: 2, print: steps => string.Join(" ", steps));

    private static void Live((Act Act, int Person, int Seconds)[] steps)
    {
        var people = Enumerable.Range(1, 8).Select(i => UserId.Of(new Guid(i, 0, 0, new byte[8]))).ToArray();
        var room = new RoomFacts(RoomId.New(s_nine), "Room", Channel.High, 6, "", MicrophonePolicy.Open, people[0], s_nine, Closed: false) { CameraRule = CameraRule.FreeSeat };
        var (state, now, contact) = (Meeting.Open(room), s_nine, new Dictionary<UserId, DateTimeOffset>());
        foreach (var (act, person, seconds) in steps)
        {
            if (act == Act.Wait)
            {
                now += TimeSpan.FromSeconds(seconds);
            }

            var command = Command(act, people[person], state, now);
            var before = state;
            if (Meeting.Handle(state, command, now).IsOk(out var turn, out _))
            {
                state = turn.State;
                Check(before, turn.Reply, state, command, now);
            }
        }
    }

    private static MeetingCommand Command(Act act, UserId user, MeetingState state, DateTimeOffset now)
    {
        var enter = new Enter(
            new Profile(user, "h", "n"), SessionId.Of(user.Value), "first", "l", $"{user}/{now.Ticks}", "call", SeatId.New(now), null, null, null, Move: false);
        return act switch
        {
            Act.Enter => enter,
            Act.EnterFromOtherDevice => enter with { Device = "second", Call = "second" },
            Act.Move => enter with { Device = "second", Call = "second", Move = true },
            Act.Leave => new Leave(user, state.SeatOf(user)?.Device ?? "first"),
            Act.LoseContact => new LoseContact(user, state.SeatOf(user)?.Connection ?? "", now),
            Act.SwitchDevice => new SetDevice(user, state.SeatOf(user)?.Device ?? "first", MediaSource.Camera, On: now.Second % 2 == 0),
            Act.Share => now.Second % 3 == 0
                ? new StopShare(user, state.SeatOf(user)?.Device ?? "first")
                : new StartShare(user, state.SeatOf(user)?.Device ?? "first", Sound: now.Second % 2 == 0),
            Act.StopSource => new StopSource(state.Owner, now.Second % 2 == 0 ? null : state.SeatOf(user)?.Id, now.Second % 3 == 0 ? MediaSource.Camera : MediaSource.Screen),
            Act.Hand => new SetHand(user, state.SeatOf(user)?.Device ?? "first", Raised: now.Second % 4 != 0),
            Act.Host when now.Second % 2 == 0 => new CallHand(state.Owner, state.Hands.FirstOrDefault()?.Id ?? SeatId.New(now)),
            Act.Host => new LowerHand(state.Owner, state.SeatOf(user)?.Id ?? SeatId.New(now)),
            Act.EndSession => new Release(user, SessionId.Of(user.Value), DepartureReason.SessionEnded),
            Act.CloseRoom => new CloseRoom(user),
            _ => new Tick(),
        };
    }

    private static void Check(MeetingState before, MeetingReply reply, MeetingState after, MeetingCommand command, DateTimeOffset now)
    {
        // Capacity counts seated, held and the reserved place; one user counts once.
        Assert.True(after.Taken <= after.Capacity);
        Assert.Equal(after.Seats.Count, after.Seats.Select(s => s.UserId).Distinct().Count());

        // Nobody is held longer than 30 s, nobody is seated without a connection.
        Assert.All(after.Seats, s => Assert.True(s.IsHeld ? now - s.HeldSince < Meeting.Hold : s.Connection is not null));

        // MEET-21: who sits there is reminded in time, and not kept five minutes after that.
        Assert.All(after.Seats, s => Assert.True(CameraDuty.Next(s, after.CameraRule) is not { } due || due > now || command is Enter));

        // 5.4: the life and what it stands on.
        Assert.Equal(after.Life == Life.Empty, after.EmptySince is not null);
        Assert.Equal(after.Life == Life.Occupied, after.Seats.Count > 0);
        Assert.False(after.Life == Life.Closed && after.Reservation is not null);
        Assert.False(before.Life == Life.Closed && after.Life != Life.Closed);

        // Entry order stands, a stay is unbroken.
        Assert.Equal(after.Seats.OrderBy(s => s.EnteredAt).Select(s => s.Id), after.Seats.Select(s => s.Id));
        foreach (var seat in after.Seats)
        {
            Assert.True(before.SeatOf(seat.UserId) is not { } old || old.Id != seat.Id || old.EnteredAt == seat.EnteredAt);
        }

        CheckSuccession(before, reply, after, command);

        // The version counts events, and the events tell the difference: a client that plays them agrees.
        Assert.Equal(before.Version + reply.Events.Count, after.Version);
        var played = reply.Events.Aggregate(before.Seats.ToDictionary(s => s.Id, ParticipantView.Of), Play);
        var shares = reply.Events.Aggregate(before.Shares.Select(s => new ShareView(s.Id, s.ShareSound)).ToList(), PlayShares);
        var hands = reply.Events.Aggregate(before.Hands.Select(s => s.Id).ToList(), PlayHands);
        Assert.True(after.Shares.Count() <= Sources.MostShares);
        if (after.Life != Life.Closed)
        {
            Assert.Equal(after.Shares.Select(s => new ShareView(s.Id, s.ShareSound)), shares);
            Assert.Equal(after.Hands.Select(s => s.Id), hands);
            Assert.Equal(after.Seats.Select(ParticipantView.Of).OrderBy(p => p.SeatId.Value), played.Values.OrderBy(p => p.SeatId.Value));
        }
    }

    private static void CheckSuccession(MeetingState before, MeetingReply reply, MeetingState after, MeetingCommand command)
    {
        var told = reply.Events.OfType<OwnerChanged>().LastOrDefault()?.UserId ?? before.Owner;
        Assert.Equal(told, after.Owner);

        // While somebody sits, the owner sits (held counts), unless the creator's place is still kept.
        if (after.Seats.Count > 0)
        {
            Assert.True(after.SeatOf(after.Owner) is not null || after.Reservation?.For == after.Owner);
        }

        if (after.Owner != before.Owner && before.Seats.Count > 0 && after.Seats.Exists(s => before.SeatOf(s.UserId)?.Id == s.Id))
        {
            // The heir: the earliest among those seated, else among those held.
            var heirs = after.Seats.Where(s => before.SeatOf(s.UserId)?.Id == s.Id).ToList();
            var heir = heirs.OrderBy(s => s.IsHeld).ThenBy(s => s.EnteredAt).ThenBy(s => s.Id.Value).First();
            var returning = command is Enter enter ? enter.User.Id : default;
            Assert.True(after.Owner == heir.UserId || heirs.Exists(s => s.UserId == returning));
        }
    }

    private static List<ShareView> PlayShares(List<ShareView> shares, MeetingEvent happened)
    {
        switch (happened)
        {
            case ShareStarted e when shares.FindIndex(s => s.SeatId == e.SeatId) is >= 0 and var at:
                shares[at] = new(e.SeatId, e.Sound);
                break;
            case ShareStarted e:
                shares.Add(new(e.SeatId, e.Sound));
                break;
            case ShareEnded e:
                Assert.Equal(1, shares.RemoveAll(s => s.SeatId == e.SeatId));
                break;
            case SourceStopped { Source: MediaSource.Screen } e:
                Assert.Equal(1, shares.RemoveAll(s => s.SeatId == e.SeatId));
                break;
            case Departed e:
                shares.RemoveAll(s => s.SeatId == e.SeatId);
                break;
        }

        return shares;
    }

    private static List<SeatId> PlayHands(List<SeatId> hands, MeetingEvent happened)
    {
        switch (happened)
        {
            case HandRaised e:
                hands.Add(e.SeatId);
                break;
            case HandCalled e:
                Assert.Equal(hands[0], e.SeatId);
                hands.RemoveAt(0);
                break;
            case HandLowered e:
                Assert.True(hands.Remove(e.SeatId));
                break;
            case Departed e:
                hands.Remove(e.SeatId);
                break;
        }

        return hands;
    }

    private static Dictionary<SeatId, ParticipantView> Play(Dictionary<SeatId, ParticipantView> people, MeetingEvent happened)
    {
        switch (happened)
        {
            case Arrived e:
                people.Add(e.Participant.SeatId, e.Participant);
                break;
            case Departed e:
                Assert.True(people.Remove(e.SeatId), "Somebody departed who was not there, or twice.");
                break;
            case Held e:
                people[e.SeatId] = people[e.SeatId] with { Held = true };
                break;
            case Returned e:
                people[e.SeatId] = people[e.SeatId] with { Held = false };
                break;
            case SourceStopped { Source: MediaSource.Camera } e:
                people[e.SeatId] = people[e.SeatId] with { Camera = false };
                break;
            case DeviceChanged { Source: MediaSource.Camera } e:
                people[e.SeatId] = people[e.SeatId] with { Camera = e.On };
                break;
            case DeviceChanged e:
                people[e.SeatId] = people[e.SeatId] with { Microphone = e.On };
                break;
        }

        return people;
    }
}
