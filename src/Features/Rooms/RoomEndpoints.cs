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
        rooms.MapPost("/", CreateAsync).Refuses(400, 401, 403, 413, 415, 422, 429);
        rooms.MapGet("/{roomId}", GetAsync).Refuses(401, 404);
        rooms.MapGet("/{roomId}/preview", PreviewAsync).AllowAnonymous().Refuses(404);
    }

    private static async Task<Results<Ok<RoomPage>, ProblemHttpResult>> ListAsync([AsParameters] ListQuery query, ListRooms list, CancellationToken ct)
    {
        if (!TryReadChannel(query.Channel, out var channel))
        {
            return Error.Invalid("room.field_invalid", "There is no such channel.").ToProblem();
        }

        var result = await list.RunAsync(new(channel, query.Q, query.HasSpace, query.NoPassword, query.Cursor, query.Limit), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Created<RoomView>, ProblemHttpResult>> CreateAsync(CreateRoomBody body, Caller caller, CreateRoom create, CancellationToken ct)
    {
        var result = await create.RunAsync(
            caller, new(body.Title, body.Channel, body.Capacity, body.Password, body.Notice, body.MicrophonePolicy), ct);
        return result.IsOk(out var room, out var error) ? TypedResults.Created($"/api/v1/rooms/{room.Id}", room) : error.ToProblem();
    }

    private static async Task<Results<Ok<RoomView>, ProblemHttpResult>> GetAsync(string roomId, RoomsDb db, CancellationToken ct) =>
        await FindAsync(roomId, db, ct) is { } room ? TypedResults.Ok(RoomView.Of(room)) : RoomErrors.NotFound.ToProblem();

    private static async Task<Results<Ok<RoomPreview>, ProblemHttpResult>> PreviewAsync(string roomId, RoomsDb db, CancellationToken ct) =>
        await FindAsync(roomId, db, ct) is { } room ? TypedResults.Ok(RoomPreview.Of(room)) : RoomErrors.NotFound.ToProblem();

    private static async Task<OpenRoom?> FindAsync(string roomId, RoomsDb db, CancellationToken ct) =>
        RoomId.TryParse(roomId, null, out var id) ? await db.Rooms.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct) : null;

    private static bool TryReadChannel(string? text, out Channel? channel)
    {
        channel = text switch
        {
            "elementary" => Channel.Elementary,
            "middle" => Channel.Middle,
            "high" => Channel.High,
            "university" => Channel.University,
            "job-seekers" => Channel.JobSeekers,
            _ => null,
        };
        return channel is not null || string.IsNullOrEmpty(text);
    }

    private sealed record ListQuery(
        [property: FromQuery(Name = "channel")] string? Channel,
        [property: FromQuery(Name = "q")] string? Q,
        [property: FromQuery(Name = "hasSpace")] bool? HasSpace,
        [property: FromQuery(Name = "noPassword")] bool? NoPassword,
        [property: FromQuery(Name = "cursor")] string? Cursor,
        [property: FromQuery(Name = "limit")] int? Limit);

    internal sealed record CreateRoomBody(
        string? Title = null, Channel? Channel = null, int? Capacity = null, string? Password = null, string? Notice = null, MicrophonePolicy? MicrophonePolicy = null);
}
