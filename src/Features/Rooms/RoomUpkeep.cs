using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>Each minute: erases rooms that closed 30 days ago (ROOM-12). What is due stands in the rows, so a restart forgets nothing.</summary>
internal sealed class RoomUpkeep(
    IServiceScopeFactory scopes, IDatabase database, RoomsOptions options, TimeProvider clock, ILogger<RoomUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private const int Batch = 100;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var before = Clock.GetUtcNow() - options.ClosedDays;
        await using var scope = scopes.CreateAsyncScope();
        var due = await scope.ServiceProvider.GetRequiredService<RoomsDb>().Rooms
            .Where(r => r.ClosedAt <= before).OrderBy(r => r.ClosedAt).Take(Batch).Select(r => r.Id).ToListAsync(ct);
        foreach (var room in due)
        {
            await database.WriteAsync(
                async unit =>
                {
                    await unit.Db<RoomsDb>().Rooms.Where(r => r.Id == room).ExecuteDeleteAsync();
                    await unit.TellAsync(new RoomErased(room));
                    return true;
                },
                ct);
        }
    }
}
