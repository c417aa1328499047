using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Auth;

namespace StudyHub.Web;

/// <summary>
/// API-5: so many requests in any minute, for each user, or for each network address while nobody is signed in. Every answer says how
/// many are left (draft-ietf-httpapi-ratelimit-headers-10).
/// </summary>
/// <param name="PerUser">Requests a minute.</param>
/// <param name="PerAddress">Requests a minute.</param>
public sealed record RequestLimit(int PerUser, int PerAddress)
{
    public const string Policy = "RateLimit-Policy";
    public const string Left = "RateLimit";

    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly PathString s_api = "/api";

    private readonly string _userPolicy = string.Create(CultureInfo.InvariantCulture, $"\"user\";q={PerUser};w=60");
    private readonly string _addressPolicy = string.Create(CultureInfo.InvariantCulture, $"\"address\";q={PerAddress};w=60");

    /// <summary>Refuses a request beyond the limit; takes or refuses before anything else of it is looked at.</summary>
    /// <returns>Null where it may go on.</returns>
    private async ValueTask<Error?> TakeAsync(HttpContext http, ICounters counters)
    {
        var caller = http.CallerOrNull();
        var counted = caller is null
            ? await counters.CountAsync($"api.address/{ClientAddress.Of(http)}", PerAddress, s_minute, http.RequestAborted)
            : await counters.CountAsync($"api.user/{caller.UserId}", PerUser, s_minute, http.RequestAborted);
        var left = string.Create(CultureInfo.InvariantCulture, $"\"{(caller is null ? "address" : "user")}\";r={counted.Left}");
        http.Response.OnStarting(() => // Late: the answer to an exception begins by clearing all headers.
        {
            http.Response.Headers[Policy] = caller is null ? _addressPolicy : _userPolicy;
            http.Response.Headers[Left] = left;
            return Task.CompletedTask;
        });
        return counted.Wait is { } wait ? Error.TooMany("rate.limited", "Too many requests in a minute.", wait) : null;
    }

    /// <summary>Counts what asks for <c>/api</c>; after authentication, so that it knows whose request it is.</summary>
    internal static async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Path.StartsWithSegments(s_api)
            && await http.RequestServices.GetRequiredService<RequestLimit>().TakeAsync(http, http.RequestServices.GetRequiredService<ICounters>()) is { } refused)
        {
            await refused.WriteAsync(http);
            return;
        }

        await next(http);
    }
}

public static class RequestLimitExtensions
{
    /// <summary>Holds everybody to <see cref="RequestLimit"/>; stands after authentication.</summary>
    public static void UseRequestLimit(this IApplicationBuilder app) => app.Use(RequestLimit.CountAsync);
}
