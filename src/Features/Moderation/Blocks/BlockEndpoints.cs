using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Moderation.Blocks;

internal static class BlockEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var blocks = routes.MapGroup("/blocks").WithTags("Moderation").RequireAuthorization();
        blocks.MapGet("/", ListAsync).Refuses(401);
        blocks.MapPut("/{userId}", AddAsync).Refuses(401, 403, 404, 409, 422);
        blocks.MapDelete("/{userId}", LiftAsync).Refuses(401, 403);
    }

    private static async Task<Ok<BlockList>> ListAsync(Caller caller, OwnBlocks blocks, CancellationToken ct) =>
        TypedResults.Ok(await blocks.ListAsync(caller, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> AddAsync(string userId, Caller caller, OwnBlocks blocks, CancellationToken ct) =>
        (await blocks.AddAsync(caller, IdText.Read<UserId>(userId), ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(string userId, Caller caller, OwnBlocks blocks, CancellationToken ct) =>
        (await blocks.LiftAsync(caller, IdText.Read<UserId>(userId), ct)).ToNoContent();
}
