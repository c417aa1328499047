using System.Globalization;
using StudyHub.Kernel;

namespace StudyHub.Meetings.Hosting;

/// <summary>What admission and moderation refuse. Codes are API: never rename, only add.</summary>
internal static class HostErrors
{
    public static readonly Error Banned = Error.Forbidden("room.banned", "You cannot enter this room.");
    public static readonly Error RoomLocked = Error.Locked("room.locked", "This room takes no newcomers right now.");
    public static readonly Error EntryRefused = Error.Forbidden("room.entry_refused", "A host has refused your entry.");
    public static readonly Error WaitOver = Error.Gone("room.wait_over", "Nobody opened within ten minutes.");
    public static readonly Error NotWaiting = Error.NotFound("room.not_waiting", "This person does not wait any more.");
    public static readonly Error CapacityBelowPresent = Error.Conflict("room.capacity_below_present", "More people are here than that.");
    public static readonly Error HostNeeded = Error.Forbidden("mod.host_needed", "Only the room's host may do this.");
    public static readonly Error SelfTarget = Error.Invalid("mod.self_target", "This is not for oneself.");
    public static readonly Error TargetIsOwner = Error.Forbidden("mod.target_is_owner", "The owner cannot be moderated.");
    public static readonly Error TargetNotPresent = Error.Conflict("mod.target_not_present", "Only who sits in the room can take it over.");
    public static readonly Error GroupDecides = Error.Conflict("mod.group_decides", "In a group's room this is done in the group.");
    public static readonly Error NotBanned = Error.NotFound("room.ban_not_found", "There is no such ban.");

    public static readonly Error ReasonInvalid = Error.Invalid("room.field_invalid", "A reason has 1 to 200 characters.") with
    {
        Fields = new Dictionary<string, string> { ["reason"] = "mod.reason_invalid" },
    };

    public static readonly Error AdminReasonNeeded = Error.Invalid("admin.reason_needed", "Say why, in up to 500 characters.") with
    {
        Fields = new Dictionary<string, string> { ["reason"] = "admin.reason_needed" },
    };

    public static Error Waiting(int place) => Error.Locked("room.waiting", "A host admits newcomers; you are in line.") with
    {
        Details = new Dictionary<string, string> { ["place"] = place.ToString(CultureInfo.InvariantCulture) },
    };
}
