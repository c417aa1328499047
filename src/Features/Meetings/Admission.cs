using StudyHub.Kernel;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>Who may take a seat: every check in the order of ROOM-6, the first failure answers.</summary>
internal static class Admission
{
    /// <summary>For somebody who has no seat here yet. Existence was answered before there was a meeting to ask.</summary>
    public static Error? Check(MeetingState meeting, Enter entrant)
    {
        if (meeting.Life == Life.Closed)
        {
            return MeetingErrors.RoomClosed;
        }

        var user = entrant.User.Id;
        if (meeting.Hosting.Bans.ContainsKey(user))
        {
            return HostErrors.Banned;
        }

        if (entrant.MembershipRefusal is { } stranger)
        {
            return stranger;
        }

        var host = meeting.IsHost(user);
        if (meeting.Hosting.Locked && !host)
        {
            return HostErrors.RoomLocked;
        }

        if (entrant.PasswordRefusal is { } refusal && !host)
        {
            return refusal;
        }

        if (entrant.Elsewhere is { } elsewhere && !entrant.Move)
        {
            return MeetingErrors.Elsewhere(elsewhere);
        }

        if (meeting.Hosting.Kind == RoomKind.Group)
        {
            return null; // As many places as members: the group has counted already (GRP-13).
        }

        // The creator's reserved place counts against everyone but the creator.
        var takenByOthers = meeting.Reservation?.For == user ? meeting.Taken - 1 : meeting.Taken;
        return takenByOthers >= meeting.Capacity ? MeetingErrors.RoomFull : null;
    }

    /// <summary>
    /// The lobby, last of all (MEET-20). Into a room that stands empty the first comes freely, for it is theirs then (5.5):
    /// nobody else could open.
    /// </summary>
    public static bool MustWait(MeetingState meeting, Enter entrant) =>
        meeting.Hosting.Lobby
        && meeting.Life != Life.Empty
        && !meeting.IsHost(entrant.User.Id)
        && meeting.Hosting.WaiterOf(entrant.User.Id) is not { IsAdmitted: true };
}
