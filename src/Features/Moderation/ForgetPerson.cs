using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Moderation.Contracts;
using StudyHub.Moderation.Reports;

namespace StudyHub.Moderation;

/// <summary>
/// An account is gone: its blocks, those of others on it, and its closed reports go. What waits for an answer still protects others and stays
/// without the reporter; copies of the erased profile are emptied (ACC-22).
/// </summary>
internal sealed class ForgetPerson(ModerationDb reader, IDatabase database, KeptPictures pictures) : IHandle<AccountErased>
{
    public async Task HandleAsync(AccountErased domainEvent, CancellationToken ct)
    {
        var user = domainEvent.UserId;
        var kept = await reader.Reports
            .Where(r => r.HasPicture && ((r.Reporter == user && r.IsClosed) || (r.Kind == ReportKind.User && r.Author == user)))
            .Select(r => r.Id).ToListAsync(ct);
        await pictures.ForgetAsync(kept, ct);
        await database.WriteAsync(unit => ForgetAsync(unit.Db<ModerationDb>(), user), ct);
    }

    private static async Task<int> ForgetAsync(ModerationDb db, UserId user)
    {
        await db.Blocks.Where(b => b.UserId == user || b.Blocked == user).ExecuteDeleteAsync();
        await db.Reports.Where(r => r.Reporter == user && r.IsClosed).ExecuteDeleteAsync();
        await db.Reports.Where(r => r.Reporter == user).ExecuteUpdateAsync(set => set.SetProperty(r => r.Reporter, (UserId?)null));
        return await db.Reports.Where(r => r.Kind == ReportKind.User && r.Author == user)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.Content, "").SetProperty(r => r.HasPicture, false));
    }
}

/// <summary>What somebody reported, and whom they block (ACC-21).</summary>
internal sealed class ModerationExport(ModerationDb db) : IExportContributor
{
    public string Name => "moderation";

    public async Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct)
    {
        await folder.AddJsonAsync(
            "reports",
            db.Reports.AsNoTracking().Where(r => r.Reporter == user).OrderBy(r => r.CreatedAt)
                .Select(r => new { r.Kind, r.TargetId, r.Sequence, r.Category, r.Text, r.CreatedAt, r.ClosedAt, r.Outcome, r.Answer }).AsAsyncEnumerable(),
            ct);
        await folder.AddJsonAsync(
            "blocks",
            db.Blocks.AsNoTracking().Where(b => b.UserId == user).OrderBy(b => b.BlockedAt).Select(b => new { b.Blocked, b.BlockedAt }).AsAsyncEnumerable(),
            ct);
    }
}
