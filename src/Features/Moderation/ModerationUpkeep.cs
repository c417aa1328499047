using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Moderation.Reports;

namespace StudyHub.Moderation;

/// <summary>Each hour: erases reports closed a year ago. What is due stands in the rows, so a restart forgets nothing.</summary>
internal sealed class ModerationUpkeep(IServiceScopeFactory scopes, IDatabase database, KeptPictures pictures, TimeProvider clock, ILogger<ModerationUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromHours(1);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var before = Clock.GetUtcNow() - Report.KeptClosed;
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<ModerationDb>().Reports
            .Where(r => r.ClosedAt <= before).Select(r => new { r.Id, r.HasPicture }).ToListAsync(ct);
        if (due.Count > 0)
        {
            await pictures.ForgetAsync(due.Where(r => r.HasPicture).Select(r => r.Id), ct);
            await database.WriteAsync(unit => unit.Db<ModerationDb>().Reports.Where(r => r.ClosedAt <= before).ExecuteDeleteAsync(), ct);
        }
    }
}
