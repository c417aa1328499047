using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Data.Search;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat.Searching;

/// <summary>Finds messages of one room by any part of their text, newest first (CHAT-11). Door: <c>GET /rooms/{roomId}/messages/search</c>.</summary>
internal sealed class SearchMessages(ChatDb db, IDatabase database, ChatAccess access, MessageIndex index, ReadChat read)
{
    private const int Shortest = 2;
    private const int Longest = 100;

    /// <summary>Entries looked at for one page; beyond, the page is short and the caller continues.</summary>
    private const int Reach = 300;

    /// <summary>A power of two; twice as many messages as that have places in a room.</summary>
    private const long LongestStep = 1L << 31;

    /// <param name="RoomId">Where.</param>
    /// <param name="Q">Two to 100 characters of the text.</param>
    /// <param name="Author">A user's id.</param>
    /// <param name="From">Not before.</param>
    /// <param name="To">Before.</param>
    /// <param name="HasFile">Only messages with files.</param>
    /// <param name="Cursor">Of the page before.</param>
    /// <param name="Limit">Messages on the page.</param>
    public sealed record Request(RoomId RoomId, string? Q, string? Author, DateTimeOffset? From, DateTimeOffset? To, bool HasFile, string? Cursor, int? Limit);

    public async Task<Result<MessageList>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckReadAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (!Page.Read<long>(request.Cursor, request.Limit).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var term = Grams.Fold(request.Q);
        if (TextRules.Length(term) is < Shortest or > Longest)
        {
            return ChatErrors.FieldInvalid;
        }

        await index.CatchUpAsync(request.RoomId, ct);
        return await FindAsync(request, term, page.After ?? long.MaxValue, page.Limit, ct);
    }

    private async Task<Result<MessageList>> FindAsync(Request request, string term, long before, int limit, CancellationToken ct)
    {
        var room = request.RoomId;
        before = Math.Min(before, await FirstNumberAsync(room, request.To, long.MaxValue, ct));
        var first = await FirstNumberAsync(room, request.From, 0, ct);
        List<string> grams = [.. Grams.OfTerm(term)], flags = [.. Flags(request)];
        var found = new List<(long Number, Message Message)>();
        long? position = before;
        for (var looked = 0; looked < Reach && position is { } at && found.Count <= limit;)
        {
            var batch = Math.Max(limit + 1, looked);
            var numbers = await database.Grams.FindAsync(db, SearchTables.Name, grams, flags, at, batch, ct);
            found.AddRange(await LoadAsync([.. numbers.Where(n => n >= first)], term, ct));
            looked += numbers.Count;
            position = numbers.Count < batch || numbers[^1] < first ? null : numbers[^1];
        }

        var page = found.Take(limit).ToList();
        position = found.Count > limit ? page[^1].Number : position;
        return new MessageList(await read.ViewAsync([.. page.Select(f => f.Message)], ct), Page.Next(position));
    }

    /// <summary>The index decides nearly everything; longer terms, and messages that changed a moment ago, are looked at.</summary>
    private async Task<IEnumerable<(long, Message)>> LoadAsync(List<long> numbers, string term, CancellationToken ct)
    {
        var messages = await db.Found.Where(f => numbers.Contains(f.Number))
            .Join(db.Messages, f => new { f.RoomId, f.Sequence }, m => new { m.RoomId, m.Sequence }, (f, m) => new { f.Number, Message = m })
            .Where(f => f.Message.Removed == null).AsNoTracking().ToListAsync(ct);
        return messages.OrderByDescending(f => f.Number)
            .Where(f => Grams.Fold(f.Message.Text).Contains(term, StringComparison.Ordinal))
            .Select(f => (f.Number, f.Message));
    }

    /// <summary>The number of the first message since an instant; within a room numbers rise with time.</summary>
    private async Task<long> FirstNumberAsync(RoomId room, DateTimeOffset? since, long whenever, CancellationToken ct)
    {
        if (since is not { } instant)
        {
            return whenever;
        }

        // Shorter and shorter steps over what was posted before: no index knows when a message was posted, and a room may have a million.
        var (id, at) = (room.Value, instant.ToUnixTimeMilliseconds());
        var earlier = await db.Database.SqlQuery<long>($"""
            WITH RECURSIVE walk(place, step) AS (
                SELECT CAST(0 AS BIGINT), CAST({LongestStep} AS BIGINT)
                UNION ALL
                SELECT CASE WHEN place + step <= (SELECT r."Offset" FROM "chat_rooms" r WHERE r."RoomId" = {id}) AND COALESCE((
                        SELECT m."PostedAt" FROM "chat_messages" m WHERE m."RoomId" = {id} AND m."Sequence" <= place + step ORDER BY m."Sequence" DESC LIMIT 1), 0) < {at}
                    THEN place + step ELSE place END, step / 2
                FROM walk WHERE step > 0)
            SELECT MAX(place) AS "Value" FROM walk
            """).ToListAsync(ct);
        return await db.Found.Where(f => f.RoomId == room && f.Sequence > earlier[0]).OrderBy(f => f.Sequence).Select(f => (long?)f.Number).FirstOrDefaultAsync(ct) ?? long.MaxValue;
    }

    private static IEnumerable<string> Flags(Request request) =>
    [
        MessageIndex.RoomFlag(request.RoomId),
        .. string.IsNullOrEmpty(request.Author) ? (string[])[] : [MessageIndex.AuthorFlag(IdText.Read<UserId>(request.Author))],
        .. request.HasFile ? (string[])[MessageIndex.FileFlag] : [],
    ];
}
