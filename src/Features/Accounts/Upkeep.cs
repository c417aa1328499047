using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;

namespace StudyHub.Accounts;

/// <summary>Each minute: writes last uses of sessions, ends those whose time is over, erases codes and proofs that lost their meaning (OPS-14).</summary>
internal sealed partial class Upkeep(
    IServiceScopeFactory scopes, SessionBook book, SessionLife life, TimeProvider clock, ILogger<Upkeep> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    public async Task RunOnceAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        await WriteLastUsesAsync(services.GetRequiredService<IDatabase>(), ct);
        await EndSessionsAsync(services, ct);
        await EraseAsync(services, ct);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, clock);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await RunOnceAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e);
            }
        }
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
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

    private async Task EndSessionsAsync(IServiceProvider services, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (idleSince, startedBefore) = (now - life.Idle, now - life.Total);
        var db = services.GetRequiredService<AccountsDb>();
        if (!await db.Sessions.AnyAsync(s => s.LastUsedAt <= idleSince || s.CreatedAt <= startedBefore, ct))
        {
            return;
        }

        var ends = services.GetRequiredService<SessionEnds>();
        while (await ends.EndAsync(s => s.LastUsedAt <= idleSince || s.CreatedAt <= startedBefore, ct) == SessionEnds.Batch)
        {
            // The next batch.
        }
    }

    private async Task EraseAsync(IServiceProvider services, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var db = services.GetRequiredService<AccountsDb>();
        if (!await db.Codes.AnyAsync(c => c.ExpiresAt <= now, ct) && !await db.Proofs.AnyAsync(p => p.ExpiresAt <= now, ct))
        {
            return;
        }

        await services.GetRequiredService<IDatabase>().WriteAsync(
            async unit =>
            {
                var writer = unit.Db<AccountsDb>();
                return await writer.Codes.Where(c => c.ExpiresAt <= now).ExecuteDeleteAsync()
                    + await writer.Proofs.Where(p => p.ExpiresAt <= now).ExecuteDeleteAsync();
            },
            ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Upkeep of accounts failed; it will be tried again in a minute")]
    private partial void LogFailed(Exception e);
}
