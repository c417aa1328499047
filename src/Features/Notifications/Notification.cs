using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Notifications;

/// <summary>
/// Something that concerns one person, in their list (NOTI-1). It points at what it is about; what a message says is read where it lies, so that nobody
/// reads here what they may not read there.
/// </summary>
internal sealed class Notification
{
    /// <summary>How long one stays.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    /// <summary>Set when it comes in; later ones are greater.</summary>
    public Guid Id { get; set; }
    public UserId UserId { get; init; }
    public NotificationKind Kind { get; init; }

    /// <summary>What it comes from, the same whenever that is told: one cause is in somebody's list once.</summary>
    public required string Cause { get; init; }

    /// <summary>Who did it; null where nobody in particular did.</summary>
    public UserId? Actor { get; init; }
    public PlaceKind? PlaceKind { get; init; }

    /// <summary>The room or group it happened in; a group's room has the group's id.</summary>
    public Guid? PlaceId { get; init; }

    /// <summary>What the place was called then.</summary>
    public string PlaceName { get; init; } = "";

    /// <summary>The message it is about.</summary>
    public long? Sequence { get; init; }

    /// <summary>Which of three, of a warning.</summary>
    public int? Number { get; init; }

    /// <summary>A reason or an answer that was given to this person; never a message.</summary>
    public string Text { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
}

/// <summary>The kinds; stored by number: never renumber, only add.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NotificationKind>))]
internal enum NotificationKind
{
    [JsonStringEnumMemberName("mention")]
    Mention = 1,
    [JsonStringEnumMemberName("reply")]
    Reply = 2,

    /// <summary>For hosts: somebody asks to join.</summary>
    [JsonStringEnumMemberName("application")]
    Application = 3,
    [JsonStringEnumMemberName("application_accepted")]
    ApplicationAccepted = 4,
    [JsonStringEnumMemberName("application_refused")]
    ApplicationRefused = 5,
    [JsonStringEnumMemberName("warning")]
    Warning = 6,
    [JsonStringEnumMemberName("kicked")]
    Kicked = 7,
    [JsonStringEnumMemberName("group_dissolved")]
    GroupDissolved = 8,

    /// <summary>Something was done about what this person reported.</summary>
    [JsonStringEnumMemberName("report_acted")]
    ReportActed = 9,
    [JsonStringEnumMemberName("report_no_violation")]
    ReportNoViolation = 10,
}

[JsonConverter(typeof(JsonStringEnumConverter<PlaceKind>))]
internal enum PlaceKind
{
    [JsonStringEnumMemberName("room")]
    Room = 1,
    [JsonStringEnumMemberName("group")]
    Group = 2,
}

internal static class NotificationKinds
{
    /// <summary>What only who is inside may know: gone with the right to be there.</summary>
    public static readonly NotificationKind[] OfInside = [NotificationKind.Mention, NotificationKind.Reply, NotificationKind.Application];

    /// <summary>About a message, and read with it.</summary>
    public static readonly NotificationKind[] OfMessages = [NotificationKind.Mention, NotificationKind.Reply];
}
