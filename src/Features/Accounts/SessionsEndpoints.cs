using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Profiles;
using StudyHub.Accounts.Sessions;
using StudyHub.Kernel;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts;

internal static class SessionsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapPost("/", SignInAsync).WithName("signIn").AllowAnonymous().RefusesBody().Refuses(401);
        sessions.MapGet("/current", CurrentAsync).WithName("currentSession").AllowAnonymous();
        sessions.MapGet("/", ListAsync).WithName("listSessions").RequireAuthorization().Refuses(401, 429);
        sessions.MapDelete("/", EndOthersAsync).WithName("endOtherSessions").RequireAuthorization().Refuses(401, 403, 429);
        sessions.MapDelete("/{sessionId}", EndAsync).WithName("endSession").RequireAuthorization().Refuses(400, 401, 403, 404, 429);
        sessions.MapPost("/current/proof", ProveAsync).WithName("proveAgain").RequireAuthorization().RefusesBody().Refuses(401);
        sessions.MapDelete("/current", SignOutAsync).WithName("signOut").RequireAuthorization().Refuses(401, 403, 429);
    }

    private static async Task<Results<Created<MeView>, ProblemHttpResult>> SignInAsync(
        SignInBody body, SignIn signIn, HttpContext http, CancellationToken ct)
    {
        var result = await signIn.RunAsync(new(body.Name, body.Password, body.Code, Visitor.Of(http)), ct);
        if (!result.IsOk(out var signedIn, out var error))
        {
            return error.ToProblem();
        }

        SessionCookie.Set(http.Response, signedIn.Token, signedIn.CookieExpires);
        return TypedResults.Created("/api/v1/me", signedIn.Me);
    }

    /// <summary>Asked by every page before it knows whether anybody is signed in, so that nobody being there is no error.</summary>
    private static async Task<Ok<SessionView>> CurrentAsync(GetMe get, HttpContext http, CancellationToken ct) =>
        TypedResults.Ok(new SessionView(
            http.CallerOrNull() is { } caller && (await get.RunAsync(caller, ct)).IsOk(out var me, out _) ? me : null));

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        Caller caller, SignOut signOut, HttpContext http, CancellationToken ct)
    {
        var result = await signOut.RunAsync(caller, ct);
        if (!result.IsOk(out _, out var error))
        {
            return error.ToProblem();
        }

        SessionCookie.Clear(http.Response);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<OwnSessionsView>> ListAsync(Caller caller, ListSessions list, CancellationToken ct) =>
        TypedResults.Ok(await list.RunAsync(caller, ct));

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(SessionId sessionId, Caller caller, EndSession end, CancellationToken ct)
    {
        var result = await end.RunAsync(caller, sessionId, ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndOthersAsync(Caller caller, EndOtherSessions end, CancellationToken ct)
    {
        var result = await end.RunAsync(caller, ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ProveAsync(
        ProveBody body, Caller caller, ProveAgain prove, HttpContext http, CancellationToken ct)
    {
        var result = await prove.RunAsync(caller, new(body.Password, body.Code, ClientAddress.Of(http)), ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }
}

internal sealed record ProveBody(string? Password = null, string? Code = null);

/// <param name="Me">Null where nobody is signed in.</param>
internal sealed record SessionView(MeView? Me);

internal sealed record SignInBody(string? Name = null, string? Password = null, string? Code = null);
