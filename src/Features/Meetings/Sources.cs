using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>Who sends what in a meeting: own devices (MEET-8), shared screens (SHARE-1 to SHARE-7), and what a host ends (MEET-9). Pure, like <see cref="Meeting"/>.</summary>
internal static class Sources
{
    /// <summary>Shares at once in one room (SHARE-4).</summary>
    public const int MostShares = 4;

    public static Result<Turn<MeetingState, MeetingReply>> OnSetDevice(MeetingDraft draft, SetDevice command)
    {
        if (command.Source is not (MediaSource.Microphone or MediaSource.Camera))
        {
            return MeetingErrors.SourceInvalid;
        }

        if (!draft.SeatFor(command.User, command.Device).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        if (command is { On: true, Source: MediaSource.Microphone } && draft.State.MicrophonePolicy == MicrophonePolicy.Silent)
        {
            return MeetingErrors.MicrophoneNotAllowed;
        }

        return draft.Done(draft.Switch(command.On ? draft.Forgive(seat, command.Source) : seat, command.Source, command.On));
    }

    public static Result<Turn<MeetingState, MeetingReply>> OnStartShare(MeetingDraft draft, StartShare command)
    {
        if (!draft.SeatFor(command.User, command.Device).IsOk(out var seat, out var refusal))
        {
            return refusal;
        }

        if (!seat.Shares)
        {
            if (draft.State.SharePolicy == SharePolicy.Hosts && !draft.State.IsHost(command.User))
            {
                return MeetingErrors.ShareNotAllowed;
            }

            if (draft.State.Shares.Count() >= MostShares)
            {
                return MeetingErrors.ShareLimitReached;
            }
        }

        var sound = command.Sound && draft.State.MicrophonePolicy != MicrophonePolicy.Silent;
        return draft.Done(draft.Share(draft.Forgive(seat, MediaSource.Screen), sound));
    }

    public static Result<Turn<MeetingState, MeetingReply>> OnStopShare(MeetingDraft draft, StopShare command) =>
        draft.SeatFor(command.User, command.Device).IsOk(out var seat, out var refusal) ? draft.Done(draft.Unshare(seat)) : refusal;

    /// <summary>Shares that run already go on: a host ends them one by one, if they are to end.</summary>
    public static Result<Turn<MeetingState, MeetingReply>> OnSetSharePolicy(MeetingDraft draft, SetSharePolicy command)
    {
        if (!draft.State.IsSeatedHost(command.User))
        {
            return MeetingErrors.HostNeeded;
        }

        var before = draft.State;
        draft.LetShare(command.Policy);
        if (draft.State != before)
        {
            draft.Record(new(command.User, HostActs.SharingChanged));
        }

        return draft.Done();
    }

    public static Result<Turn<MeetingState, MeetingReply>> OnStopSource(MeetingDraft draft, StopSource command)
    {
        if (command.Source is MediaSource.ScreenSound)
        {
            return MeetingErrors.SourceInvalid; // It goes with its screen.
        }

        if (!draft.State.IsSeatedHost(command.User))
        {
            return MeetingErrors.HostNeeded;
        }

        if (command.Target is { } target)
        {
            if (draft.State.Seats.Find(s => s.Id == target) is not { } seat)
            {
                return MeetingErrors.TargetNotPresent;
            }

            if (seat.UserId == command.User)
            {
                return MeetingErrors.SelfTarget;
            }

            Stop(draft, command, seat);
            return draft.Done();
        }

        foreach (var seat in draft.State.Seats.Where(s => s.UserId != command.User))
        {
            Stop(draft, command, seat);
        }

        return draft.Done();
    }

    private static void Stop(MeetingDraft draft, StopSource command, Seat seat)
    {
        var before = draft.State;
        draft.Stop(seat, command.Source);
        if (draft.State != before)
        {
            draft.Record(new(command.User, HostActs.SourceStopped, seat.UserId));
        }
    }
}
