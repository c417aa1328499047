using Microsoft.AspNetCore.Http;

namespace StudyHub.Web.Auth;

/// <summary>The session cookie (ACC-14). <c>__Host-</c>: Secure, whole host, no domain; browsers also take it over http on localhost.</summary>
public static class SessionCookie
{
    public const string Name = "__Host-studyhub";

    public static void Set(HttpResponse response, string token, DateTimeOffset expires) => response.Cookies.Append(Name, token, new CookieOptions
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        Expires = expires,
    });

    public static void Clear(HttpResponse response) => response.Cookies.Delete(Name, new CookieOptions
    {
        HttpOnly = true,
        Secure = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
    });
}
