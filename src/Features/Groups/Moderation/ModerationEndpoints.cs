using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Groups.Moderation;

internal static class ModerationEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/groups").WithTags("Groups").RequireAuthorization();
        groups.MapGet("/warnings", UnseenAsync).Refuses(401);
        groups.MapPost("/warnings/seen", SeenAsync).Refuses(400, 401, 403, 413, 415);
        groups.MapPost("/{groupId}/warnings", WarnAsync).Idempotent().Refuses(400, 401, 403, 404, 413, 415, 422);
        groups.MapPost("/{groupId}/bans", KickAsync).Idempotent().Refuses(400, 401, 403, 404, 413, 415, 422);
        groups.MapGet("/{groupId}/bans", BansAsync).Refuses(401, 403, 404);
        groups.MapDelete("/{groupId}/bans/{userId}", LiftAsync).Refuses(401, 403, 404);
    }

    private static async Task<Ok<UnseenWarnings>> UnseenAsync(Caller caller, MyWarnings warnings, CancellationToken ct) =>
        TypedResults.Ok(await warnings.ListAsync(caller, ct));

    private static async Task<NoContent> SeenAsync(SeenBody body, Caller caller, MyWarnings warnings, CancellationToken ct)
    {
        await warnings.SeenAsync(caller, body.Ids, ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<WarningGiven>, ProblemHttpResult>> WarnAsync(
        string groupId, TargetBody body, Caller caller, ModerateMember moderate, CancellationToken ct)
    {
        var result = await moderate.WarnAsync(caller, IdText.Read<GroupId>(groupId), body.UserId, body.Reason, ct);
        return result.IsOk(out var given, out var error) ? TypedResults.Ok(given) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> KickAsync(
        string groupId, TargetBody body, Caller caller, ModerateMember moderate, CancellationToken ct) =>
        (await moderate.KickAsync(caller, IdText.Read<GroupId>(groupId), body.UserId, body.Reason, ct)).ToNoContent();

    private static async Task<Results<Ok<BanList>, ProblemHttpResult>> BansAsync(string groupId, Caller caller, Bans bans, CancellationToken ct)
    {
        var result = await bans.ListAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var list, out var error) ? TypedResults.Ok(list) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> LiftAsync(string groupId, string userId, Caller caller, Bans bans, CancellationToken ct) =>
        (await bans.LiftAsync(caller, IdText.Read<GroupId>(groupId), IdText.Read<UserId>(userId), ct)).ToNoContent();

    internal sealed record TargetBody(UserId UserId, string? Reason = null);

    internal sealed record SeenBody(IReadOnlyList<Guid> Ids);
}
