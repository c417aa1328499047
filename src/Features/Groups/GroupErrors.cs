using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Everything groups can refuse. Codes are API: never rename, only add.</summary>
internal static class GroupErrors
{
    public static readonly Error NotFound = Error.NotFound("group.not_found", "There is no such group for you.");

    /// <summary>To who is no member a group's inside does not exist.</summary>
    public static readonly Error Hidden = NotFound with { IsHidden = true };

    public static readonly Error MemberNotFound = Error.NotFound("group.member_not_found", "There is no such member.");
    public static readonly Error RoleNeeded = Error.Forbidden("group.role_needed", "Your role in the group does not allow this.");
    public static readonly Error LimitReached = Error.Conflict("group.limit_reached", "A person is in at most five groups.");
    public static readonly Error Full = Error.Conflict("group.full", "Every place in this group is taken.");
    public static readonly Error AlreadyMember = Error.Conflict("group.already_member", "You are a member already.");
    public static readonly Error Banned = Error.Forbidden("group.banned", "You cannot join this group.");
    public static readonly Error LimitBelowMembers = Error.Conflict("group.limit_below_members", "There are more members than that.");
    public static readonly Error HiddenNeedsInvite = Error.Invalid("group.hidden_needs_invite", "A hidden group is joined by invitation.");
    public static readonly Error OwnerMustHandOver = Error.Conflict("group.owner_must_hand_over", "Hand the group over before you leave it.");
    public static readonly Error ManagersFull = Error.Conflict("group.managers_full", "A group has at most five managers.");
    public static readonly Error NameWrong = Error.Invalid("group.name_wrong", "That is not the group's name.");
    public static readonly Error PolicyOther = Error.Conflict("group.policy_other", "This group is joined in another way.");
    public static readonly Error ApplicationPending = Error.Conflict("group.application_pending", "Your application is waiting already.");
    public static readonly Error ApplicationsLimit = Error.Conflict("group.applications_limit", "At most five applications wait at once.");
    public static readonly Error ApplicationNotFound = Error.NotFound("group.application_not_found", "There is no such application any more.");
    public static readonly Error InvitationsLimit = Error.Conflict("invite.limit_reached", "At most twenty invitations are active at once.");
    public static readonly Error InviteUnknown = Error.NotFound("invite.unknown", "There is no such invitation.");
    public static readonly Error InviteExpired = Error.Gone("invite.expired", "This invitation has expired.");
    public static readonly Error InviteRevoked = Error.Gone("invite.revoked", "This invitation was withdrawn.");
    public static readonly Error InviteUsedUp = Error.Gone("invite.used_up", "This invitation has been used as often as it may.");
    public static readonly Error SelfTarget = Error.Invalid("mod.self_target", "This is not for oneself.");
    public static readonly Error TargetIsOwner = Error.Forbidden("mod.target_is_owner", "The owner cannot be moderated.");
    public static readonly Error TargetIsManager = Error.Forbidden("mod.target_is_manager", "Only the owner moderates a manager.");
    public static readonly Error HostNeeded = Error.Forbidden("mod.host_needed", "Only the group's hosts may do this.");
    public static readonly Error NotBanned = Error.NotFound("group.ban_not_found", "There is no such ban.");

    public static Error FieldInvalid(IReadOnlyDictionary<string, string> fields) =>
        Error.Invalid("group.field_invalid", "Some fields cannot be taken.") with { Fields = fields };

    public static Error FieldInvalid(string field, string code) => FieldInvalid(new Dictionary<string, string> { [field] = code });

    public static Error TooManyCodes(TimeSpan wait) => Error.TooMany("rate.limited", "Too many wrong invitation codes.", wait);

    public static Error TooManyGroups(TimeSpan wait) => Error.TooMany("rate.limited", "Too many groups were created.", wait);
}
