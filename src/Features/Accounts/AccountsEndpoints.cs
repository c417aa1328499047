using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Credentials;
using StudyHub.Accounts.Passkeys;
using StudyHub.Accounts.Sessions;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts;

internal static class AccountsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/accounts").WithTags("Accounts").AllowAnonymous();
        accounts.MapGet("/handles/{handle}", CheckHandleAsync).WithName("checkHandle").Refuses(422, 429);
        accounts.MapPost("/codes", SendCodeAsync).WithName("sendCode").RefusesBody().Refuses(422, 503);
        accounts.MapPost("/codes/verify", VerifyCodeAsync).WithName("verifyCode").RefusesBody().Refuses(410, 422);
        accounts.MapPost("/recovery", RecoverAsync).WithName("recoverPassword").RefusesBody().Refuses(422);
        accounts.MapPost("/", SignUpAsync).WithName("signUp").RefusesBody().Refuses(409, 422);
    }

    private static async Task<Results<Ok<HandleView>, ProblemHttpResult>> CheckHandleAsync(
        string handle, CheckHandle check, HttpContext http, CancellationToken ct)
    {
        var result = await check.RunAsync(handle, ClientAddress.Of(http), ct);
        return result.IsOk(out var view, out var error) ? TypedResults.Ok(view) : error.ToProblem();
    }

    private static async Task<Results<Accepted<CodeSentView>, ProblemHttpResult>> SendCodeAsync(
        SendCodeBody body, SendCode send, HttpContext http, CancellationToken ct)
    {
        var result = await send.RunAsync(new(body.Email, body.Purpose, ClientAddress.Of(http)), ct);
        return result.IsOk(out var sent, out var error) ? TypedResults.Accepted((string?)null, sent) : error.ToProblem();
    }

    private static async Task<Results<Ok<EmailProofView>, ProblemHttpResult>> VerifyCodeAsync(
        VerifyCodeBody body, VerifyCode verify, CancellationToken ct)
    {
        var result = await verify.RunAsync(new(body.Email, body.Purpose, body.Code), ct);
        return result.IsOk(out var proof, out var error) ? TypedResults.Ok(proof) : error.ToProblem();
    }

    private static async Task<Results<Created<MeView>, ProblemHttpResult>> SignUpAsync(
        SignUpBody body, SignUp signUp, HttpContext http, CancellationToken ct)
    {
        var passkey = body.Credential is null ? null : new PasskeyAnswer(body.Ceremony, body.Credential, http);
        var result = await signUp.RunAsync(
            new(body.Email, body.Proof, body.Handle, body.Password, passkey, body.DisplayName, Visitor.Of(http)), ct);
        if (!result.IsOk(out var signedIn, out var error))
        {
            return error.ToProblem();
        }

        SessionCookie.Set(http.Response, signedIn.Token, signedIn.CookieExpires);
        return TypedResults.Created("/api/v1/me", signedIn.Me);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RecoverAsync(RecoverBody body, RecoverPassword recover, CancellationToken ct)
    {
        var result = await recover.RunAsync(new(body.Email, body.Proof, body.Password), ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }
}

internal sealed record RecoverBody(string? Email = null, string? Proof = null, string? Password = null);

internal sealed record SendCodeBody(string? Email = null, string? Purpose = null);

internal sealed record VerifyCodeBody(string? Email = null, string? Purpose = null, string? Code = null);

internal sealed record SignUpBody(
    string? Email = null,
    string? Proof = null,
    string? Handle = null,
    string? Password = null,
    string? Ceremony = null,
    string? Credential = null,
    string? DisplayName = null);

internal static class BodyRefusals
{
    /// <summary>What every endpoint with a body refuses: unreadable, cross-site, too large, not JSON, too often.</summary>
    public static RouteHandlerBuilder RefusesBody(this RouteHandlerBuilder endpoint) => endpoint.Refuses(400, 403, 413, 415, 429);
}
