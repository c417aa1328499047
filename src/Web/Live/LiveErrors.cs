using StudyHub.Kernel;

namespace StudyHub.Web.Live;

/// <summary>What the live connection itself refuses.</summary>
public static class LiveErrors
{
    public static readonly Error UnknownCommand = Error.NotFound("live.unknown_command", "There is no such command.");
    public static readonly Error BadBody = Error.Malformed("live.bad_body", "The command does not understand this body.");
    public static readonly Error BadFrame = Error.Malformed("live.bad_frame", "A command is an object with id, name and body.");
    public static readonly Error WebSocketNeeded = Error.Malformed("live.websocket_needed", "The live connection is a WebSocket.");
    public static readonly Error FrameTooLarge = new(ErrorKind.TooLarge, "live.frame_too_large", "A frame holds at most 256 KB.");
    public static readonly Error HelloNeeded = Error.Forbidden("live.hello_needed", "Say live.hello first.");
    public static readonly Error DeviceInvalid = Error.Invalid("live.device_invalid", "A device key has 16 to 64 characters of A-Z, a-z, 0-9, _ and -.");
    public static readonly Error Closing = Error.Gone("live.closing", "This connection is closing.");
    public static readonly Error Failed = new(ErrorKind.Unavailable, "live.failed", "Something went wrong here; try again.");
    public static readonly Error TooFast = Error.TooMany("rate.limited", "More than 50 commands a second.", TimeSpan.FromSeconds(1));
}
