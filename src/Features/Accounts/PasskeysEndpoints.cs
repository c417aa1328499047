using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Passkeys;
using StudyHub.Kernel;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts;

/// <summary>Ceremonies come in pairs: <c>start</c> gives the browser what its authenticator signs, the other takes the answer.</summary>
internal static class PasskeysEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var open = routes.MapGroup("/").WithTags("Passkeys").AllowAnonymous();
        open.MapPost("/accounts/passkey/start", StartSignUpAsync).WithName("startSignUpPasskey").RefusesBody().Refuses(409, 422);
        open.MapPost("/sessions/passkey/start", StartSignInAsync).WithName("startPasskeySignIn").Refuses(403, 429);
        open.MapPost("/sessions/passkey", SignInAsync).WithName("signInWithPasskey").RefusesBody().Refuses(401);

        var own = routes.MapGroup("/").WithTags("Passkeys").RequireAuthorization();
        own.MapPost("/sessions/current/proof/passkey/start", StartProofAsync).WithName("startPasskeyProof").Refuses(401, 403, 429);
        own.MapPost("/sessions/current/proof/passkey", ProveAsync).WithName("proveAgainWithPasskey").RefusesBody().Refuses(401);
        own.MapPost("/me/passkeys/start", StartAsync).WithName("startPasskey").Refuses(401, 403, 409, 429);
        own.MapPost("/me/passkeys", AddAsync).WithName("addPasskey").Idempotent().RefusesBody().Refuses(401, 409, 422);
        own.MapPatch("/me/passkeys/{passkeyId}", RenameAsync).WithName("renamePasskey").RefusesBody().Refuses(401, 404, 422);
        own.MapDelete("/me/passkeys/{passkeyId}", RemoveAsync).WithName("removePasskey").Refuses(400, 401, 403, 404, 409, 429);
    }

    private static async Task<Results<Ok<CeremonyView>, ProblemHttpResult>> StartSignUpAsync(
        SignUpPasskeyBody body, StartSignUpPasskey start, HttpContext http, CancellationToken ct)
    {
        var result = await start.RunAsync(new(body.Email, body.Proof, body.Handle, http), ct);
        return result.IsOk(out var ceremony, out var error) ? TypedResults.Ok(ceremony) : error.ToProblem();
    }

    private static async Task<Results<Ok<CeremonyView>, ProblemHttpResult>> StartSignInAsync(StartPasskeySignIn start, HttpContext http, CancellationToken ct)
    {
        var result = await start.RunAsync(http, ct);
        return result.IsOk(out var ceremony, out var error) ? TypedResults.Ok(ceremony) : error.ToProblem();
    }

    private static async Task<Results<Created<MeView>, ProblemHttpResult>> SignInAsync(
        PasskeyBody body, PasskeySignIn signIn, HttpContext http, CancellationToken ct)
    {
        var result = await signIn.RunAsync(new(body.Ceremony, body.Credential, http), ct);
        if (!result.IsOk(out var signedIn, out var error))
        {
            return error.ToProblem();
        }

        SessionCookie.Set(http.Response, signedIn.Token, signedIn.CookieExpires);
        return TypedResults.Created("/api/v1/me", signedIn.Me);
    }

    private static async Task<Results<Ok<CeremonyView>, ProblemHttpResult>> StartProofAsync(
        Caller caller, StartPasskeyProof start, HttpContext http, CancellationToken ct)
    {
        var result = await start.RunAsync(caller, http, ct);
        return result.IsOk(out var ceremony, out var error) ? TypedResults.Ok(ceremony) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ProveAsync(
        PasskeyBody body, Caller caller, PasskeyProof prove, HttpContext http, CancellationToken ct)
    {
        var result = await prove.RunAsync(caller, new(body.Ceremony, body.Credential, http), ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }

    private static async Task<Results<Ok<CeremonyView>, ProblemHttpResult>> StartAsync(Caller caller, StartPasskey start, HttpContext http, CancellationToken ct)
    {
        var result = await start.RunAsync(caller, http, ct);
        return result.IsOk(out var ceremony, out var error) ? TypedResults.Ok(ceremony) : error.ToProblem();
    }

    private static async Task<Results<Created<PasskeyView>, ProblemHttpResult>> AddAsync(
        AddPasskeyBody body, Caller caller, AddPasskey add, HttpContext http, CancellationToken ct)
    {
        var result = await add.RunAsync(caller, new(body.Ceremony, body.Credential, http), body.Name, ct);
        return result.IsOk(out var passkey, out var error) ? TypedResults.Created($"/api/v1/me/passkeys/{passkey.Id}", passkey) : error.ToProblem();
    }

    private static async Task<Results<Ok<PasskeyView>, ProblemHttpResult>> RenameAsync(
        PasskeyId passkeyId, RenamePasskeyBody body, Caller caller, RenamePasskey rename, CancellationToken ct)
    {
        var result = await rename.RunAsync(caller, passkeyId, body.Name, ct);
        return result.IsOk(out var passkey, out var error) ? TypedResults.Ok(passkey) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        PasskeyId passkeyId, Caller caller, RemovePasskey remove, CancellationToken ct)
    {
        var result = await remove.RunAsync(caller, passkeyId, ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }
}

internal sealed record SignUpPasskeyBody(string? Email = null, string? Proof = null, string? Handle = null);

internal sealed record PasskeyBody(string? Ceremony = null, string? Credential = null);

internal sealed record AddPasskeyBody(string? Ceremony = null, string? Credential = null, string? Name = null);

internal sealed record RenamePasskeyBody(string? Name = null);
