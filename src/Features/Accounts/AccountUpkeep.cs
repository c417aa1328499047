using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Audit;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Leaving;
using StudyHub.Accounts.Profiles;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;

namespace StudyHub.Accounts;

/// <summary>
/// Each minute: writes last uses of sessions, ends those whose time is over, and erases what has outlived its limit (OPS-14): codes,
/// proofs, exports, lines of the audit log, accounts whose owners wanted to go.
/// </summary>
internal sealed class AccountUpkeep(
    IServiceScopeFactory scopes, SessionBook book, SessionLife life, AccountsOptions options, TimeProvider clock, ILogger<AccountUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private const int Batch = 200;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var now = Clock.GetUtcNow(); // Before the uses are taken: one made later must not count as missing.
        await WriteLastUsesAsync(services.GetRequiredService<IDatabase>(), ct);
        await EndSessionsAsync(services, now, ct);
        await EraseAsync(services, now, ct);
    }

    private async Task WriteLastUsesAsync(IDatabase database, CancellationToken ct)
    {
        foreach (var batch in book.TakeUnwritten().Chunk(Batch))
        {
            await database.WriteAsync(
                async unit =>
                {
                    var sessions = unit.Db<AccountsDb>().Sessions;
                    foreach (var (session, usedAt) in batch)
                    {
                        await sessions.Where(s => s.Id == session && s.LastUsedAt < usedAt)
                            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastUsedAt, usedAt));
                    }

                    return batch.Length;
                },
                ct);
        }
    }

    private async Task EndSessionsAsync(IServiceProvider services, DateTimeOffset now, CancellationToken ct)
    {
        var (idleSince, startedBefore) = (now - life.Idle, now - life.Total);
        var db = services.GetRequiredService<AccountsDb>();
        if (!await db.Sessions.AnyAsync(s => s.LastUsedAt <= idleSince || s.CreatedAt <= startedBefore, ct))
        {
            return;
        }

        await services.GetRequiredService<SessionEnds>().EndAsync(s => s.LastUsedAt <= idleSince || s.CreatedAt <= startedBefore, ct);
    }

    private async Task EraseAsync(IServiceProvider services, DateTimeOffset now, CancellationToken ct)
    {
        var (db, database) = (services.GetRequiredService<AccountsDb>(), services.GetRequiredService<IDatabase>());
        if (await db.Codes.AnyAsync(c => c.ExpiresAt <= now, ct) || await db.Proofs.AnyAsync(p => p.ExpiresAt <= now, ct))
        {
            await database.WriteAsync(
                async unit =>
                {
                    var writer = unit.Db<AccountsDb>();
                    return await writer.Codes.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync()
                        + await writer.Proofs.Where(p => p.ExpiresAt <= now).ExecuteDeleteAsync();
                },
                ct);
        }

        if (await db.Exports.AnyAsync(e => e.ExpiresAt <= now, ct))
        {
            await database.WriteAsync(unit => EraseExportsAsync(unit, now), ct);
        }

        var auditedBefore = now - TimeSpan.FromDays(options.AuditDays);
        if (await services.GetRequiredService<AuditDb>().Rows.AnyAsync(r => r.At < auditedBefore, ct))
        {
            await database.WriteAsync(unit => EraseAuditAsync(unit, services.GetRequiredService<IAudit>(), auditedBefore), ct);
        }

        await services.GetRequiredService<EraseAccounts>().RunAsync(ct);
    }

    /// <summary>The database lets go of lines only by the log's own time: where nothing has happened for long, the erasing itself is a line.</summary>
    private static async Task<int> EraseAuditAsync(WriteUnit unit, IAudit audit, DateTimeOffset before)
    {
        var rows = unit.Db<AuditDb>().Rows;
        if (await rows.MaxAsync(r => r.At) - AccountsOptions.AuditDaysAtLeast < before)
        {
            await audit.RecordAsync(unit, new(null, "audit.erased", null, null));
        }

        return await rows.Where(r => r.At < before).ExecuteDeleteAsync();
    }

    private static async Task<int> EraseExportsAsync(WriteUnit unit, DateTimeOffset now)
    {
        var db = unit.Db<AccountsDb>();
        var over = await db.Exports.Where(e => e.ExpiresAt <= now).OrderBy(e => e.ExpiresAt).Take(Batch).ToListAsync();
        db.Exports.RemoveRange(over);
        await db.SaveChangesAsync();
        foreach (var export in over)
        {
            await unit.TellAsync(new BlobUnused(export.Blob));
        }

        return over.Count;
    }
}
