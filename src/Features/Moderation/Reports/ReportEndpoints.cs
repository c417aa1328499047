using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;
using StudyHub.Web;

namespace StudyHub.Moderation.Reports;

internal static class ReportEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var reports = routes.MapGroup("/reports").WithTags("Moderation").RequireAuthorization();
        reports.MapPost("/", WriteAsync).Idempotent().Refuses(400, 401, 403, 404, 413, 415, 422, 429);
        reports.MapGet("/mine", MineAsync).Refuses(400, 401, 422);

        var admin = routes.MapGroup("/admin/reports").WithTags("Admin").RequireAuthorization();
        admin.MapGet("/", ListAsync).Refuses(400, 401, 403, 422);
        admin.MapGet("/{reportId}", OpenAsync).Refuses(401, 403, 404);
        admin.MapGet("/{reportId}/picture", PictureAsync).ProducesFile(KeptPictures.ContentType).Refuses(401, 403, 404);
        admin.MapPost("/{reportId}/close", CloseAsync).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
    }

    private static async Task<Results<Created<ReportView>, ProblemHttpResult>> WriteAsync(ReportBody body, Caller caller, WriteReport write, CancellationToken ct)
    {
        var result = await write.RunAsync(caller, new(body.Kind, new(body.Id, body.Sequence), body.Category, body.Text), ct);
        return result.IsOk(out var report, out var error) ? TypedResults.Created("/api/v1/reports/mine", report) : error.ToProblem();
    }

    private static async Task<Results<Ok<ReportPage>, ProblemHttpResult>> MineAsync(
        Caller caller, WriteReport reports, CancellationToken ct, string? cursor = null, int? limit = null)
    {
        var result = await reports.MineAsync(caller, cursor, limit, ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<ReportLines>, ProblemHttpResult>> ListAsync(
        Caller caller, ReviewReports review, CancellationToken ct, bool? closed = null, string? cursor = null, int? limit = null)
    {
        var result = await review.ListAsync(caller, closed ?? false, cursor, limit, ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Ok<OpenedReport>, ProblemHttpResult>> OpenAsync(string reportId, Caller caller, ReviewReports review, CancellationToken ct)
    {
        var result = await review.OpenAsync(caller, Read(reportId), ct);
        return result.IsOk(out var report, out var error) ? TypedResults.Ok(report) : error.ToProblem();
    }

    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> PictureAsync(
        string reportId, Caller caller, ReviewReports review, HttpContext http, CancellationToken ct)
    {
        var result = await review.PictureAsync(caller, Read(reportId), ct);
        if (!result.IsOk(out var picture, out var error))
        {
            return error.ToProblem();
        }

        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(picture, KeptPictures.ContentType);
    }

    private static async Task<Results<Ok<OpenedReport>, ProblemHttpResult>> CloseAsync(
        string reportId, CloseReportBody body, Caller caller, ReviewReports review, CancellationToken ct)
    {
        var result = await review.CloseAsync(caller, Read(reportId), body.Outcome, body.Answer, ct);
        return result.IsOk(out var report, out var error) ? TypedResults.Ok(report) : error.ToProblem();
    }

    private static Guid Read(string id) => Guid.TryParseExact(id, "D", out var read) ? read : Guid.Empty;

    /// <param name="Id">The user's or the room's; of a message, its room's.</param>
    /// <param name="Sequence">The message's.</param>
    internal sealed record ReportBody(ReportKind Kind, Guid Id, ReportCategory Category, long? Sequence = null, string? Text = null);

    internal sealed record CloseReportBody(ReportOutcome Outcome, string? Answer = null);
}
