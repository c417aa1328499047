using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Groups.Joining;

internal static class JoiningEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/groups/{groupId}").WithTags("Groups").RequireAuthorization();
        groups.MapPost("/join", JoinAsync).Idempotent().Refuses(401, 403, 404, 409);
        groups.MapPost("/leave", LeaveAsync).Refuses(401, 403, 404, 409);
        groups.MapGet("/applications", ApplicationsAsync).Refuses(401, 403, 404);
        groups.MapPost("/applications", ApplyAsync).Idempotent().Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        groups.MapDelete("/applications/mine", WithdrawAsync).Refuses(401, 403, 404);
        groups.MapPost("/applications/{userId}/accept", AcceptAsync).Refuses(401, 403, 404, 409);
        groups.MapPost("/applications/{userId}/refuse", RefuseAsync).Refuses(401, 403, 404);
        groups.MapGet("/invitations", InvitationsAsync).Refuses(401, 403, 404);
        groups.MapPost("/invitations", IssueAsync).Idempotent().Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        groups.MapDelete("/invitations/{code}", RevokeAsync).Refuses(401, 403, 404);

        var invitations = routes.MapGroup("/invitations").WithTags("Groups").RequireAuthorization();
        invitations.MapGet("/{code}", PreviewAsync).AllowAnonymous().Refuses(404, 410, 429);
        invitations.MapPost("/{code}", UseAsync).Idempotent().Refuses(401, 403, 404, 409, 410, 429);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> JoinAsync(string groupId, Caller caller, JoinGroup join, CancellationToken ct) =>
        (await join.RunAsync(caller, IdText.Read<GroupId>(groupId), ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> LeaveAsync(string groupId, Caller caller, JoinGroup join, CancellationToken ct) =>
        (await join.LeaveAsync(caller, IdText.Read<GroupId>(groupId), ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> ApplyAsync(string groupId, ApplicationBody body, Caller caller, JoinGroup join, CancellationToken ct) =>
        (await join.ApplyAsync(caller, IdText.Read<GroupId>(groupId), body.Text, ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(string groupId, Caller caller, JoinGroup join, CancellationToken ct) =>
        (await join.WithdrawAsync(caller, IdText.Read<GroupId>(groupId), ct)).ToNoContent();

    private static async Task<Results<Ok<ApplicationList>, ProblemHttpResult>> ApplicationsAsync(
        string groupId, Caller caller, DecideApplication decide, CancellationToken ct)
    {
        var result = await decide.ListAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var list, out var error) ? TypedResults.Ok(list) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AcceptAsync(
        string groupId, string userId, Caller caller, DecideApplication decide, CancellationToken ct) =>
        (await decide.RunAsync(caller, IdText.Read<GroupId>(groupId), IdText.Read<UserId>(userId), accept: true, ct)).ToNoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> RefuseAsync(
        string groupId, string userId, Caller caller, DecideApplication decide, CancellationToken ct) =>
        (await decide.RunAsync(caller, IdText.Read<GroupId>(groupId), IdText.Read<UserId>(userId), accept: false, ct)).ToNoContent();

    private static async Task<Results<Ok<InvitationList>, ProblemHttpResult>> InvitationsAsync(
        string groupId, Caller caller, Invitations invitations, CancellationToken ct)
    {
        var result = await invitations.ListAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var list, out var error) ? TypedResults.Ok(list) : error.ToProblem();
    }

    private static async Task<Results<Created<InvitationView>, ProblemHttpResult>> IssueAsync(
        string groupId, InvitationBody body, Caller caller, Invitations invitations, CancellationToken ct)
    {
        var result = await invitations.IssueAsync(caller, IdText.Read<GroupId>(groupId), body.Life ?? InvitationLife.Week, body.MaxUses, ct);
        return result.IsOk(out var invitation, out var error)
            ? TypedResults.Created($"/api/v1/invitations/{invitation.Code}", invitation)
            : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        string groupId, string code, Caller caller, Invitations invitations, CancellationToken ct) =>
        (await invitations.RevokeAsync(caller, IdText.Read<GroupId>(groupId), code, ct)).ToNoContent();

    private static async Task<Results<Ok<InvitationPreview>, ProblemHttpResult>> PreviewAsync(string code, HttpContext http, UseInvitation use, CancellationToken ct)
    {
        var result = await use.PreviewAsync(http.CallerOrNull(), code, ClientAddress.Of(http), ct);
        return result.IsOk(out var preview, out var error) ? TypedResults.Ok(preview) : error.ToProblem();
    }

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> UseAsync(string code, HttpContext http, Caller caller, UseInvitation use, CancellationToken ct)
    {
        var result = await use.RunAsync(caller, code, ClientAddress.Of(http), ct);
        return result.IsOk(out var group, out var error) ? TypedResults.Ok(group) : error.ToProblem();
    }

    internal sealed record ApplicationBody(string? Text = null);

    internal sealed record InvitationBody(InvitationLife? Life = null, int? MaxUses = null);
}
