using StudyHub.Kernel;

namespace StudyHub.Meetings;

/// <summary>Who may take a seat: every check in the order of ROOM-6, the first failure answers. Ownership, membership and locks come in here as they come to be.</summary>
internal static class Admission
{
    /// <summary>For somebody who has no seat here yet. Existence was answered before there was a meeting to ask.</summary>
    public static Error? Check(MeetingState meeting, Enter entrant)
    {
        if (meeting.Life == Life.Closed)
        {
            return MeetingErrors.RoomClosed;
        }

        if (entrant.PasswordRefusal is { } refusal && meeting.Owner != entrant.User.Id)
        {
            return refusal;
        }

        if (entrant.Elsewhere is { } elsewhere && !entrant.Move)
        {
            return MeetingErrors.Elsewhere(elsewhere);
        }

        // The creator's reserved place counts against everyone but the creator.
        var takenByOthers = meeting.Reservation?.For == entrant.User.Id ? meeting.Taken - 1 : meeting.Taken;
        return takenByOthers >= meeting.Capacity ? MeetingErrors.RoomFull : null;
    }
}
