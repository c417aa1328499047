using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Moderation.Contracts;

namespace StudyHub.Moderation.Reports;

/// <summary>A report as its reporter sees it.</summary>
/// <param name="Author">Whose the content is; null where it is nobody's, or the account is gone.</param>
/// <param name="Answer">What was said with the outcome; may be empty.</param>
internal sealed record ReportView(
    Guid Id,
    ReportKind Kind,
    Profile? Author,
    ReportCategory Category,
    string Text,
    DateTimeOffset CreatedAt,
    ReportState State,
    ReportOutcome? Outcome,
    string Answer,
    DateTimeOffset? ClosedAt)
{
    public static ReportView Of(Report report, IReadOnlyDictionary<UserId, Profile> people) => new(
        report.Id, report.Kind, people.Of(report.Author), report.Category, report.Text, report.CreatedAt, report.IsClosed ? ReportState.Closed : ReportState.Received,
        report.Outcome, report.Answer, report.ClosedAt);
}

internal sealed record ReportPage(IReadOnlyList<ReportView> Items, string? NextCursor);

/// <summary>A report in the admins' list: who, what kind, when; not what was written.</summary>
internal sealed record ReportLine(
    Guid Id, ReportKind Kind, Profile? Reporter, Profile? Author, ReportCategory Category, DateTimeOffset CreatedAt, ReportState State, ReportOutcome? Outcome, DateTimeOffset? ClosedAt)
{
    public static ReportLine Of(Report report, IReadOnlyDictionary<UserId, Profile> people) => new(
        report.Id, report.Kind, people.Of(report.Reporter), people.Of(report.Author), report.Category, report.CreatedAt,
        report.IsClosed ? ReportState.Closed : ReportState.Received, report.Outcome, report.ClosedAt);
}

internal sealed record ReportLines(IReadOnlyList<ReportLine> Items, string? NextCursor);

/// <summary>A report opened by an admin.</summary>
/// <param name="Content">The reported content as it stood.</param>
/// <param name="Picture">The address of the picture kept with it; null where there is none.</param>
/// <param name="RoomId">Where it stands, or the reported room.</param>
internal sealed record OpenedReport(ReportLine Report, string Text, string Content, string? Picture, Guid? RoomId, string Answer)
{
    public static OpenedReport Of(Report report, IReadOnlyDictionary<UserId, Profile> people) =>
        new(ReportLine.Of(report, people), report.Text, report.Content, report.HasPicture ? $"/api/v1/admin/reports/{report.Id}/picture" : null, report.RoomId, report.Answer);
}

/// <summary>The hearer's report was closed.</summary>
internal sealed record ReportClosed(Guid ReportId, ReportOutcome Outcome) : ILiveEvent
{
    public static string Type => "reports.closed";
}

internal static class PeopleOfReports
{
    public static IEnumerable<UserId> Named(this IEnumerable<Report> reports) =>
        reports.SelectMany(r => (UserId?[])[r.Reporter, r.Author]).OfType<UserId>().Distinct();

    public static Profile? Of(this IReadOnlyDictionary<UserId, Profile> people, UserId? user) =>
        user is { } known ? people.GetValueOrDefault(known) : null;
}
