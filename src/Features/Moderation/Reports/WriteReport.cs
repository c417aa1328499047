using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;

namespace StudyHub.Moderation.Reports;

/// <summary>
/// Reports something the reporter can see, with a copy of it as it stands, and lists one's own reports (MOD-1).
/// Doors: <c>POST /reports</c>, <c>GET /reports/mine</c>.
/// </summary>
internal sealed class WriteReport(IDatabase database, ModerationDb reader, IEnumerable<IReportable> reportables, KeptPictures pictures, IAccounts accounts, TimeProvider clock)
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    public sealed record Request(ReportKind Kind, ReportTarget Target, ReportCategory Category, string? Text);

    public async Task<Result<ReportView>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (reportables.FirstOrDefault(r => r.Kind == request.Kind) is not { } owner || await owner.FindAsync(request.Target, caller.UserId, ct) is not { } content)
        {
            return ModerationErrors.TargetNotFound;
        }

        if (content.Author == caller.UserId && request.Kind == ReportKind.User)
        {
            return ModerationErrors.SelfTarget;
        }

        if (!Report.Read(request.Text, request.Category).IsOk(out var text, out var wrong))
        {
            return wrong;
        }

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var hasPicture = await pictures.KeepAsync(id, content.PictureBlob, ct);
        var report = Report.Write(id, caller.UserId, request.Kind, request.Target, content, hasPicture, request.Category, text, now);
        var people = await accounts.ProfilesAsync([.. new[] { report }.Named()], ct);
        var written = await StoreAsync(caller, report, people, now, ct);
        if (written.Error is not null && hasPicture)
        {
            await pictures.ForgetAsync([id], CancellationToken.None);
        }

        return written;
    }

    private Task<Result<ReportView>> StoreAsync(
        Caller caller, Report report, IReadOnlyDictionary<UserId, Profile> people, DateTimeOffset now, CancellationToken ct) =>
        database.WriteAsync<Result<ReportView>>(
            async unit =>
            {
                var db = unit.Db<ModerationDb>();
                var since = now - s_day;
                var recent = await db.Reports.Where(r => r.Reporter == caller.UserId && r.CreatedAt > since).OrderByDescending(r => r.CreatedAt)
                    .Select(r => r.CreatedAt).Take(Report.PerDay).ToListAsync();
                if (recent.Count == Report.PerDay)
                {
                    return ModerationErrors.TooManyReports(recent[^1] + s_day - now);
                }

                db.Reports.Add(report);
                await db.SaveChangesAsync();
                return ReportView.Of(report, people);
            },
            ct);

    public async Task<Result<ReportPage>> MineAsync(Caller caller, string? cursor, int? limit, CancellationToken ct)
    {
        if (!(await ReportBook.PageAsync(reader.Reports.Where(r => r.Reporter == caller.UserId), cursor, limit, ct)).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var people = await accounts.ProfilesAsync([.. page.Reports.Named()], ct);
        return new ReportPage([.. page.Reports.Select(r => ReportView.Of(r, people))], page.Next);
    }
}

/// <summary>A person's public profile, as what can be reported.</summary>
internal sealed class ReportablePeople(IAccounts accounts) : IReportable
{
    public ReportKind Kind => ReportKind.User;

    public async ValueTask<ReportedContent?> FindAsync(ReportTarget target, UserId reporter, CancellationToken ct)
    {
        var user = UserId.Of(target.Id);
        return await accounts.FindPublicAsync(user, ct) is { } person
            ? new(user, null, string.Join('\n', new[] { person.Profile.DisplayName, $"@{person.Profile.Handle}", person.Bio, person.Link ?? "" }.Where(t => t.Length > 0)), person.PictureBlob)
            : null;
    }
}
