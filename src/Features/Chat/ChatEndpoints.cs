using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat;

internal static class ChatEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/rooms/{roomId}/messages", HistoryAsync)
        .WithTags("Chat")
        .RequireAuthorization()
        .Refuses(400, 401, 404, 422);

    private static async Task<Results<Ok<MessagePage>, ProblemHttpResult>> HistoryAsync(
        string roomId, string? before, string? after, int? limit, Caller caller, ReadChat read, CancellationToken ct)
    {
        if (!RoomId.TryParse(roomId, null, out var room))
        {
            return ChatErrors.NotFound.ToProblem();
        }

        var result = await read.HistoryAsync(caller, new(room, before, after, limit), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }
}
