using Microsoft.EntityFrameworkCore;
using StudyHub.Data.Search;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Rooms;

/// <summary>
/// The list of open rooms, newest first (ROOM-2, ROOM-3). The cursor is the last one shown: ids, and numbers of the search, sort by
/// creation, so rooms that open or close meanwhile neither repeat nor hide another.
/// </summary>
internal sealed class ListRooms(RoomsDb db, RoomSearch search)
{
    private const int MaxQuery = 60;

    public sealed record Request(Channel? Channel, string? Q, bool? HasSpace, bool? NoPassword, string? Cursor, int? Limit);

    public async Task<Result<RoomPage>> RunAsync(Request request, CancellationToken ct)
    {
        var term = Grams.Fold(request.Q);
        term = term.Length > MaxQuery ? term[..MaxQuery] : term;
        return term.Length > 0 ? await SearchAsync(request, term, ct) : await BrowseAsync(request, ct);
    }

    private async Task<Result<RoomPage>> SearchAsync(Request request, string term, CancellationToken ct)
    {
        if (!Page.Read<long>(request.Cursor, request.Limit).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        var found = await search.Index.FindAsync(db, term, Flags(request), page.After, page.Limit, ids => LoadAsync(ids, term, request, ct), ct);
        return new RoomPage([.. found.Items.Select(RoomView.Of)], Page.Next(found.Next));
    }

    /// <summary>The index decides nearly everything; longer terms, and rooms that changed a moment ago, are looked at.</summary>
    private async Task<IReadOnlyDictionary<Guid, OpenRoom>> LoadAsync(IReadOnlyList<Guid> ids, string term, Request request, CancellationToken ct)
    {
        var wanted = ids.Select(RoomId.Of).ToList();
        var rooms = await db.Rooms.AsNoTracking().Where(r => wanted.Contains(r.Id)).ToListAsync(ct);
        return rooms
            .Where(r => !r.Closed && r.TitleFolded.Contains(term, StringComparison.Ordinal))
            .Where(r => (request.HasSpace != true || r.HasSpace) && (request.NoPassword != true || !r.HasPassword))
            .ToDictionary(r => r.Id.Value);
    }

    private async Task<Result<RoomPage>> BrowseAsync(Request request, CancellationToken ct)
    {
        if (!Page.Read<Guid>(request.Cursor, request.Limit).IsOk(out var page, out var wrong))
        {
            return wrong;
        }

        // Every value is a parameter; the text is made of the code's own words.
#pragma warning disable EF1002
        var rooms = await db.Rooms.FromSqlRaw(Sql(request), page.After ?? Guid.AllBitsSet, page.Limit + 1).AsNoTracking().ToListAsync(ct);
#pragma warning restore EF1002
        var (shown, next) = Page.Cut(rooms, page.Limit, r => r.Id);
        return new RoomPage([.. shown.Select(RoomView.Of)], next);
    }

    /// <summary>
    /// Rooms equal in channel, space and password are one run of the index, newest first; a page is merged from the beginnings of the
    /// runs it may show, however many rooms there are.
    /// </summary>
    private static string Sql(Request request)
    {
        if (request is { Channel: null, HasSpace: not true, NoPassword: not true })
        {
            return Run("");
        }

        var runs =
            from channel in request.Channel is { } one ? [one] : Enum.GetValues<Channel>()
            from space in (string[])(request.HasSpace == true ? ["TRUE"] : ["TRUE", "FALSE"])
            from password in (string[])(request.NoPassword == true ? ["FALSE"] : ["FALSE", "TRUE"])
            select $"SELECT * FROM ({Run($" AND \"Channel\" = {(int)channel} AND \"HasSpace\" = {space} AND \"HasPassword\" = {password}")}) AS run";
        return $"{string.Join(" UNION ALL ", runs)} ORDER BY \"Id\" DESC LIMIT {{1}}";
    }

    private static string Run(string equal) =>
        $"SELECT * FROM \"rooms_open_rooms\" WHERE \"Closed\" = FALSE{equal} AND \"Id\" < {{0}} ORDER BY \"Id\" DESC LIMIT {{1}}";

    private static IEnumerable<string> Flags(Request request)
    {
        if (request.Channel is { } channel)
        {
            yield return $"c{(int)channel}";
        }

        if (request.HasSpace == true)
        {
            yield return "s";
        }

        if (request.NoPassword == true)
        {
            yield return "p";
        }
    }
}
