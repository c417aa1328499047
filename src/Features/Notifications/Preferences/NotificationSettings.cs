using System.Text.Json.Serialization;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Notifications.Preferences;

/// <summary>How somebody wants to be told; without a row, as it is by default.</summary>
internal sealed class NotificationSettings
{
    public UserId UserId { get; init; }

    /// <summary>A short sound in the page.</summary>
    public bool Sound { get; set; } = true;

    /// <summary>Quiet hours hold back everything that sounds or leaves the page (NOTI-3); the list still fills.</summary>
    public bool QuietOn { get; set; } = true;

    /// <summary>Minutes after midnight, where the user is.</summary>
    public int QuietFrom { get; set; } = 23 * 60;

    /// <summary>Minutes after midnight; may be the next day's.</summary>
    public int QuietTo { get; set; } = 7 * 60;
}

/// <summary>What of one group somebody wants to hear (NOTI-2).</summary>
internal sealed class GroupLevel
{
    public const Level Default = Level.Mentions;

    public UserId UserId { get; init; }
    public GroupId GroupId { get; init; }
    public Level Level { get; set; }
}

[JsonConverter(typeof(JsonStringEnumConverter<Level>))]
internal enum Level
{
    /// <summary>Each new message makes itself heard, too.</summary>
    [JsonStringEnumMemberName("all")]
    All = 1,

    /// <summary>What the list covers: mentions, replies, applications.</summary>
    [JsonStringEnumMemberName("mentions")]
    Mentions = 2,

    /// <summary>Only what is decided about the user.</summary>
    [JsonStringEnumMemberName("none")]
    None = 3,
}
