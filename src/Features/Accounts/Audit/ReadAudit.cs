using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Audit;

/// <param name="ActorHandle">Null for somebody signed out, erased, or the server itself.</param>
internal sealed record AuditView(
    Guid Id, DateTimeOffset At, UserId? Actor, string? ActorHandle, string Act, string? Target, string? Reason, string? Address, Guid? Place);

internal sealed record AuditPage(IReadOnlyList<AuditView> Items, string? NextCursor);

/// <summary>The audit log, newest first: all of it for admins, a place's part for its hosts. Door: <c>GET /admin/audit</c>.</summary>
internal sealed class ReadAudit(AuditDb db, IAdmins admins, IAccounts accounts) : IPlaceAudit
{
    public async Task<Result<AuditPage>> RunAsync(Caller caller, string? cursor, int? wanted, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        if (!(await PageAsync(db.Rows.AsNoTracking(), cursor, wanted, ct)).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var actors = await accounts.ProfilesAsync([.. page.Rows.Select(r => r.Actor).OfType<UserId>().Distinct()], ct);
        var items = page.Rows.Select(r => new AuditView(
            r.Id, r.At, r.Actor, r.Actor is { } actor ? actors.GetValueOrDefault(actor)?.Handle : null, r.Act, r.Target, r.Reason, r.Address, r.Place));
        return new AuditPage([.. items], page.Next);
    }

    public async Task<Result<PlaceAuditPage>> ReadAsync(Guid place, string? cursor, int? limit, CancellationToken ct)
    {
        if (!(await PageAsync(db.Rows.AsNoTracking().Where(r => r.Place == place), cursor, limit, ct)).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var people = await accounts.ProfilesAsync([.. page.Rows.SelectMany(r => (UserId?[])[r.Actor, TargetOf(r)]).OfType<UserId>().Distinct()], ct);
        var items = page.Rows.Select(r => new PlaceAuditView(r.Id, r.At, Find(r.Actor), r.Act, Find(TargetOf(r)), r.Reason));
        return new PlaceAuditPage([.. items], page.Next);

        Profile? Find(UserId? user) => user is { } known ? people.GetValueOrDefault(known) : null;
    }

    private static UserId? TargetOf(AuditRow row) => IdText.TryParse<UserId>(row.Target, out var user) ? user : null;

    private static async Task<Result<Slice>> PageAsync(IQueryable<AuditRow> query, string? cursor, int? wanted, CancellationToken ct)
    {
        if (!Page.Read<Guid>(cursor, wanted).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        query = page.After is { } after ? query.Where(r => r.Id.CompareTo(after) < 0) : query;
        var rows = await query.OrderByDescending(r => r.Id).Take(page.Limit + 1).ToListAsync(ct);
        var (items, next) = Page.Cut(rows, page.Limit, r => r.Id);
        return new Slice(items, next);
    }

    private sealed record Slice(IReadOnlyList<AuditRow> Rows, string? Next);
}
