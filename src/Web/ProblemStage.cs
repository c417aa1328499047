using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace StudyHub.Web;

/// <summary>Everything under <c>/api</c> that no endpoint answered itself becomes a problem with a code; a bug becomes a 500 without detail.</summary>
public static class ProblemStage
{
    private static readonly PathString s_api = "/api";

    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            ExceptionHandler = OnExceptionAsync,
            SuppressDiagnosticsCallback = context => context.Exception is BadHttpRequestException,
        });
        app.UseStatusCodePages(context => OnStatusAsync(context.HttpContext));
    }

    private static Task OnExceptionAsync(HttpContext http)
    {
        if (http.Features.Get<IExceptionHandlerFeature>()?.Error is BadHttpRequestException bad)
        {
            http.Response.StatusCode = bad.StatusCode;
            return OnStatusAsync(http);
        }

        return TypedResults.Problem(statusCode: StatusCodes.Status500InternalServerError, extensions: new Dictionary<string, object?>
        {
            ["code"] = "api.failed",
            ["traceId"] = Problems.TraceId,
        }).ExecuteAsync(http);
    }

    private static Task OnStatusAsync(HttpContext http)
    {
        return http.Request.Path.StartsWithSegments(s_api) && Problems.FromStatus(http.Response.StatusCode) is { } error
            ? error.WriteAsync(http)
            : Task.CompletedTask;
    }
}
