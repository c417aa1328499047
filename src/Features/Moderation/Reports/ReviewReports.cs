using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Moderation.Contracts;

namespace StudyHub.Moderation.Reports;

/// <summary>
/// Those who run the installation list reports, open one with the kept content, and close it; opening and closing stand in the audit log
/// (MOD-1, MOD-4). Doors: <c>/admin/reports</c>.
/// </summary>
internal sealed class ReviewReports(
    IDatabase database, ModerationDb reader, IAdmins admins, IAudit audit, IAccounts accounts, KeptPictures pictures, IBroadcast broadcast, TimeProvider clock)
{
    public async Task<Result<ReportLines>> ListAsync(Caller caller, bool closed, string? cursor, int? limit, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        if (!(await ReportBook.PageAsync(reader.Reports.Where(r => r.IsClosed == closed), cursor, limit, ct)).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var people = await accounts.ProfilesAsync([.. page.Reports.Named()], ct);
        return new ReportLines([.. page.Reports.Select(r => ReportLine.Of(r, people))], page.Next);
    }

    public async Task<Result<OpenedReport>> OpenAsync(Caller caller, Guid id, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        if (await reader.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) is not { } report)
        {
            return ModerationErrors.ReportNotFound;
        }

        await database.WriteAsync(
            async unit =>
            {
                await audit.RecordAsync(unit, new(caller.UserId, "report.opened", id.ToString(), null));
                return true;
            },
            ct);
        return OpenedReport.Of(report, await accounts.ProfilesAsync([.. new[] { report }.Named()], ct));
    }

    /// <summary>The picture kept with a report; part of opening it.</summary>
    public async Task<Result<Stream>> PictureAsync(Caller caller, Guid id, CancellationToken ct) =>
        await admins.CheckAsync(caller, ct) is { } refused ? refused
        : await pictures.OpenAsync(id, ct) is { } picture ? picture
        : ModerationErrors.ReportNotFound;

    public async Task<Result<OpenedReport>> CloseAsync(Caller caller, Guid id, ReportOutcome outcome, string? answer, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        var said = TextRules.Clean(answer);
        if (!Enum.IsDefined(outcome) || TextRules.Length(said) > Report.MaxAnswer)
        {
            return ModerationErrors.FieldInvalid(new Dictionary<string, string> { [Enum.IsDefined(outcome) ? "answer" : "outcome"] = "report.answer_invalid" });
        }

        var closed = await database.WriteAsync<Result<Report>>(unit => StoreAsync(unit, caller, id, outcome, said), ct);
        return closed.IsOk(out var report, out var error)
            ? OpenedReport.Of(report, await accounts.ProfilesAsync([.. new[] { report }.Named()], ct))
            : error;
    }

    private async Task<Result<Report>> StoreAsync(WriteUnit unit, Caller caller, Guid id, ReportOutcome outcome, string answer)
    {
        var db = unit.Db<ModerationDb>();
        if (await db.Reports.SingleOrDefaultAsync(r => r.Id == id) is not { } report)
        {
            return ModerationErrors.ReportNotFound;
        }

        if (report.IsClosed)
        {
            return ModerationErrors.AlreadyClosed;
        }

        report.Close(caller.UserId, outcome, answer, clock.GetUtcNow());
        await db.SaveChangesAsync();
        var reason = outcome == ReportOutcome.Acted ? "acted" : "no_violation";
        await audit.RecordAsync(unit, new(caller.UserId, "report.closed", id.ToString(), answer.Length > 0 ? $"{reason}: {answer}" : reason));
        if (report.Reporter is { } reporter)
        {
            await unit.TellAsync(new ReportAnswered(id, reporter, outcome == ReportOutcome.Acted, answer, report.ClosedAt!.Value));
            unit.AfterCommit(() => broadcast.SendAsync(Audiences.Of(reporter), new ReportClosed(id, outcome)));
        }

        return report;
    }
}
