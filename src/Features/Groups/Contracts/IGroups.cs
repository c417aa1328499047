using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Groups.Contracts;

/// <summary>What other features may ask about groups.</summary>
public interface IGroups
{
    /// <summary>Null where there is no such group, or it has been dissolved.</summary>
    ValueTask<GroupFacts?> FindAsync(GroupId group, CancellationToken ct);

    /// <summary>Who somebody is to a group, now.</summary>
    ValueTask<Standing> StandingAsync(GroupId group, UserId user, CancellationToken ct);

    /// <summary>Who is in the group now, the owner included; nobody where there is no such group, or it has been dissolved.</summary>
    ValueTask<IReadOnlyList<UserId>> MembersAsync(GroupId group, CancellationToken ct);

    /// <summary>The groups somebody is in now.</summary>
    ValueTask<IReadOnlyList<GroupId>> GroupsOfAsync(UserId user, CancellationToken ct);
}

/// <summary>What a group is, as far as its room needs it.</summary>
/// <param name="Managers">Those who moderate besides the owner (GRP-6).</param>
public sealed record GroupFacts(
    GroupId Id, string Name, Channel? Channel, int MemberLimit, string Notice, UserId Owner, IReadOnlyList<UserId> Managers, DateTimeOffset CreatedAt);

public enum Standing
{
    Stranger,
    Banned,
    Member,
    Manager,
    Owner,
}

[JsonConverter(typeof(JsonStringEnumConverter<GroupRole>))]
public enum GroupRole
{
    [JsonStringEnumMemberName("member")]
    Member,
    [JsonStringEnumMemberName("manager")]
    Manager,
    [JsonStringEnumMemberName("owner")]
    Owner,
}
