using StudyHub.Kernel;

namespace StudyHub.Meetings;

/// <summary>Everything a meeting can refuse. Codes are API: never rename, only add.</summary>
internal static class MeetingErrors
{
    public static readonly Error RoomNotFound = Error.NotFound("room.not_found", "There is no such room.");

    /// <summary>To who is no member a group's room does not exist.</summary>
    public static readonly Error RoomHidden = RoomNotFound with { IsHidden = true };

    public static readonly Error RoomClosed = Error.Gone("room.closed", "This room has closed.");
    public static readonly Error RoomFull = Error.Conflict("room.full", "Every place in this room is taken.");
    public static readonly Error SeatNeeded = Error.Forbidden("seat.needed", "Only who sits in the room may do this.");
    public static readonly Error SeatTakenOver = Error.Conflict("seat.taken_over", "This seat is used on another device now.");
    public static readonly Error HostNeeded = Error.Forbidden("mod.host_needed", "Only the room's host may do this.");
    public static readonly Error SelfTarget = Error.Invalid("mod.self_target", "Nobody does this to oneself.");
    public static readonly Error TargetNotPresent = Error.Conflict("mod.target_not_present", "Nobody sits in this seat.");
    public static readonly Error ShareNotAllowed = Error.Forbidden("share.not_allowed", "In this room only hosts share their screen.");
    public static readonly Error ShareLimitReached = Error.Conflict("share.limit_reached", "Four screens are shared already.");
    public static readonly Error MicrophoneNotAllowed = Error.Forbidden("media.mic_not_allowed", "This room is silent.");
    public static readonly Error SourceInvalid = Error.Invalid("media.source_invalid", "This source is not switched this way.");
    public static readonly Error HandNotNext = Error.Conflict("hand.not_next", "This hand is not the next one.");
    public static readonly Error ReactionUnknown = Error.Invalid("meeting.reaction_unknown", "There is no such reaction.");

    /// <summary>Never an answer: why a seat has ended.</summary>
    public static readonly Error CameraNeeded = Error.Forbidden("room.camera_needed", "This room asks for a camera; the seat was freed.");

    public static readonly Error CallInvalid = Error.Invalid("meeting.call_invalid", "A call key has 16 to 64 characters of A-Z, a-z, 0-9, _ and -.");

    public static Error TooManyProbes(TimeSpan wait) => Error.TooMany("rate.limited", "Too many media probes.", wait);

    public static Error TooManyReactions(TimeSpan wait) => Error.TooMany("rate.limited", "Ten reactions in ten seconds are enough.", wait);

    public static Error Elsewhere(SeatElsewhere seat) =>
        Error.Conflict("seat.elsewhere", "You already sit in a room, on another device or in another tab.") with
        {
            Details = new Dictionary<string, string>
            {
                ["roomId"] = seat.RoomId.ToString(),
                ["roomTitle"] = seat.RoomTitle,
                ["deviceLabel"] = seat.DeviceLabel,
            },
        };
}
