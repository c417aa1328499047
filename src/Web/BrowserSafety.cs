using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace StudyHub.Web;

/// <summary>API-11: same-origin proof for changes and for the live socket, content security policy, HSTS, frame denial.</summary>
public static class BrowserSafety
{
    /// <summary>
    /// Everything from this site only. Styles may stand in elements: the components' library places its own there; nothing that people write becomes markup.
    /// </summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; "
        + "font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

    /// <summary>Headers that tell a browser what no page of ours needs, on every answer.</summary>
    public static void UseSafetyHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(SetHeadersAsync, http); // Late: the answer to an exception begins by clearing all headers.
        return next(http);
    });

    /// <summary>Refuses changes and live connections that another site's page has asked for.</summary>
    public static void UseSameOriginProof(this IApplicationBuilder app) => app.Use((http, next) =>
        NeedsProof(http.Request) && !IsSameOrigin(http.Request) ? AuthErrors.CrossSite.WriteAsync(http) : next(http));

    private static Task SetHeadersAsync(object context)
    {
        var http = (HttpContext)context;
        var headers = http.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0) // What people uploaded is shown under a stricter one.
        {
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
        }

        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=(), serial=(), hid=(), bluetooth=(), midi=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (http.Request.Path.StartsWithSegments("/api") && headers.CacheControl.Count == 0)
        {
            headers.CacheControl = "no-store"; // What people asked for stays out of shared and private caches.
        }

        if (http.Request.IsHttps && http.Request.Host.Host != "localhost") // On localhost it would lock out every plain http server of the machine.
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        return Task.CompletedTask;
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
