using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Rooms;

internal static class RoomEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/rooms").WithTags("Rooms").RequireAuthorization();
        rooms.MapGet("/", ListAsync).Refuses(400, 401, 422);
        rooms.MapPost("/", CreateAsync).Idempotent().Refuses(400, 401, 403, 413, 415, 422, 429);
        rooms.MapGet("/{roomId}", GetAsync).Refuses(401, 403, 404);
        rooms.MapPatch("/{roomId}", EditAsync).Refuses(400, 401, 403, 404, 409, 410, 413, 415, 422);
        rooms.MapGet("/{roomId}/preview", PreviewAsync).AllowAnonymous().Refuses(404);
    }

    private static async Task<Results<Ok<RoomPage>, ProblemHttpResult>> ListAsync([AsParameters] ListQuery query, ListRooms list, CancellationToken ct)
    {
        if (!Channels.TryRead(query.Channel, out var channel))
        {
            return Error.Invalid("room.field_invalid", "There is no such channel.").ToProblem();
        }

        var result = await list.RunAsync(new(channel, query.Q, query.HasSpace, query.NoPassword, query.Cursor, query.Limit), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Created<RoomView>, ProblemHttpResult>> CreateAsync(RoomBody body, Caller caller, CreateRoom create, CancellationToken ct)
    {
        var result = await create.RunAsync(
            caller, body.ToWish(), ct);
        return result.IsOk(out var room, out var error) ? TypedResults.Created($"/api/v1/rooms/{room.Id}", room) : error.ToProblem();
    }

    private static async Task<Results<Ok<RoomView>, ProblemHttpResult>> EditAsync(string roomId, RoomBody body, Caller caller, EditRoom edit, CancellationToken ct)
    {
        var result = await edit.RunAsync(caller, IdText.Read<RoomId>(roomId), body.ToWish(), ct);
        return result.IsOk(out var room, out var error) ? TypedResults.Ok(room) : error.ToProblem();
    }

    private static async Task<Results<Ok<RoomView>, ProblemHttpResult>> GetAsync(string roomId, Caller caller, RoomsDb db, IRooms rooms, CancellationToken ct)
    {
        if (await FindAsync(roomId, db, ct) is { } open)
        {
            return TypedResults.Ok(RoomView.Of(open));
        }

        var id = IdText.Read<RoomId>(roomId);
        if (await rooms.FindAsync(id, ct) is not { } group)
        {
            return RoomErrors.NotFound.ToProblem();
        }

        if (await rooms.CheckMembershipAsync(id, caller.UserId, ct) is not null)
        {
            return RoomErrors.Hidden.ToProblem();
        }

        return TypedResults.Ok(RoomView.Of(group, await db.GroupRooms.AsNoTracking().SingleOrDefaultAsync(r => r.RoomId == id, ct)));
    }

    private static async Task<Results<Ok<RoomPreview>, ProblemHttpResult>> PreviewAsync(string roomId, RoomsDb db, CancellationToken ct) =>
        await FindAsync(roomId, db, ct) is { } room ? TypedResults.Ok(RoomPreview.Of(room)) : RoomErrors.NotFound.ToProblem();

    private static async Task<OpenRoom?> FindAsync(string roomId, RoomsDb db, CancellationToken ct) =>
        RoomId.TryParse(roomId, null, out var id) ? await db.Rooms.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) : null;

    private sealed record ListQuery(
        [property: FromQuery(Name = "channel")] string? Channel,
        [property: FromQuery(Name = "q")] string? Q,
        [property: FromQuery(Name = "hasSpace")] bool? HasSpace,
        [property: FromQuery(Name = "noPassword")] bool? NoPassword,
        [property: FromQuery(Name = "cursor")] string? Cursor,
        [property: FromQuery(Name = "limit")] int? Limit);

    /// <param name="Password">An empty text: none.</param>
    internal sealed record RoomBody(
        string? Title = null,
        Channel? Channel = null,
        int? Capacity = null,
        string? Password = null,
        string? Notice = null,
        MicrophonePolicy? MicrophonePolicy = null,
        CameraRule? CameraRule = null,
        bool? Lobby = null)
    {
        public OpenRoom.Wish ToWish() => new(Title, Channel, Capacity, Password, Notice, MicrophonePolicy, CameraRule, Lobby);
    }
}
