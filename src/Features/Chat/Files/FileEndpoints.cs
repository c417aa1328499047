using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat.Files;

internal static class FileEndpoints
{
    /// <summary>Whatever a file holds, a browser that shows it runs nothing of it.</summary>
    private const string Sandbox = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var files = routes.MapGroup("/rooms/{roomId}/files").WithTags("Chat").RequireAuthorization();
        files.MapPost("/", UploadAsync).WithName("uploadChatFile")
            .Accepts<IFormFile>("application/octet-stream")
            .WithMetadata(new DisableRequestSizeLimitAttribute()) // The use case counts, and says so in our own words.
            .Refuses(400, 401, 403, 404, 413, 415, 422, 429);
        string[] types = [.. FileType.ContentTypes];
        files.MapGet("/{fileId}", DownloadAsync).WithName("getChatFile")
            .Produces<Stream>(StatusCodes.Status200OK, types[0], types[1..])
            .Produces<Stream>(StatusCodes.Status206PartialContent, types[0], types[1..])
            .Produces(StatusCodes.Status304NotModified)
            .Produces(StatusCodes.Status416RangeNotSatisfiable)
            .Refuses(400, 401, 404);
    }

    private static async Task<Results<Created<FileView>, ProblemHttpResult>> UploadAsync(
        string roomId, string? name, int? width, int? height, HttpRequest request, Caller caller, UploadFile upload, CancellationToken ct)
    {
        var wish = new UploadFile.Request(IdText.Read<RoomId>(roomId), name, width, height, request.ContentLength);
        var result = await upload.RunAsync(caller, wish, request.Body, ct);
        return result.IsOk(out var file, out var error)
            ? TypedResults.Created($"/api/v1/rooms/{roomId}/files/{file.Id}", file)
            : error.ToProblem();
    }

    /// <summary>Authorised at each download (MAT-5): who may read the chat gets what its messages carry, and uploaders their own before.</summary>
    private static async Task<Results<FileStreamHttpResult, ProblemHttpResult>> DownloadAsync(
        string roomId, string fileId, bool? download, HttpContext http, Caller caller, ChatDb db, ChatAccess access, IBlobs blobs, CancellationToken ct)
    {
        var room = IdText.Read<RoomId>(roomId);
        var id = Guid.TryParseExact(fileId, "D", out var known) ? known : Guid.Empty;
        if (await access.CheckReadAsync(room, caller.UserId, ct) is not null
            || await db.Files.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.RoomId == room, ct) is not { } file
            || (file.Sequence is null && file.Uploader != caller.UserId)
            || await blobs.OpenAsync(file.Blob, ct) is not { } content)
        {
            return ChatErrors.FileNotFound.ToProblem();
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Sandbox;
        headers.CacheControl = "private, no-cache"; // Kept, but asked about each time: who lost access gets nothing out of a cache either.
        var saved = download == true || file.Look == FileLook.None;
        var disposition = new ContentDispositionHeaderValue(saved ? "attachment" : "inline");
        disposition.SetHttpFileName(file.Name);
        headers.ContentDisposition = disposition.ToString();
        return TypedResults.Stream(
            content, file.ContentType, lastModified: file.UploadedAt, entityTag: new EntityTagHeaderValue($"\"{file.Id:n}\""), enableRangeProcessing: true);
    }
}
