using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Data;

namespace StudyHub.Notifications;

/// <summary>Each hour: takes out what came ninety days ago. What is due stands in the rows, so a restart forgets nothing.</summary>
internal sealed class NotificationsUpkeep(
    IServiceScopeFactory scopes, IDatabase database, Inbox inbox, TimeProvider clock, ILogger<NotificationsUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromHours(1);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var before = Clock.GetUtcNow() - Notification.Kept;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<NotificationsDb>().Items.AnyAsync(n => n.At <= before, ct))
        {
            await database.WriteAsync(
                async unit =>
                {
                    await inbox.DropAsync(unit, items => items.Where(n => n.At <= before));
                    return true;
                },
                ct);
        }
    }
}
