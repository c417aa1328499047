using Microsoft.EntityFrameworkCore;
using StudyHub.Data;

namespace StudyHub.Server.Idempotency;

/// <summary>Each minute: erases the keys whose 24 hours are over (OPS-14).</summary>
internal sealed class IdempotencyUpkeep(IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<IdempotencyUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var until = Clock.GetUtcNow() - IdempotentRequests.Kept;
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IdempotencyDb>().Answers.AnyAsync(a => a.At <= until, ct))
        {
            await database.WriteAsync(unit => unit.Db<IdempotencyDb>().Answers.Where(a => a.At <= until).ExecuteDeleteAsync(), ct);
        }
    }
}
