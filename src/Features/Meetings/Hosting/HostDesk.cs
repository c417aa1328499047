using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

using Decision = Result<Turn<MeetingState, MeetingReply>>;

/// <summary>Decides what hosts ask for: locks, waiting people, warnings, kicks, delegation (MEET-16 to MEET-20). Pure, like <see cref="Meeting"/>.</summary>
internal static class HostDesk
{
    private const int LastWarning = 3;

    public static Decision Handle(MeetingDraft draft, MeetingCommand command, DateTimeOffset now) => command switch
    {
        LockRoom locking => OnLock(draft, locking),
        Admit admit => OnAdmit(draft, admit, now),
        StopWaiting stop => OnStopWaiting(draft, stop),
        Warn warn => OnWarn(draft, warn, now),
        Kick kick => OnKick(draft, kick, now),
        LiftBan lift => OnLiftBan(draft, lift),
        Delegate handOver => OnDelegate(draft, handOver),
        AskEdit ask => OnAskEdit(draft, ask),
        Forget forget => OnForget(draft, forget),
        Refresh refresh => OnRefresh(draft, refresh.Room, now),
        _ => throw new NotSupportedException(command.GetType().Name),
    };

    /// <summary>What time alone has decided about those who wait; what was told in an earlier turn is forgotten.</summary>
    public static void Settle(MeetingDraft draft, DateTimeOffset now)
    {
        if (!draft.State.Hosting.Dismissed.IsEmpty)
        {
            draft.Host(draft.State.Hosting with { Dismissed = [] });
        }

        foreach (var waiter in draft.State.Hosting.Waiting.Where(w => w.Ends <= now).ToList())
        {
            Dismiss(draft, waiter, HostErrors.WaitOver.Code);
        }
    }

    /// <summary>Takes a place in line, or keeps it with a new connection.</summary>
    public static void Wait(MeetingDraft draft, Enter entrant, DateTimeOffset now)
    {
        var hosting = draft.State.Hosting;
        var known = hosting.WaiterOf(entrant.User.Id);
        var waiter = new Waiter(
            entrant.User.Id, entrant.User.Handle, entrant.User.DisplayName, entrant.Device, entrant.Connection, known?.Since ?? now);
        draft.Host(hosting with { Waiting = known is null ? hosting.Waiting.Add(waiter) : hosting.Waiting.Replace(known, waiter) });
    }

    /// <summary>A connection has closed or fallen silent: who waits on it may come back for a while.</summary>
    public static void LoseContact(MeetingDraft draft, LoseContact lost)
    {
        if (draft.State.Hosting.WaiterOf(lost.User) is { } waiter && waiter.Connection == lost.Connection)
        {
            draft.Host(draft.State.Hosting with { Waiting = draft.State.Hosting.Waiting.Replace(waiter, waiter with { LostAt = lost.LastContact }) });
        }
    }

    /// <summary>The last one inside has gone: nobody else could open to who waits first, and the room is theirs then (5.5).</summary>
    public static void LetFirstIn(MeetingDraft draft, DateTimeOffset now)
    {
        if (draft.State.Hosting.Waiting.Find(w => w.LostAt is null) is { } first)
        {
            LetIn(draft, first, now);
        }
    }

    /// <summary>Nobody waits at the door of a closed room.</summary>
    public static void DismissAll(MeetingDraft draft, string code)
    {
        foreach (var waiter in draft.State.Hosting.Waiting)
        {
            Dismiss(draft, waiter, code);
        }
    }

    /// <summary>Who has been seated waits no longer.</summary>
    public static void Seated(MeetingDraft draft, UserId user)
    {
        if (draft.State.Hosting.WaiterOf(user) is { } waiter)
        {
            draft.Host(draft.State.Hosting with { Waiting = draft.State.Hosting.Waiting.Remove(waiter) });
        }
    }

    private static Decision OnLock(MeetingDraft draft, LockRoom command)
    {
        if (!draft.State.IsHost(command.User))
        {
            return HostErrors.HostNeeded;
        }

        if (draft.State.Hosting.Locked != command.Locked)
        {
            draft.Host(draft.State.Hosting with { Locked = command.Locked });
            draft.Tell(new LockChanged(command.Locked));
            draft.Record(new(command.User, command.Locked ? HostActs.Locked : HostActs.Unlocked));
        }

        return draft.Done();
    }

    private static Decision OnAdmit(MeetingDraft draft, Admit command, DateTimeOffset now)
    {
        if (!draft.State.IsHost(command.User))
        {
            return HostErrors.HostNeeded;
        }

        if (draft.State.Hosting.WaiterOf(command.Target) is not { } waiter)
        {
            return HostErrors.NotWaiting;
        }

        if (!waiter.IsAdmitted || !command.Accept)
        {
            draft.Record(new(command.User, command.Accept ? HostActs.Admitted : HostActs.Refused, command.Target));
        }

        if (!command.Accept)
        {
            Dismiss(draft, waiter, HostErrors.EntryRefused.Code);
        }
        else
        {
            LetIn(draft, waiter, now);
        }

        return draft.Done();
    }

    private static Decision OnStopWaiting(MeetingDraft draft, StopWaiting command)
    {
        if (draft.State.Hosting.WaiterOf(command.User) is { } waiter && waiter.Device == command.Device)
        {
            draft.Host(draft.State.Hosting with { Waiting = draft.State.Hosting.Waiting.Remove(waiter) });
        }

        return draft.Done();
    }

    private static Decision OnWarn(MeetingDraft draft, Warn command, DateTimeOffset now)
    {
        if (Refuse(draft.State, command.User, command.Target) is { } refusal)
        {
            return refusal;
        }

        var reason = TextRules.Clean(command.Reason);
        if (TextRules.Length(reason) is < 1 or > 200)
        {
            return HostErrors.ReasonInvalid;
        }

        var hosting = draft.State.Hosting;
        var number = 1 + hosting.Warnings.Count(w => w.UserId == command.Target);
        draft.Host(hosting with { Warnings = hosting.Warnings.Add(new(command.WarningId, command.Target, command.User, reason, number, now)) });
        draft.Record(new(command.User, HostActs.Warned, command.Target, reason));
        if (number >= LastWarning)
        {
            draft.Record(new(command.User, HostActs.Banned, command.Target, reason));
            Ban(draft, command.User, command.Target, reason, now);
        }

        return draft.Done();
    }

    private static Decision OnKick(MeetingDraft draft, Kick command, DateTimeOffset now)
    {
        if (Refuse(draft.State, command.User, command.Target) is { } refusal)
        {
            return refusal;
        }

        var reason = TextRules.Clean(command.Reason);
        if (TextRules.Length(reason) > 200)
        {
            return HostErrors.ReasonInvalid;
        }

        draft.Record(new(command.User, HostActs.Kicked, command.Target, reason.Length == 0 ? null : reason));
        Ban(draft, command.User, command.Target, reason, now);
        return draft.Done();
    }

    private static void Ban(MeetingDraft draft, UserId by, UserId target, string reason, DateTimeOffset now)
    {
        var hosting = draft.State.Hosting;
        if (!hosting.Bans.ContainsKey(target))
        {
            draft.Host(hosting with { Bans = hosting.Bans.Add(target, new(target, by, reason, now)) });
        }

        if (draft.State.Hosting.WaiterOf(target) is { } waiter)
        {
            Dismiss(draft, waiter, HostErrors.Banned.Code);
        }

        if (draft.State.SeatOf(target) is { } seat)
        {
            draft.Free(seat, DepartureReason.Kicked);
        }
    }

    private static Decision OnLiftBan(MeetingDraft draft, LiftBan command)
    {
        if (draft.State.Owner != command.User)
        {
            return HostErrors.HostNeeded;
        }

        var hosting = draft.State.Hosting;
        if (!hosting.Bans.ContainsKey(command.Target))
        {
            return HostErrors.NotBanned;
        }

        draft.Host(hosting with { Bans = hosting.Bans.Remove(command.Target), Warnings = hosting.Warnings.RemoveAll(w => w.UserId == command.Target) });
        draft.Record(new(command.User, HostActs.BanLifted, command.Target));
        return draft.Done();
    }

    private static Decision OnDelegate(MeetingDraft draft, Delegate command)
    {
        if (draft.State.Hosting.Kind == RoomKind.Group)
        {
            return HostErrors.GroupDecides;
        }

        if (draft.State.Owner != command.User)
        {
            return HostErrors.HostNeeded;
        }

        if (command.Target == command.User)
        {
            return HostErrors.SelfTarget;
        }

        if (draft.State.SeatOf(command.Target) is not { IsHeld: false })
        {
            return HostErrors.TargetNotPresent;
        }

        draft.Own(command.Target);
        draft.Record(new(command.User, HostActs.HandedOver, command.Target));
        return draft.Done();
    }

    private static Decision OnAskEdit(MeetingDraft draft, AskEdit command)
    {
        if (draft.State.Life == Life.Closed)
        {
            return MeetingErrors.RoomClosed;
        }

        if (draft.State.Owner != command.User || draft.State.Hosting.Kind == RoomKind.Group)
        {
            return HostErrors.HostNeeded;
        }

        if (command.Capacity < draft.State.Taken)
        {
            return HostErrors.CapacityBelowPresent;
        }

        // Fewer places count at once, more when they are stored.
        draft.Limit(Math.Min(command.Capacity ?? draft.State.Capacity, draft.State.Capacity));
        return draft.Done();
    }

    private static Decision OnRefresh(MeetingDraft draft, RoomFacts room, DateTimeOffset now)
    {
        draft.Refresh(room);
        foreach (var waiter in room.Lobby ? [] : draft.State.Hosting.Waiting)
        {
            LetIn(draft, waiter, now); // There is no lobby any more.
        }

        if (room.MicrophonePolicy == MicrophonePolicy.Silent)
        {
            foreach (var seat in draft.State.Seats)
            {
                draft.Switch(seat, Media.MediaSource.Microphone, on: false);
            }
        }

        draft.Tell(new RoomRefreshed(room.Title, room.Channel, room.Notice, room.Capacity, room.MicrophonePolicy, room.CameraRule, room.Lobby, [.. room.Managers]));
        return draft.Done();
    }

    private static Decision OnForget(MeetingDraft draft, Forget command)
    {
        if (draft.State.SeatOf(command.User) is { } seat)
        {
            draft.Free(seat, DepartureReason.SessionEnded);
        }

        var hosting = draft.State.Hosting;
        draft.Host(hosting with
        {
            Bans = hosting.Bans.Remove(command.User),
            Warnings = hosting.Warnings.RemoveAll(w => w.UserId == command.User),
            Waiting = hosting.Waiting.RemoveAll(w => w.UserId == command.User),
        });
        return draft.Done();
    }

    /// <summary>MEET-18, for an open room: its owner is its only host.</summary>
    private static Error? Refuse(MeetingState state, UserId host, UserId target) =>
        state.Hosting.Kind == RoomKind.Group ? HostErrors.GroupDecides
        : !state.IsHost(host) ? HostErrors.HostNeeded
        : target == host ? HostErrors.SelfTarget
        : target == state.Owner ? HostErrors.TargetIsOwner
        : null;

    private static void LetIn(MeetingDraft draft, Waiter waiter, DateTimeOffset now)
    {
        if (!waiter.IsAdmitted)
        {
            var admitted = waiter with { AdmittedAt = now };
            draft.Host(draft.State.Hosting with
            {
                Waiting = draft.State.Hosting.Waiting.Replace(waiter, admitted),
                Dismissed = draft.State.Hosting.Dismissed.Add(new(admitted, WaitEnded.AdmittedCode)),
            });
        }
    }

    private static void Dismiss(MeetingDraft draft, Waiter waiter, string code)
    {
        var hosting = draft.State.Hosting;
        draft.Host(hosting with { Waiting = hosting.Waiting.Remove(waiter), Dismissed = hosting.Dismissed.Add(new(waiter, code)) });
    }
}
