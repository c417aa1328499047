using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace StudyHub.Server;

/// <summary>
/// Serves the built web client: the compressed form a browser takes, hashed assets for ever, every page address the same document.
/// </summary>
internal static class WebClient
{
    private static readonly (string Encoding, string Extension)[] s_compressed = [("br", ".br"), ("gzip", ".gz")];

    public static void Map(WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        var files = Read(root);

        // No fallback endpoint: it would answer for every wrong method and media type of the API with "not found".
        app.Use((http, next) => http.GetEndpoint() is null && !http.Request.Path.StartsWithSegments("/api") ? ServeAsync(http, files) : next(http));
    }

    private static FrozenDictionary<string, Asset> Read(string root)
    {
        if (!Directory.Exists(root))
        {
            return FrozenDictionary<string, Asset>.Empty;
        }

        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".webmanifest"] = "application/manifest+json";
        var all = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).ToHashSet(StringComparer.Ordinal);
        return all
            .Where(file => !s_compressed.Any(c => file.EndsWith(c.Extension, StringComparison.Ordinal)))
            .Select(file => new Asset(
                "/" + Path.GetRelativePath(root, file).Replace('\\', '/'),
                file,
                types.TryGetContentType(file, out var type) ? type : "application/octet-stream",
                [.. s_compressed.Where(c => all.Contains(file + c.Extension))]))
            .ToFrozenDictionary(asset => asset.Path, StringComparer.Ordinal);
    }

    private static async Task ServeAsync(HttpContext http, FrozenDictionary<string, Asset> files)
    {
        var path = http.Request.Path.Value ?? "/";
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        // A page address has no dot in its last part; a missing asset is missing.
        var isPage = !Path.GetFileName(path).Contains('.', StringComparison.Ordinal);
        if (!files.TryGetValue(path, out var asset) && !(isPage && files.TryGetValue("/index.html", out asset)))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await SendAsync(http, asset!);
    }

    private static async Task SendAsync(HttpContext http, Asset asset)
    {
        var response = http.Response;
        response.ContentType = asset.ContentType.StartsWith("text/", StringComparison.Ordinal) ? $"{asset.ContentType}; charset=utf-8" : asset.ContentType;
        response.Headers.CacheControl = asset.Path switch
        {
            "/service-worker.js" => "no-store", // It decides what else is kept: an old one must never stand in its way.
            _ when asset.Path.StartsWith("/assets/", StringComparison.Ordinal) => "public, max-age=31536000, immutable",
            _ => "no-cache",
        };
        response.Headers.Vary = "Accept-Encoding";
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var (encoding, extension) = asset.Compressed.FirstOrDefault(c => accepted.Contains(c.Encoding, StringComparison.OrdinalIgnoreCase));
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        var file = new FileInfo(asset.File + extension);
        response.ContentLength = file.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.SendFileAsync(file.FullName, http.RequestAborted);
        }
    }

    private sealed record Asset(string Path, string File, string ContentType, (string Encoding, string Extension)[] Compressed);
}
