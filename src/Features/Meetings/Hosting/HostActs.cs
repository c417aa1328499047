using StudyHub.Kernel;

namespace StudyHub.Meetings.Hosting;

/// <summary>One line of the audit log to be (MOD-3): stored in the transaction of the turn that decided it.</summary>
internal sealed record HostAct(UserId Actor, string Act, UserId? Target = null, string? Reason = null);

/// <summary>What hosts do in rooms. Names are stored: never rename, only add.</summary>
internal static class HostActs
{
    public const string Warned = "room.warned";
    public const string Banned = "room.banned";
    public const string Kicked = "room.kicked";
    public const string BanLifted = "room.ban_lifted";
    public const string Locked = "room.locked";
    public const string Unlocked = "room.unlocked";
    public const string HandedOver = "room.handed_over";
    public const string Admitted = "room.entry_admitted";
    public const string Refused = "room.entry_refused";
    public const string SourceStopped = "room.source_stopped";
    public const string SharingChanged = "room.sharing_changed";
    public const string HandLowered = "room.hand_lowered";
    public const string Closed = "room.closed";
}
