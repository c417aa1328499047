using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Notifications;

/// <summary>An account is gone: its list and its choices go with it; in the lists of others its deeds are nobody's (ACC-22).</summary>
internal sealed class ForgetPerson(IDatabase database, Inbox inbox) : IHandle<AccountErased>
{
    public Task HandleAsync(AccountErased domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (db, user) = (unit.Db<NotificationsDb>(), domainEvent.UserId);
            await db.Items.Where(n => n.UserId == user).ExecuteDeleteAsync();
            await db.Settings.Where(s => s.UserId == user).ExecuteDeleteAsync();
            await db.Levels.Where(l => l.UserId == user).ExecuteDeleteAsync();
            await inbox.DropAsync(unit, items => items.Where(n => n.Actor == user && n.Kind == NotificationKind.Application));
            return await db.Items.Where(n => n.Actor == user).ExecuteUpdateAsync(set => set.SetProperty(n => n.Actor, (UserId?)null));
        },
        ct);
}

/// <summary>What somebody was told, and how they want to be told (ACC-21).</summary>
internal sealed class NotificationsExport(NotificationsDb db) : IExportContributor
{
    public string Name => "notifications";

    public async Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct)
    {
        await folder.AddJsonAsync(
            "notifications",
            db.Items.AsNoTracking().Where(n => n.UserId == user).OrderBy(n => n.At)
                .Select(n => new { n.Kind, n.PlaceId, n.PlaceName, n.Sequence, n.Number, n.At, n.ReadAt }).AsAsyncEnumerable(),
            ct);
        await folder.AddJsonAsync(
            "settings",
            db.Settings.AsNoTracking().Where(s => s.UserId == user).Select(s => new { s.Sound, s.QuietOn, s.QuietFrom, s.QuietTo }).AsAsyncEnumerable(),
            ct);
        await folder.AddJsonAsync(
            "groups", db.Levels.AsNoTracking().Where(l => l.UserId == user).Select(l => new { l.GroupId, l.Level }).AsAsyncEnumerable(), ct);
    }
}
