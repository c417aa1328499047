using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Chat.Files;
using StudyHub.Data;

namespace StudyHub.Chat;

/// <summary>Every ten minutes: files whose message never came go after a day. What is due stands in the rows, so a restart forgets nothing.</summary>
internal sealed class ChatUpkeep(IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<ChatUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private const int Batch = 100;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(10);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var before = Clock.GetUtcNow() - ChatFile.WaitsFor;
        await using var scope = scopes.CreateAsyncScope();
        if (await Due(scope.ServiceProvider.GetRequiredService<ChatDb>(), before).AnyAsync(ct))
        {
            await database.WriteAsync(
                async unit =>
                {
                    await ChatFile.DropAsync(unit, Due(unit.Db<ChatDb>(), before).OrderBy(f => f.UploadedAt).Take(Batch));
                    return true;
                },
                ct);
        }
    }

    private static IQueryable<ChatFile> Due(ChatDb db, DateTimeOffset before) => db.Files.Where(f => f.Sequence == null && f.UploadedAt < before);
}
