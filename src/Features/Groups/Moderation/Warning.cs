using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Moderation;

/// <summary>A counted reprimand: the third ends the membership (MEET-16).</summary>
internal sealed class Warning
{
    /// <summary>The one that bans.</summary>
    public const int Last = 3;

    public Guid Id { get; init; }
    public GroupId GroupId { get; init; }
    public UserId UserId { get; init; }
    public UserId WarnedBy { get; init; }
    public string Reason { get; init; } = "";
    public int Number { get; init; }
    public DateTimeOffset WarnedAt { get; init; }

    /// <summary>Null until its target has read it.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>The bar on return that each kick creates (MEET-17).</summary>
internal sealed class Ban
{
    public GroupId GroupId { get; init; }
    public UserId UserId { get; init; }
    public UserId BannedBy { get; init; }
    public string Reason { get; init; } = "";
    public DateTimeOffset BannedAt { get; init; }
}
