using System.Text.Json.Serialization;
using StudyHub.Accounts.Contracts;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Groups.Moderation;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Groups;

/// <param name="Avatar">The address of the picture; null where there is none.</param>
internal sealed record GroupPersonView(UserId UserId, string Handle, string DisplayName, string? Avatar)
{
    public static GroupPersonView Of(UserId user, IReadOnlyDictionary<UserId, Profile> profiles) =>
        profiles.TryGetValue(user, out var profile) ? new(user, profile.Handle, profile.DisplayName, profile.Avatar) : new(user, "", "", null);
}

/// <summary>A group as its members see it.</summary>
/// <param name="RoomId">Its one room (GRP-13).</param>
/// <param name="Role">The caller's.</param>
internal sealed record GroupView(
    GroupId Id,
    Guid RoomId,
    string Name,
    string Subject,
    IReadOnlyList<string> Tags,
    string Description,
    int GoalHours,
    Channel? Channel,
    int MemberLimit,
    int MemberCount,
    Visibility Visibility,
    JoinPolicy JoinPolicy,
    string Notice,
    GroupRole Role,
    UserId OwnerId,
    DateTimeOffset CreatedAt,
    long Version)
{
    public static GroupView Of(Group group, GroupRole role) => new(
        group.Id, group.Id.Value, group.Name, group.Subject, group.Tags, group.Description, group.GoalHours, group.Channel, group.MemberLimit, group.MemberCount,
        group.Visibility, group.JoinPolicy, group.Notice, role, group.Owner, group.CreatedAt, group.Version);
}

/// <summary>A listed group as everybody sees it.</summary>
/// <param name="Standing">What the caller is to it already.</param>
internal sealed record GroupCard(
    GroupId Id,
    string Name,
    string Subject,
    IReadOnlyList<string> Tags,
    string Description,
    int GoalHours,
    Channel? Channel,
    int MemberLimit,
    int MemberCount,
    JoinPolicy JoinPolicy,
    string OwnerName,
    CardStanding Standing);

[JsonConverter(typeof(JsonStringEnumConverter<CardStanding>))]
internal enum CardStanding
{
    [JsonStringEnumMemberName("none")]
    None,
    [JsonStringEnumMemberName("applied")]
    Applied,
    [JsonStringEnumMemberName("member")]
    Member,
}

internal sealed record GroupPage(IReadOnlyList<GroupCard> Items, string? NextCursor);

/// <param name="Limit">How many groups a person may be in: "n of 5".</param>
/// <param name="Restorable">Dissolved groups of the caller that can still be restored.</param>
internal sealed record MyGroups(IReadOnlyList<GroupView> Items, int Limit, IReadOnlyList<DissolvedGroup> Restorable, IReadOnlyList<MyApplication> Applications);

internal sealed record DissolvedGroup(GroupId Id, string Name, DateTimeOffset ErasedAt);

internal sealed record MyApplication(GroupId GroupId, string GroupName, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);

/// <param name="Warnings">How many stand against the member; 0 to who is no host.</param>
internal sealed record MemberView(GroupPersonView Person, GroupRole Role, DateTimeOffset JoinedAt, int Warnings);

internal sealed record MemberList(IReadOnlyList<MemberView> Items);

internal sealed record ApplicationView(GroupPersonView Person, string Text, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static ApplicationView Of(Application application, IReadOnlyDictionary<UserId, Profile> profiles) =>
        new(GroupPersonView.Of(application.UserId, profiles), application.Text, application.CreatedAt, application.ExpiresAt);
}

internal sealed record ApplicationList(IReadOnlyList<ApplicationView> Items);

internal sealed record InvitationView(string Code, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt, int? MaxUses, int Uses)
{
    public static InvitationView Of(Invitation invitation, IReadOnlyDictionary<UserId, Profile> profiles) => new(
        invitation.Code, GroupPersonView.Of(invitation.IssuedBy, profiles).DisplayName, invitation.IssuedAt, invitation.ExpiresAt, invitation.MaxUses, invitation.Uses);
}

internal sealed record InvitationList(IReadOnlyList<InvitationView> Items);

/// <summary>What an invitation's link shows to everybody (GRP-9).</summary>
internal sealed record InvitationPreview(string Code, GroupId GroupId, string Name, string Subject, string OwnerName, int MemberCount, int MemberLimit, bool Member);

/// <param name="Banned">It was the third: the membership has ended.</param>
internal sealed record WarningGiven(int Number, bool Banned);

internal sealed record BanView(GroupPersonView Person, string Reason, string BannedBy, DateTimeOffset BannedAt)
{
    public static BanView Of(Ban ban, IReadOnlyDictionary<UserId, Profile> profiles) =>
        new(GroupPersonView.Of(ban.UserId, profiles), ban.Reason, GroupPersonView.Of(ban.BannedBy, profiles).DisplayName, ban.BannedAt);
}

internal sealed record BanList(IReadOnlyList<BanView> Items);

/// <summary>A warning its target has not seen yet.</summary>
internal sealed record UnseenWarning(Guid Id, GroupId GroupId, string GroupName, string Reason, int Number, DateTimeOffset WarnedAt);

internal sealed record UnseenWarnings(IReadOnlyList<UnseenWarning> Items);

/// <summary>Something in the group is different: fields, notice, roles, members, applications or invitations. Ask again.</summary>
internal sealed record GroupChanged(GroupId GroupId) : ILiveEvent
{
    public static string Type => "groups.changed";

    public static string Audience(GroupId group) => $"group/{group}";
}

/// <summary>What happened between the hearer and a group, on every tab of theirs.</summary>
internal sealed record MyGroupsChanged(GroupId GroupId, string GroupName, GroupHappening Happening) : ILiveEvent
{
    public static string Type => "groups.mine";
}

/// <summary>A host has warned the hearer.</summary>
internal sealed record GroupWarned(GroupId GroupId, string GroupName, string Reason, int Number) : ILiveEvent
{
    public static string Type => "groups.warned";
}

[JsonConverter(typeof(JsonStringEnumConverter<GroupHappening>))]
internal enum GroupHappening
{
    [JsonStringEnumMemberName("joined")]
    Joined,
    [JsonStringEnumMemberName("left")]
    Left,
    [JsonStringEnumMemberName("kicked")]
    Kicked,
    [JsonStringEnumMemberName("dissolved")]
    Dissolved,
    [JsonStringEnumMemberName("restored")]
    Restored,
    [JsonStringEnumMemberName("refused")]
    Refused,
    [JsonStringEnumMemberName("role")]
    Role,
}
