using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>What hosts do, as it stands in the audit log (MOD-3). Names are stored: never rename, only add.</summary>
internal static class GroupActs
{
    public const string Warned = "group.warned";
    public const string Banned = "group.banned";
    public const string Kicked = "group.kicked";
    public const string BanLifted = "group.ban_lifted";
    public const string RoleChanged = "group.role_changed";
    public const string HandedOver = "group.handed_over";
    public const string Dissolved = "group.dissolved";
    public const string Restored = "group.restored";
    public const string Accepted = "group.application_accepted";
    public const string Refused = "group.application_refused";
    public const string Invited = "group.invitation_issued";
    public const string InvitationRevoked = "group.invitation_revoked";

    /// <summary>In the transaction of the act.</summary>
    public static Task RecordAsync(this IAudit audit, WriteUnit unit, GroupId group, Caller actor, string act, UserId? target = null, string? reason = null) =>
        audit.RecordAsync(unit, new(actor.UserId, act, target?.ToString(), string.IsNullOrEmpty(reason) ? null : reason) { Place = group.Value });
}
