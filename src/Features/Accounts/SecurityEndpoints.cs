using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Credentials;
using StudyHub.Accounts.SecondFactor;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts;

/// <summary>How the caller signs in: password, address, second factor.</summary>
internal static class SecurityEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/me").WithTags("Security").RequireAuthorization();
        me.MapGet("/security", GetAsync).WithName("getSecurity").Refuses(401, 429);
        me.MapPut("/password", ChangePasswordAsync).WithName("changePassword").RefusesBody().Refuses(401, 422);
        me.MapPost("/email/code", SendCodeAsync).WithName("sendEmailChangeCode").RefusesBody().Refuses(401, 422, 503);
        me.MapPut("/email", ChangeEmailAsync).WithName("changeEmail").RefusesBody().Refuses(401, 409, 410, 422);
        me.MapPost("/totp", StartTotpAsync).WithName("startTotp").Refuses(401, 403, 409, 429);
        me.MapPost("/totp/confirm", ConfirmTotpAsync).WithName("confirmTotp").RefusesBody().Refuses(401);
        me.MapDelete("/totp", StopTotpAsync).WithName("stopTotp").Refuses(401, 403, 429);
        me.MapPost("/recovery-codes", RenewRecoveryCodesAsync).WithName("renewRecoveryCodes").Refuses(401, 403, 409, 429);
    }

    private static async Task<Results<Ok<SecurityView>, ProblemHttpResult>> GetAsync(Caller caller, GetSecurity get, CancellationToken ct)
    {
        var result = await get.RunAsync(caller, ct);
        return result.IsOk(out var security, out var error) ? TypedResults.Ok(security) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        ChangePasswordBody body, Caller caller, ChangePassword change, CancellationToken ct)
    {
        var result = await change.RunAsync(caller, body.Password, ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }

    private static async Task<Results<Accepted<CodeSentView>, ProblemHttpResult>> SendCodeAsync(
        EmailChangeBody body, Caller caller, SendEmailChangeCode send, HttpContext http, CancellationToken ct)
    {
        var result = await send.RunAsync(caller, body.Email, ClientAddress.Of(http), ct);
        return result.IsOk(out var sent, out var error) ? TypedResults.Accepted((string?)null, sent) : error.ToProblem();
    }

    private static async Task<Results<Ok<MeView>, ProblemHttpResult>> ChangeEmailAsync(
        ChangeEmailBody body, Caller caller, ChangeEmail change, CancellationToken ct)
    {
        var result = await change.RunAsync(caller, body.Email, body.Code, ct);
        return result.IsOk(out var me, out var error) ? TypedResults.Ok(me) : error.ToProblem();
    }

    private static async Task<Results<Ok<TotpStartView>, ProblemHttpResult>> StartTotpAsync(Caller caller, StartTotp start, CancellationToken ct)
    {
        var result = await start.RunAsync(caller, ct);
        return result.IsOk(out var started, out var error) ? TypedResults.Ok(started) : error.ToProblem();
    }

    private static async Task<Results<Ok<RecoveryCodesView>, ProblemHttpResult>> ConfirmTotpAsync(
        ConfirmTotpBody body, Caller caller, ConfirmTotp confirm, CancellationToken ct)
    {
        var result = await confirm.RunAsync(caller, body.Code, ct);
        return result.IsOk(out var codes, out var error) ? TypedResults.Ok(codes) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> StopTotpAsync(Caller caller, StopTotp stop, CancellationToken ct)
    {
        var result = await stop.RunAsync(caller, ct);
        return result.IsOk(out _, out var error) ? TypedResults.NoContent() : error.ToProblem();
    }

    private static async Task<Results<Ok<RecoveryCodesView>, ProblemHttpResult>> RenewRecoveryCodesAsync(
        Caller caller, RenewRecoveryCodes renew, CancellationToken ct)
    {
        var result = await renew.RunAsync(caller, ct);
        return result.IsOk(out var codes, out var error) ? TypedResults.Ok(codes) : error.ToProblem();
    }
}

internal sealed record ChangePasswordBody(string? Password = null);

internal sealed record EmailChangeBody(string? Email = null);

internal sealed record ChangeEmailBody(string? Email = null, string? Code = null);

internal sealed record ConfirmTotpBody(string? Code = null);
