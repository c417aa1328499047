using StudyHub.Kernel;

namespace StudyHub.Meetings;

/// <summary>Everything a meeting can refuse. Codes are API: never rename, only add.</summary>
internal static class MeetingErrors
{
    public static readonly Error RoomNotFound = Error.NotFound("room.not_found", "There is no such room.");
    public static readonly Error RoomClosed = Error.Gone("room.closed", "This room has closed.");
    public static readonly Error RoomFull = Error.Conflict("room.full", "Every place in this room is taken.");
    public static readonly Error SeatNeeded = Error.Forbidden("seat.needed", "Only who sits in the room may do this.");
    public static readonly Error SeatTakenOver = Error.Conflict("seat.taken_over", "This seat is used on another device now.");
    public static readonly Error OwnerNeeded = Error.Forbidden("mod.host_needed", "Only the room's owner may do this.");
    public static readonly Error MicrophoneNotAllowed = Error.Forbidden("media.mic_not_allowed", "This room is silent.");
    public static readonly Error SourceInvalid = Error.Invalid("media.source_invalid", "A source is microphone or camera.");
    public static readonly Error CallInvalid = Error.Invalid("meeting.call_invalid", "A call key has 16 to 64 characters of A-Z, a-z, 0-9, _ and -.");

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
