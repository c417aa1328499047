using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Moderation.Reports;

/// <summary>Pages of reports, newest first.</summary>
internal static class ReportBook
{
    public static async Task<Result<Slice>> PageAsync(IQueryable<Report> reports, string? cursor, int? wanted, CancellationToken ct)
    {
        if (!Page.Read<Guid>(cursor, wanted).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        reports = page.After is { } after ? reports.Where(r => r.Id.CompareTo(after) < 0) : reports;
        var rows = await reports.AsNoTracking().OrderByDescending(r => r.Id).Take(page.Limit + 1).ToListAsync(ct);
        var (items, next) = Page.Cut(rows, page.Limit, r => r.Id);
        return new Slice(items, next);
    }

    public sealed record Slice(IReadOnlyList<Report> Reports, string? Next);
}
