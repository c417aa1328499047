using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Leaving;
using StudyHub.Kernel;
using StudyHub.Web;
using StudyHub.Web.Auth;

namespace StudyHub.Accounts;

/// <summary>Taking one's data along, and going.</summary>
internal static class LeavingEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/me").WithTags("Data").RequireAuthorization();
        me.MapPost("/export", RequestAsync).WithName("requestExport").Idempotent().Refuses(401, 403, 429);
        me.MapGet("/export", GetAsync).WithName("getExport").Refuses(401, 429);
        me.MapGet("/export/file", DownloadAsync).WithName("downloadExport")
            .ProducesFile("application/zip").Refuses(401, 404, 429);
        me.MapPost("/deletion", DeleteAsync).WithName("deleteAccount").Refuses(401, 403, 409, 429);
    }

    private static async Task<Results<Accepted<ExportView>, ProblemHttpResult>> RequestAsync(Caller caller, RequestExport request, CancellationToken ct)
    {
        var result = await request.RunAsync(caller, ct);
        return result.IsOk(out var export, out var error) ? TypedResults.Accepted("/api/v1/me/export", export) : error.ToProblem();
    }

    private static async Task<Ok<ExportView>> GetAsync(Caller caller, GetExport get, CancellationToken ct) =>
        TypedResults.Ok(await get.RunAsync(caller, ct));

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        Caller caller, GetExport get, HttpContext http, CancellationToken ct)
    {
        var result = await get.OpenAsync(caller, ct);
        if (!result.IsOk(out var content, out var error))
        {
            return error.ToProblem();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(content, "application/zip", "studyhub.zip");
    }

    private static async Task<Results<Ok<DeletionView>, ProblemHttpResult>> DeleteAsync(
        Caller caller, DeleteAccount delete, HttpContext http, CancellationToken ct)
    {
        var result = await delete.RunAsync(caller, ct);
        if (!result.IsOk(out var deletion, out var error))
        {
            return error.ToProblem();
        }

        SessionCookie.Clear(http.Response);
        return TypedResults.Ok(deletion);
    }
}
