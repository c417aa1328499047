using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Meetings.Hosting;

/// <summary>What a person can look back at: closed rooms they sat in (ROOM-12), warnings they have not seen (MEET-16).</summary>
internal static class RecentRooms
{
    /// <summary>Visits looked through, newest first.</summary>
    private const int Reach = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/rooms").WithTags("Rooms").RequireAuthorization();
        rooms.MapGet("/recent", ListAsync).Refuses(401);
        rooms.MapGet("/warnings", UnseenAsync).Refuses(401);
        rooms.MapPost("/warnings/seen", SeenAsync).Refuses(400, 401, 403, 413, 415);
    }

    private static async Task<Ok<RecentRoomList>> ListAsync(Caller caller, MeetingsDb db, IRooms rooms, CancellationToken ct)
    {
        var visited = await db.Visits.AsNoTracking()
            .Where(v => v.UserId == caller.UserId && !db.Bans.Any(b => b.RoomId == v.RoomId && b.UserId == caller.UserId))
            .OrderByDescending(v => v.FirstAt).Take(Reach).Select(v => v.RoomId).ToListAsync(ct);
        var closed = await rooms.ClosedAsync(visited, ct);
        return TypedResults.Ok(new RecentRoomList([.. closed.OrderByDescending(r => r.ClosedAt).Take(Page.MaxLimit)
            .Select(r => new RecentRoom(r.Id, r.Title, r.Channel, r.ClosedAt, r.ErasedAt))]));
    }

    private static async Task<Ok<UnseenRoomWarnings>> UnseenAsync(Caller caller, MeetingsDb db, IRooms rooms, CancellationToken ct)
    {
        var unseen = await db.Warnings.AsNoTracking().Where(w => w.UserId == caller.UserId && w.SeenAt == null).OrderBy(w => w.WarnedAt).Take(Page.MaxLimit).ToListAsync(ct);
        var views = new List<UnseenRoomWarning>();
        foreach (var warning in unseen)
        {
            var room = await rooms.FindAsync(warning.RoomId, ct);
            views.Add(new(warning.Id, warning.RoomId, room?.Title ?? "", warning.Reason, warning.Number, warning.WarnedAt));
        }

        return TypedResults.Ok(new UnseenRoomWarnings(views));
    }

    private static async Task<NoContent> SeenAsync(SeenWarningsBody body, Caller caller, IDatabase database, TimeProvider clock, CancellationToken ct)
    {
        var (now, seen) = (clock.GetUtcNow(), body.Ids.Take(Page.MaxLimit).ToList());
        await database.WriteAsync(
            unit => unit.Db<MeetingsDb>().Warnings.Where(w => w.UserId == caller.UserId && w.SeenAt == null && seen.Contains(w.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(w => w.SeenAt, now)),
            ct);
        return TypedResults.NoContent();
    }

    internal sealed record SeenWarningsBody(IReadOnlyList<Guid> Ids);
}

internal sealed record RecentRoom(RoomId Id, string Title, Channel Channel, DateTimeOffset ClosedAt, DateTimeOffset ErasedAt);

internal sealed record RecentRoomList(IReadOnlyList<RecentRoom> Items);

internal sealed record UnseenRoomWarning(Guid Id, RoomId RoomId, string RoomTitle, string Reason, int Number, DateTimeOffset WarnedAt);

internal sealed record UnseenRoomWarnings(IReadOnlyList<UnseenRoomWarning> Items);
