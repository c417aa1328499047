using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace StudyHub.Web;

/// <summary>API-11: same-origin proof for changes and for the live socket, content security policy, HSTS, frame denial.</summary>
public static class BrowserSafety
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; "
        + "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    public static void UseBrowserSafety(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        SetHeaders(http);
        if (NeedsProof(http.Request) && !IsSameOrigin(http.Request))
        {
            await AuthErrors.CrossSite.WriteAsync(http);
            return;
        }

        await next(http);
    });

    private static void SetHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.IsHttps && http.Request.Host.Host != "localhost") // On localhost it would lock out every plain http server of the machine.
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }

    private static bool NeedsProof(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        || request.HttpContext.WebSockets.IsWebSocketRequest
        || request.Headers.ContainsKey(HeaderNames.Upgrade);

    /// <summary><c>Origin</c> equals ours; where it is absent, <c>Sec-Fetch-Site</c> is absent or same-origin.</summary>
    private static bool IsSameOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        if (origin.Count > 0)
        {
            return origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
        }

        var site = request.Headers["Sec-Fetch-Site"];
        return site.Count == 0 || site == "same-origin";
    }
}
