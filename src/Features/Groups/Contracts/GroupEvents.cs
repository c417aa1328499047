using System.Text.Json.Serialization;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Groups.Contracts;

/// <summary>What a group is has changed: its fields, roles or notice.</summary>
public sealed record GroupEdited(GroupId GroupId) : IDomainEvent
{
    public static string Type => "groups.edited";

    public string Key => GroupId.ToString();
}

/// <summary>Somebody is no member any more: whatever rests on membership ends (GRP-12).</summary>
public sealed record MembershipEnded(GroupId GroupId, UserId UserId, MembershipEnd Cause) : IDomainEvent
{
    public static string Type => "groups.membership_ended";

    public string Key => GroupId.ToString();

    /// <summary>As the group was called then: it may be dissolved by now.</summary>
    public string GroupName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}

/// <summary>A host has warned a member (MEET-16). The third warning ends the membership, too.</summary>
public sealed record MemberWarned(
    GroupId GroupId, string GroupName, Guid WarningId, UserId UserId, UserId WarnedBy, string Reason, int Number, DateTimeOffset At) : IDomainEvent
{
    public static string Type => "groups.member_warned";

    public string Key => GroupId.ToString();
}

/// <summary>Somebody asks to join, and waits for a host (GRP-5).</summary>
public sealed record ApplicationSent(GroupId GroupId, string GroupName, UserId UserId, DateTimeOffset At) : IDomainEvent
{
    public static string Type => "groups.application_sent";

    public string Key => GroupId.ToString();
}

/// <summary>An application waits no more.</summary>
public sealed record ApplicationEnded(GroupId GroupId, string GroupName, UserId UserId, ApplicationEnd Outcome, DateTimeOffset At) : IDomainEvent
{
    public static string Type => "groups.application_ended";

    public string Key => GroupId.ToString();
}

/// <summary>The group's 14 days are over: what other features keep for it goes too.</summary>
public sealed record GroupErased(GroupId GroupId) : IDomainEvent
{
    public static string Type => "groups.erased";

    public string Key => GroupId.ToString();
}

[JsonConverter(typeof(JsonStringEnumConverter<MembershipEnd>))]
public enum MembershipEnd
{
    [JsonStringEnumMemberName("left")]
    Left,
    [JsonStringEnumMemberName("kicked")]
    Kicked,
    [JsonStringEnumMemberName("warned")]
    Warned,
    [JsonStringEnumMemberName("dissolved")]
    Dissolved,
}

[JsonConverter(typeof(JsonStringEnumConverter<ApplicationEnd>))]
public enum ApplicationEnd
{
    [JsonStringEnumMemberName("accepted")]
    Accepted,
    [JsonStringEnumMemberName("refused")]
    Refused,
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}
