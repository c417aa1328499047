using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Rooms;

/// <summary>
/// The list of open rooms, newest first (ROOM-2, ROOM-3). The cursor is the last id shown: ids sort by creation, so rooms that
/// open or close meanwhile neither repeat nor hide another.
/// </summary>
internal sealed class ListRooms(RoomsDb db)
{
    private const int MaxQuery = 60;

    public sealed record Request(Channel? Channel, string? Q, bool? HasSpace, bool? NoPassword, string? Cursor, int? Limit);

    public async Task<Result<RoomPage>> RunAsync(Request request, CancellationToken ct)
    {
        var limit = request.Limit ?? Page.DefaultLimit;
        if (limit is < 1 or > Page.MaxLimit)
        {
            return Page.LimitInvalid;
        }

        var query = db.Rooms.AsNoTracking().Where(r => !r.Closed);
        if (!string.IsNullOrEmpty(request.Cursor))
        {
            if (!RoomId.TryParse(Page.Decode(request.Cursor), null, out var after))
            {
                return Page.CursorInvalid;
            }

            query = query.Where(r => ((Guid)(object)r.Id).CompareTo(after.Value) < 0);
        }

        var rooms = await Filter(query, request).OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(ct);
        var next = rooms.Count > limit ? Page.Encode(rooms[limit - 1].Id.ToString()) : null;
        return new RoomPage([.. rooms.Take(limit).Select(RoomView.Of)], next);
    }

    private static IQueryable<OpenRoom> Filter(IQueryable<OpenRoom> query, Request request)
    {
        if (request.Channel is { } channel)
        {
            query = query.Where(r => r.Channel == channel);
        }

        if (request.HasSpace == true)
        {
            query = query.Where(r => r.HasSpace);
        }

        if (request.NoPassword == true)
        {
            query = query.Where(r => !r.HasPassword);
        }

        var term = OpenRoom.Fold(request.Q ?? "");
        if (term.Length > 0)
        {
            var pattern = $"%{Escape(term.Length > MaxQuery ? term[..MaxQuery] : term)}%";
            query = query.Where(r => EF.Functions.Like(r.TitleFolded, pattern, "\\"));
        }

        return query;
    }

    /// <summary><c>%</c> and <c>_</c> mean themselves (ROOM-3).</summary>
    private static string Escape(string term) => term
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);
}
