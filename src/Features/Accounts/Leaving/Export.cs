using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Profiles;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Leaving;

/// <summary>A person's export (ACC-21): asked for, then ready for 24 hours. One for each account; a newer one replaces the older.</summary>
internal sealed class Export
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public required UserId UserId { get; init; }

    /// <summary>The archive's key.</summary>
    public required string Blob { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public long Bytes { get; init; }
}

/// <param name="State"><c>none</c>, <c>preparing</c> or <c>ready</c>.</param>
/// <param name="ExpiresAt">Until when it can be fetched.</param>
/// <param name="Bytes">Its size; 0 until it is ready.</param>
internal sealed record ExportView(string State, DateTimeOffset? RequestedAt, DateTimeOffset? ExpiresAt, long Bytes)
{
    public static ExportView Of(Export? export, DateTimeOffset now) => export switch
    {
        null => new("none", null, null, 0),
        { ReadyAt: null } => new("preparing", export.RequestedAt, null, 0),
        { ExpiresAt: { } end } when now >= end => new("none", null, null, 0),
        _ => new("ready", export.RequestedAt, export.ExpiresAt, export.Bytes),
    };
}

/// <summary>Asks for an export; it is made in the background. Door: <c>POST /me/export</c>.</summary>
internal sealed class RequestExport(RecentProof proof, IDatabase database, ICounters counters, ExportWorker worker, TimeProvider clock)
{
    private const int PerDay = 5;

    public async Task<Result<ExportView>> RunAsync(Caller caller, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        if (await counters.TryCountAsync($"accounts.export:{caller.UserId}", PerDay, TimeSpan.FromDays(1), ct) is { } wait)
        {
            return AccountsErrors.TooManyExports(wait);
        }

        var export = await database.WriteAsync(unit => StoreAsync(unit, caller.UserId), ct);
        worker.Wake();
        return ExportView.Of(export, clock.GetUtcNow());
    }

    private async Task<Export> StoreAsync(WriteUnit unit, UserId user)
    {
        var (db, now) = (unit.Db<AccountsDb>(), clock.GetUtcNow());
        var old = await db.Exports.AsNoTracking().SingleOrDefaultAsync(e => e.UserId == user);
        if (old is { ReadyAt: null })
        {
            return old; // On its way.
        }

        if (old is not null)
        {
            await db.Exports.Where(e => e.UserId == user).ExecuteDeleteAsync();
            await unit.TellAsync(new BlobUnused(old.Blob));
        }

        var export = new Export { UserId = user, Blob = $"exports/{Avatar.NewName()}", RequestedAt = now };
        db.Exports.Add(export);
        await db.SaveChangesAsync();
        return export;
    }
}

/// <summary>How far the caller's export is. Door: <c>GET /me/export</c>.</summary>
internal sealed class GetExport(AccountsDb db, IBlobs blobs, TimeProvider clock)
{
    public async Task<ExportView> RunAsync(Caller caller, CancellationToken ct) =>
        ExportView.Of(await db.Exports.AsNoTracking().SingleOrDefaultAsync(e => e.UserId == caller.UserId, ct), clock.GetUtcNow());

    /// <summary>The archive, for its owner only. Door: <c>GET /me/export/file</c>.</summary>
    public async Task<Result<Stream>> OpenAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var export = await db.Exports.AsNoTracking().SingleOrDefaultAsync(e => e.UserId == caller.UserId && e.ExpiresAt > now, ct);
        return export is not null && await blobs.OpenAsync(export.Blob, ct) is { } content ? content : AccountsErrors.ExportNotFound;
    }
}
