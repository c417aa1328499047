using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StudyHub.Kernel;

namespace StudyHub.Web.Auth;

/// <summary>Turns the session cookie into the <see cref="Caller"/>.</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ISessions sessions)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "session";
    private const string SessionClaim = "session";

    public static Caller? CallerOf(ClaimsPrincipal? user)
    {
        if (user is null
            || !IdText.TryParse<UserId>(user.FindFirstValue(ClaimTypes.NameIdentifier), out var userId)
            || !IdText.TryParse<SessionId>(user.FindFirstValue(SessionClaim), out var sessionId))
        {
            return null;
        }

        return new(userId, sessionId);
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Cookies.TryGetValue(SessionCookie.Name, out var token))
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } caller)
        {
            return AuthenticateResult.Fail("No such session.");
        }

        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, caller.UserId.ToString()), new(SessionClaim, caller.SessionId.ToString())], SchemeName);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(identity), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => AuthErrors.SessionNeeded.WriteAsync(Context);

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.FromStatus(StatusCodes.Status403Forbidden)!.WriteAsync(Context);
}

public static class AuthServices
{
    /// <summary>Who asks, on an endpoint that the signed-out may use too; null for them.</summary>
    public static Caller? CallerOrNull(this HttpContext http) => SessionHandler.CallerOf(http.User);

    /// <summary>Everything needs a session unless it says <c>AllowAnonymous</c>. Endpoints take a <see cref="Caller"/> parameter.</summary>
    public static IServiceCollection AddSessionAuthentication(this IServiceCollection services)
    {
        services.AddAuthentication(SessionHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        services.AddAuthorization();
        services.AddHttpContextAccessor();
        return services.AddScoped(sp => SessionHandler.CallerOf(sp.GetRequiredService<IHttpContextAccessor>().HttpContext?.User)
            ?? throw new InvalidOperationException("An endpoint without authorization asked for the caller."));
    }
}
