using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;
using StudyHub.Web.Auth;

namespace StudyHub.Web;

/// <summary>The one place where an <see cref="Error"/> becomes HTTP (RFC 9457).</summary>
public static class Problems
{
    /// <summary>Which error a problem was made of: not all of it is for the outside.</summary>
    private static readonly ConditionalWeakTable<ProblemHttpResult, Error> s_errors = [];

    public static ProblemHttpResult ToProblem(this Error error)
    {
        var extensions = new Dictionary<string, object?>
        {
            ["code"] = error.Code,
            ["traceId"] = TraceId,
        };
        if (error.Fields is not null)
        {
            extensions["errors"] = error.Fields;
        }

        if (error.Details is not null)
        {
            extensions["details"] = error.Details;
        }

        var problem = TypedResults.Problem(detail: error.Message, statusCode: Status(error.Kind), extensions: extensions);
        s_errors.Add(problem, error);
        return problem;
    }

    /// <summary>
    /// The endpoint filter of everything under <c>/api</c>: refused access is noted, and a problem that says <c>details.retryAfter</c> says it in the
    /// <c>Retry-After</c> header too (RFC 9110 §10.2.3).
    /// </summary>
    public static async ValueTask<object?> AfterEndpointAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is not ProblemHttpResult problem)
        {
            return result;
        }

        await NoteRefusalAsync(context.HttpContext, problem);
        if (problem.ProblemDetails.Extensions.TryGetValue("details", out var details)
            && details is IReadOnlyDictionary<string, string> known)
        {
            SetRetryAfter(context.HttpContext, known);
        }

        return result;
    }

    /// <summary>MOD-3: whoever is signed in and refused access, said so (403) or not (404), stands in the audit log.</summary>
    private static async ValueTask NoteRefusalAsync(HttpContext http, ProblemHttpResult problem)
    {
        if (!s_errors.TryGetValue(problem, out var error))
        {
            return;
        }

        RefusedInput.Log(http, error);
        if (error is { Kind: ErrorKind.Forbidden } or { IsHidden: true }
            && http.CallerOrNull() is { } caller && http.RequestServices.GetService<IRefusals>() is { } refusals)
        {
            // The route's pattern: paths carry handles and invitation codes.
            var door = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/') ?? "";
            await refusals.NoteAsync(caller, $"{http.Request.Method} {door}", error.Code, PlaceOf(http.Request.RouteValues));
        }
    }

    private static Guid? PlaceOf(RouteValueDictionary values) =>
        Guid.TryParseExact((values["groupId"] ?? values["roomId"]) as string, "D", out var place) ? place : null;

    /// <summary>Writes a problem outside endpoints (middleware, challenges).</summary>
    public static Task WriteAsync(this Error error, HttpContext http)
    {
        RefusedInput.Log(http, error);
        SetRetryAfter(http, error.Details);
        return error.ToProblem().ExecuteAsync(http);
    }

    private static void SetRetryAfter(HttpContext http, IReadOnlyDictionary<string, string>? details)
    {
        if (details?.TryGetValue("retryAfter", out var seconds) == true)
        {
            http.Response.Headers.RetryAfter = seconds;
        }
    }

    public static string TraceId => Activity.Current?.TraceId.ToHexString() ?? "";

    public static int Status(ErrorKind kind) => kind switch
    {
        ErrorKind.Malformed => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.MethodNotAllowed => StatusCodes.Status405MethodNotAllowed,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.Stale => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UnsupportedType => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.Invalid => StatusCodes.Status422UnprocessableEntity,
        ErrorKind.Locked => StatusCodes.Status423Locked,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>What the framework itself refuses, in our codes; null where it is not a client's mistake.</summary>
    public static Error? FromStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Error.Malformed("api.malformed", "The request cannot be read."),
        StatusCodes.Status401Unauthorized => AuthErrors.SessionNeeded,
        StatusCodes.Status403Forbidden => Error.Forbidden("api.forbidden", "This is not yours to do."),
        StatusCodes.Status404NotFound => Error.NotFound("api.not_found", "There is nothing here."),
        StatusCodes.Status405MethodNotAllowed => new(ErrorKind.MethodNotAllowed, "api.method_not_allowed", "This address does not know that method."),
        StatusCodes.Status413PayloadTooLarge => new(ErrorKind.TooLarge, "api.too_large", "The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => new(ErrorKind.UnsupportedType, "api.type_not_supported", "Send application/json."),
        _ => null,
    };
}
