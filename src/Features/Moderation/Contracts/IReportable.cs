using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Moderation.Contracts;

/// <summary>Answered by each feature that holds what can be reported (MOD-1).</summary>
public interface IReportable
{
    ReportKind Kind { get; }

    /// <summary>The content as it stands now, to be kept whatever becomes of it; null where there is none, or the reporter may not see it.</summary>
    ValueTask<ReportedContent?> FindAsync(ReportTarget target, UserId reporter, CancellationToken ct);
}

/// <param name="Id">The user's or the room's; of a message, its room's.</param>
/// <param name="Sequence">The message's; otherwise null.</param>
public sealed record ReportTarget(Guid Id, long? Sequence);

/// <param name="Author">Whose it is; null where it is nobody's.</param>
/// <param name="RoomId">Where it stands; null where it stands in no room.</param>
/// <param name="Text">What can be read there.</param>
/// <param name="PictureBlob">A picture that belongs to it, a WebP, by its key; it is copied.</param>
public sealed record ReportedContent(UserId? Author, Guid? RoomId, string Text, string? PictureBlob = null);

[JsonConverter(typeof(JsonStringEnumConverter<ReportKind>))]
public enum ReportKind
{
    [JsonStringEnumMemberName("user")]
    User,
    [JsonStringEnumMemberName("message")]
    Message,
    [JsonStringEnumMemberName("room")]
    Room,
}
