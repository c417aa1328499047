using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Data.Search;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat.Searching;

/// <summary>
/// Keeps the search of messages. Sending only notes that a message is new; its grams follow in batches, so that whoever sends does not
/// wait for them. Whoever searches first lets the room catch up.
/// </summary>
internal sealed partial class MessageIndex(IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<MessageIndex> logger) : BackgroundService
{
    private const int Batch = 300;
    private const int MostBatches = 20;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    private readonly WakeSignal _wake = new();

    public static string RoomFlag(RoomId room) => $"fr{room.Value:n}";

    public static string AuthorFlag(UserId author) => $"fa{author.Value:n}";

    public const string FileFlag = "ff";

    /// <summary>Inside the unit that stores a new message, and that it waits.</summary>
    public void Added(WriteUnit unit) => unit.AfterCommit(Wake);

    /// <summary>Inside the unit that changes a message's text or takes it away.</summary>
    public async Task RenewAsync(WriteUnit unit, Message message)
    {
        if (!await unit.Db<ChatDb>().Unindexed.AnyAsync(u => u.RoomId == message.RoomId && u.Sequence == message.Sequence))
        {
            unit.Db<ChatDb>().Unindexed.Add(new() { RoomId = message.RoomId, Sequence = message.Sequence });
            Added(unit);
        }
    }

    /// <summary>When it returns, what was said in the room before the call is found.</summary>
    public async Task CatchUpAsync(RoomId room, CancellationToken ct)
    {
        for (var batches = 0; batches < MostBatches && await IndexAsync(room, ct) == Batch; batches++)
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await IndexAsync(null, stoppingToken) < Batch)
                {
                    await _wake.WaitAsync(stoppingToken);
                    await Task.Delay(s_rest, clock, stoppingToken); // What comes meanwhile goes into the same batch.
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await Task.Delay(s_rest, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>How many messages were looked at.</returns>
    private async Task<int> IndexAsync(RoomId? room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reading = scope.ServiceProvider.GetRequiredService<ChatDb>();
        if (!await Waiting(reading, room).AnyAsync(ct))
        {
            return 0; // Without a turn at the writer.
        }

        return await database.WriteAsync(unit => IndexAsync(unit.Db<ChatDb>(), room), ct);
    }

    /// <summary>A few questions and changes for the whole batch, however many rooms it is from.</summary>
    private async Task<int> IndexAsync(ChatDb db, RoomId? room)
    {
        var waiting = await Waiting(db, room).AsNoTracking().OrderBy(u => u.RoomId).ThenBy(u => u.Sequence).Take(Batch).ToListAsync();
        if (waiting.Count == 0)
        {
            return 0;
        }

        // Nobody else writes meanwhile: the batch is what stands between its first and its last.
        var batch = new Stretch(waiting[0].RoomId.Value, waiting[0].Sequence, waiting[^1].RoomId.Value, waiting[^1].Sequence);
        await NumberAsync(db, batch);
        await PutAsync(db, batch);
        await db.Database.ExecuteSqlAsync(
            $"""DELETE FROM "chat_unindexed" WHERE ("RoomId", "Sequence") >= ({batch.FirstRoom}, {batch.First}) AND ("RoomId", "Sequence") <= ({batch.LastRoom}, {batch.Last})""");
        return waiting.Count;
    }

    // Below, CROSS JOIN: SQLite would rather go through all that was ever said in the batch's rooms than begin with what waits.

    /// <summary>Gives those that have none a number, in their order.</summary>
    private static Task<int> NumberAsync(ChatDb db, Stretch batch) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO "chat_search_entries" ("RoomId", "Sequence")
        SELECT u."RoomId", u."Sequence" FROM "chat_unindexed" u CROSS JOIN "chat_messages" m
        WHERE m."RoomId" = u."RoomId" AND m."Sequence" = u."Sequence"
            AND (u."RoomId", u."Sequence") >= ({batch.FirstRoom}, {batch.First}) AND (u."RoomId", u."Sequence") <= ({batch.LastRoom}, {batch.Last}) AND m."Removed" IS NULL
            AND NOT EXISTS (SELECT 1 FROM "chat_search_entries" e WHERE e."RoomId" = u."RoomId" AND e."Sequence" = u."Sequence")
        ORDER BY u."RoomId", u."Sequence"
        """);

    private async Task PutAsync(ChatDb db, Stretch batch)
    {
        var messages = (await Of(db.Messages, "chat_messages", batch).ToListAsync()).ToDictionary(m => (m.RoomId, m.Sequence));
        var files = (await Of(db.Files, "chat_files", batch).ToListAsync()).Select(f => (f.RoomId, f.Sequence!.Value)).ToHashSet();
        foreach (var entry in await Of(db.Found, "chat_search_entries", batch).ToListAsync())
        {
            if (messages.TryGetValue((entry.RoomId, entry.Sequence), out var message) && message.Removed is null)
            {
                string[] flags = [RoomFlag(message.RoomId), AuthorFlag(message.Author), .. files.Contains((entry.RoomId, entry.Sequence)) ? (string[])[FileFlag] : []];
                await database.Grams.PutAsync(db, SearchTables.Name, entry.Number, Grams.OfText(Grams.Fold(message.Text)).Concat(flags));
            }
            else
            {
                await database.Grams.RemoveAsync(db, SearchTables.Name, entry.Number);
                await db.Found.Where(f => f.Number == entry.Number).ExecuteDeleteAsync();
            }
        }
    }

    /// <summary>The rows of a table that belong to the batch's messages.</summary>
    private static IQueryable<T> Of<T>(DbSet<T> rows, string table, Stretch batch)
        where T : class =>
#pragma warning disable EF1002 // The table's name comes from the code alone.
        rows.FromSqlRaw(
            $$"""
            SELECT t.* FROM "chat_unindexed" u CROSS JOIN "{{table}}" t
            WHERE t."RoomId" = u."RoomId" AND t."Sequence" = u."Sequence"
                AND (u."RoomId", u."Sequence") >= ({0}, {1}) AND (u."RoomId", u."Sequence") <= ({2}, {3})
            """,
            batch.FirstRoom,
            batch.First,
            batch.LastRoom,
            batch.Last).AsNoTracking();
#pragma warning restore EF1002

    private static IQueryable<UnindexedMessage> Waiting(ChatDb db, RoomId? room) =>
        room is { } one ? db.Unindexed.Where(u => u.RoomId == one) : db.Unindexed;

    private ValueTask Wake()
    {
        _wake.Set();
        return ValueTask.CompletedTask;
    }

    private readonly record struct Stretch(Guid FirstRoom, long First, Guid LastRoom, long Last);

    [LoggerMessage(Level = LogLevel.Error, Message = "Messages could not be indexed; it will be tried again")]
    private partial void LogFailed(Exception e);
}
