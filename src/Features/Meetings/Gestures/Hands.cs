using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Hosting;

namespace StudyHub.Meetings.Gestures;

using Decision = Result<Turn<MeetingState, MeetingReply>>;

/// <summary>Raised hands: one queue in the server's order, in which a held seat keeps its place (MEET-14). Pure, like <see cref="Meeting"/>.</summary>
internal static class Hands
{
    public static Decision OnSet(MeetingDraft draft, SetHand command)
    {
        if (!draft.SeatFor(command.User, command.Device).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        if (seat.HandRaised != command.Raised)
        {
            draft.Change(
                seat with { HandOrder = command.Raised ? draft.NextVersion : null },
                command.Raised ? new HandRaised(seat.Id) : new HandLowered(seat.Id, ByHost: false));
        }

        return draft.Done();
    }

    public static Decision OnLower(MeetingDraft draft, LowerHand command)
    {
        if (!Find(draft.State, command.User, command.Target).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        if (seat.HandRaised)
        {
            draft.Change(seat with { HandOrder = null }, new HandLowered(seat.Id, ByHost: seat.UserId != command.User));
            if (seat.UserId != command.User)
            {
                draft.Record(new(command.User, HostActs.HandLowered, seat.UserId));
            }
        }

        return draft.Done();
    }

    /// <summary>Names the hand it means: of two hosts who call the next at once, the second does not pass over anybody.</summary>
    public static Decision OnCall(MeetingDraft draft, CallHand command)
    {
        if (!Find(draft.State, command.User, command.Target).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        if (draft.State.Hands.FirstOrDefault() != seat)
        {
            return MeetingErrors.HandNotNext;
        }

        draft.Change(seat with { HandOrder = null }, new HandCalled(seat.Id));
        return draft.Done();
    }

    private static Result<Seat> Find(MeetingState state, UserId host, SeatId target) =>
        !state.IsSeatedHost(host) ? MeetingErrors.HostNeeded
        : state.Seats.Find(s => s.Id == target) is { } seat ? seat
        : MeetingErrors.TargetNotPresent;
}

internal sealed record SetHand(UserId User, string Device, bool Raised) : MeetingCommand;

/// <summary>A host lowers somebody's hand.</summary>
internal sealed record LowerHand(UserId User, SeatId Target) : MeetingCommand;

/// <summary>A host gives the floor to the first in the queue.</summary>
internal sealed record CallHand(UserId User, SeatId Target) : MeetingCommand;

internal sealed record HandRaised(SeatId SeatId) : MeetingEvent;

internal sealed record HandLowered(SeatId SeatId, bool ByHost) : MeetingEvent;

/// <summary>This seat has the floor, and its hand is down again.</summary>
internal sealed record HandCalled(SeatId SeatId) : MeetingEvent;
