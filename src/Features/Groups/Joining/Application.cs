using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Joining;

/// <summary>A request to join that waits for a host (GRP-5). Like a membership it takes one of its user's numbered slots.</summary>
internal sealed class Application
{
    /// <summary>Pending at once, per user.</summary>
    public const int PerUser = 5;

    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private Application() { } // EF

    public GroupId GroupId { get; private init; }
    public UserId UserId { get; private init; }
    public int Slot { get; private init; }
    public string Text { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public DateTimeOffset ExpiresAt { get; private init; }

    /// <summary>What a text becomes when it may be sent: at most 500 characters, none needed.</summary>
    public static Result<string> Read(string? text)
    {
        var clean = TextRules.Clean(text);
        return TextRules.Length(clean) <= 500 ? clean : GroupErrors.FieldInvalid("text", "group.application_text_invalid");
    }

    /// <param name="text">As <see cref="Read"/> returned it.</param>
    public static Application Write(GroupId group, UserId user, int slot, string text, DateTimeOffset now) => new()
    {
        GroupId = group,
        UserId = user,
        Slot = slot,
        Text = text,
        CreatedAt = now,
        ExpiresAt = now + Life,
    };
}
