using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using StudyHub.Kernel;

namespace StudyHub.Web;

/// <summary>The one place where an <see cref="Error"/> becomes HTTP (RFC 9457).</summary>
public static class Problems
{
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

        return TypedResults.Problem(detail: error.Message, statusCode: Status(error.Kind), extensions: extensions);
    }

    /// <summary>
    /// The endpoint filter of everything under <c>/api</c>: a problem that says <c>details.retryAfter</c> says it in the
    /// <c>Retry-After</c> header too (RFC 9110 §10.2.3).
    /// </summary>
    public static async ValueTask<object?> AddRetryAfterAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var result = await next(context);
        var answer = result is INestedHttpResult nested ? nested.Result : result;
        if (answer is ProblemHttpResult problem
            && problem.ProblemDetails.Extensions.TryGetValue("details", out var details)
            && details is IReadOnlyDictionary<string, string> known)
        {
            SetRetryAfter(context.HttpContext, known);
        }

        return result;
    }

    /// <summary>Writes a problem outside endpoints (middleware, challenges).</summary>
    public static Task WriteAsync(this Error error, HttpContext http)
    {
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
        StatusCodes.Status405MethodNotAllowed => new(ErrorKind.Malformed, "api.method_not_allowed", "This address does not know that method."),
        StatusCodes.Status413PayloadTooLarge => new(ErrorKind.TooLarge, "api.too_large", "The request is too large."),
        StatusCodes.Status415UnsupportedMediaType => new(ErrorKind.UnsupportedType, "api.type_not_supported", "Send application/json."),
        _ => null,
    };
}
