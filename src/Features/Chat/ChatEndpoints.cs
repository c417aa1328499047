using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Chat.Searching;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat;

internal static class ChatEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var messages = routes.MapGroup("/rooms/{roomId}/messages").WithTags("Chat").RequireAuthorization();
        messages.MapGet("/", HistoryAsync).Refuses(400, 401, 404, 422);
        messages.MapGet("/search", SearchAsync).Refuses(400, 401, 404, 422);
        messages.MapGet("/pinned", PinnedAsync).Refuses(401, 404);
        messages.MapGet("/people", PeopleAsync).Refuses(401, 404);
    }

    private static async Task<Results<Ok<MessagePage>, ProblemHttpResult>> HistoryAsync(
        string roomId, string? before, string? after, long? around, int? limit, Caller caller, ReadChat read, CancellationToken ct)
    {
        var result = await read.HistoryAsync(caller, new(IdText.Read<RoomId>(roomId), before, after, around, limit), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<MessageList>, ProblemHttpResult>> SearchAsync(
        string roomId, string? q, string? author, DateTimeOffset? from, DateTimeOffset? to, bool? hasFile, string? cursor, int? limit,
        Caller caller, SearchMessages search, CancellationToken ct)
    {
        var result = await search.RunAsync(caller, new(IdText.Read<RoomId>(roomId), q, author, from, to, hasFile == true, cursor, limit), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<MessageList>, ProblemHttpResult>> PinnedAsync(string roomId, Caller caller, ReadChat read, CancellationToken ct)
    {
        var result = await read.PinnedAsync(caller, IdText.Read<RoomId>(roomId), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<ChatPeople>, ProblemHttpResult>> PeopleAsync(string roomId, Caller caller, ReadChat read, CancellationToken ct)
    {
        var result = await read.PeopleAsync(caller, IdText.Read<RoomId>(roomId), ct);
        return result.IsOk(out var people, out var error) ? TypedResults.Ok(people) : error.ToProblem();
    }
}
