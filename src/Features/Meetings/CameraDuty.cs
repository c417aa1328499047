using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>The optional camera rule of a room (MEET-21), kept by seat time alone: no picture is looked at. Pure, like <see cref="Meeting"/>.</summary>
internal static class CameraDuty
{
    /// <summary>Without a camera until the reminder, and from the reminder until the seat is freed.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The seat after a change of its camera: from when on it is without one.</summary>
    public static Seat Follow(Seat seat, CameraRule rule, DateTimeOffset now) => seat.Camera || rule == CameraRule.Off
        ? seat with { CameraOffSince = null, CameraRemindedAt = null }
        : seat with { CameraOffSince = seat.CameraOffSince ?? now };

    /// <summary>When this seat is reminded, or freed; who is away cannot be reminded.</summary>
    public static DateTimeOffset? Next(Seat seat, CameraRule rule) =>
        seat.IsHeld ? null
        : seat.CameraRemindedAt is not { } reminded ? seat.CameraOffSince + Patience
        : rule == CameraRule.FreeSeat ? reminded + Patience
        : null;

    /// <summary>What time alone has decided. Nobody loses a seat unreminded, however long the server was away.</summary>
    public static void Settle(MeetingDraft draft)
    {
        foreach (var seat in draft.State.Seats.Where(s => Next(s, draft.State.CameraRule) <= draft.Now).ToList())
        {
            if (seat.CameraRemindedAt is null)
            {
                draft.Put(seat with { CameraRemindedAt = draft.Now });
            }
            else
            {
                draft.Free(seat, DepartureReason.CameraOff);
            }
        }
    }

    /// <summary>Under another rule everybody's time begins anew.</summary>
    public static void Take(MeetingDraft draft, CameraRule rule)
    {
        if (draft.State.CameraRule != rule)
        {
            draft.Rule(rule);
            foreach (var seat in draft.State.Seats)
            {
                draft.Put(Follow(seat with { CameraOffSince = null, CameraRemindedAt = null }, rule, draft.Now));
            }
        }
    }
}

/// <summary>Reminds one device, and nobody else, that this room asks for a camera.</summary>
/// <param name="SecondsLeft">Until the seat is freed; null where it is not.</param>
internal sealed record CameraReminder(RoomId RoomId, int? SecondsLeft) : ILiveEvent
{
    public static string Type => "meeting.camera_reminder";

    /// <summary>Null while the seat is not to be reminded.</summary>
    public static CameraReminder? For(MeetingState state, Seat seat, DateTimeOffset now) => seat.CameraRemindedAt is null
        ? null
        : new(state.RoomId, CameraDuty.Next(seat, state.CameraRule) is { } end ? Math.Max(0, (int)Math.Ceiling((end - now).TotalSeconds)) : null);
}
