using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Administration;
using StudyHub.Accounts.Audit;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts;

/// <summary>For those who run the installation.</summary>
internal static class AdminEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").WithTags("Admin").RequireAuthorization();
        admin.MapPost("/claim", ClaimAsync).WithName("becomeAdmin").RefusesBody().Refuses(401, 404, 410);
        admin.MapGet("/audit", AuditAsync).WithName("readAudit").Refuses(400, 401, 403, 422, 429);
        admin.MapGet("/users", UsersAsync).WithName("listUsers").Refuses(400, 401, 403, 422, 429);
        admin.MapPost("/users/{userId}/disable", DisableAsync).WithName("disableUser").RefusesBody().Refuses(401, 404, 409, 422);
        admin.MapPost("/users/{userId}/enable", EnableAsync).WithName("enableUser").RefusesBody().Refuses(401, 404, 422);
        admin.MapPost("/users/{userId}/sign-out", SignOutAsync).WithName("signOutUser").RefusesBody().Refuses(401, 404, 422);
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> ClaimAsync(ClaimBody body, Caller caller, BecomeAdmin become, CancellationToken ct)
    {
        var result = await become.RunAsync(caller, body.Token, ct);
        return result.IsOk(out var me, out var error) ? TypedResults.Ok(me) : error.ToProblem();
    }

    private static async Task<Results<Ok<AuditPage>, ProblemHttpResult>> AuditAsync(
        Caller caller, ReadAudit read, CancellationToken ct, string? cursor = null, int? limit = null)
    {
        var result = await read.RunAsync(caller, cursor, limit, ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<UserPage>, ProblemHttpResult>> UsersAsync(
        Caller caller, ListUsers list, CancellationToken ct, string? q = null, string? cursor = null, int? limit = null)
    {
        var result = await list.RunAsync(caller, q, cursor, limit, ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> DisableAsync(
        UserId userId, ReasonBody body, Caller caller, ManageUser manage, CancellationToken ct)
    {
        var result = await manage.DisableAsync(caller, userId, body.Reason, ct);
        return result.IsOk(out var user, out var error) ? TypedResults.Ok(user) : error.ToProblem();
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> EnableAsync(
        UserId userId, ReasonBody body, Caller caller, ManageUser manage, CancellationToken ct)
    {
        var result = await manage.EnableAsync(caller, userId, body.Reason, ct);
        return result.IsOk(out var user, out var error) ? TypedResults.Ok(user) : error.ToProblem();
    }

    private static async Task<Results<Ok<UserView>, ProblemHttpResult>> SignOutAsync(
        UserId userId, ReasonBody body, Caller caller, ManageUser manage, CancellationToken ct)
    {
        var result = await manage.SignOutAsync(caller, userId, body.Reason, ct);
        return result.IsOk(out var user, out var error) ? TypedResults.Ok(user) : error.ToProblem();
    }
}

internal sealed record ClaimBody(string? Token = null);

internal sealed record ReasonBody(string? Reason = null);
