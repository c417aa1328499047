using System.Text.Json.Serialization;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;

namespace StudyHub.Moderation.Reports;

/// <summary>What somebody told those who run the installation about something they saw, with a copy of it (MOD-1).</summary>
internal sealed class Report
{
    public const int PerDay = 10;
    public const int MaxText = 1_000;
    public const int MaxAnswer = 500;

    /// <summary>How long a closed report stays.</summary>
    public static readonly TimeSpan KeptClosed = TimeSpan.FromDays(365);

    private Report() { } // EF

    public Guid Id { get; private init; }

    /// <summary>Null once that account is erased.</summary>
    public UserId? Reporter { get; private init; }
    public ReportKind Kind { get; private init; }
    public Guid TargetId { get; private init; }
    public long? Sequence { get; private init; }
    public UserId? Author { get; private init; }
    public Guid? RoomId { get; private init; }

    /// <summary>The reported content as it stood; empty once it was a profile and its account is erased.</summary>
    public string Content { get; private init; } = "";

    /// <summary>A picture was kept with it (<see cref="KeptPictures"/>).</summary>
    public bool HasPicture { get; private init; }
    public ReportCategory Category { get; private init; }
    public string Text { get; private init; } = "";
    public DateTimeOffset CreatedAt { get; private init; }
    public bool IsClosed { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public UserId? ClosedBy { get; private set; }
    public ReportOutcome? Outcome { get; private set; }

    /// <summary>What the reporter reads with the outcome.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>What a text becomes when it may be sent: at most 1,000 characters, none needed.</summary>
    public static Result<string> Read(string? text, ReportCategory category)
    {
        var clean = TextRules.Clean(text);
        var wrong = new Dictionary<string, string>();
        if (TextRules.Length(clean) > MaxText)
        {
            wrong["text"] = "report.text_invalid";
        }

        if (!Enum.IsDefined(category))
        {
            wrong["category"] = "report.category_invalid";
        }

        return wrong.Count > 0 ? ModerationErrors.FieldInvalid(wrong) : clean;
    }

    /// <param name="text">As <see cref="Read"/> returned it.</param>
    public static Report Write(
        Guid id, UserId reporter, ReportKind kind, ReportTarget target, ReportedContent content, bool hasPicture, ReportCategory category, string text, DateTimeOffset now) => new()
        {
            Id = id,
            Reporter = reporter,
            Kind = kind,
            TargetId = target.Id,
            Sequence = target.Sequence,
            Author = content.Author,
            RoomId = content.RoomId,
            Content = content.Text,
            HasPicture = hasPicture,
            Category = category,
            Text = text,
            CreatedAt = now,
        };

    public void Close(UserId by, ReportOutcome outcome, string answer, DateTimeOffset now)
    {
        (IsClosed, ClosedAt, ClosedBy) = (true, now, by);
        (Outcome, Answer) = (outcome, answer);
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<ReportCategory>))]
internal enum ReportCategory
{
    [JsonStringEnumMemberName("harassment")]
    Harassment,
    [JsonStringEnumMemberName("hate")]
    Hate,
    [JsonStringEnumMemberName("sexual")]
    Sexual,
    [JsonStringEnumMemberName("violence")]
    Violence,
    [JsonStringEnumMemberName("spam")]
    Spam,
    [JsonStringEnumMemberName("impersonation")]
    Impersonation,
    [JsonStringEnumMemberName("other")]
    Other,
}

[JsonConverter(typeof(JsonStringEnumConverter<ReportOutcome>))]
internal enum ReportOutcome
{
    /// <summary>Something was done about it.</summary>
    [JsonStringEnumMemberName("acted")]
    Acted,

    /// <summary>It breaks no rule.</summary>
    [JsonStringEnumMemberName("no_violation")]
    NoViolation,
}

[JsonConverter(typeof(JsonStringEnumConverter<ReportState>))]
internal enum ReportState
{
    [JsonStringEnumMemberName("received")]
    Received,
    [JsonStringEnumMemberName("closed")]
    Closed,
}
