using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace StudyHub.Features.Tests.Harness;

/// <summary>
/// Holds answers against the served OpenAPI document (API-1): known path, known status, its headers, its media type, a body of the
/// documented shape; and problems against API-2: a code that everywhere has one status.
/// </summary>
public sealed partial class OpenApiContract
{
    private const string Problem = "application/problem+json";

    private static readonly FrozenDictionary<string, int> s_codes = ReadCodes(AppContext.BaseDirectory);

    private readonly JsonElement _document;
    private readonly JsonSchema _schema;
    private readonly List<(Regex Path, string Template, JsonElement Item)> _paths;

    private OpenApiContract(JsonElement document)
    {
        (_document, _schema) = (document, new JsonSchema(document));
        _paths = [.. document.GetProperty("paths").EnumerateObject()
            .OrderBy(p => p.Name.Count(c => c == '{'))
            .Select(p => (new Regex($"^{PathParameter().Replace(p.Name.TrimEnd('/'), "[^/]+")}/?$", RegexOptions.IgnoreCase), p.Name, p.Value))];
    }

    public static OpenApiContract Parse(string json) => new(JsonDocument.Parse(json).RootElement);

    public JsonElement Document => _document;

    public JsonElement Resolve(JsonElement schema) => _schema.Resolve(schema);

    /// <summary>What the document says of an address; null where it says nothing.</summary>
    public (string Template, JsonElement Operation)? Find(HttpMethod method, string path) =>
        _paths.FirstOrDefault(p => p.Path.IsMatch(path)) is { Template: { } template, Item: var item }
        && item.TryGetProperty(method.Method.ToLowerInvariant(), out var operation) ? (template, operation) : null;

    public void Check(HttpMethod method, Uri uri, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var what = $"{method} {(uri.PathAndQuery.Length > 500 ? uri.PathAndQuery[..500] + "…" : uri.PathAndQuery)} {status}";
        Assert.True(status < 500 || status == 503, $"{what}: {Text(body)}");
        if (IsNoRequest(uri, status))
        {
            Assert.Empty(body);
            return;
        }

        if (mediaType == Problem)
        {
            CheckProblem(what, status, body);
        }

        if (Find(method, uri.AbsolutePath) is not var (_, operation))
        {
            Assert.True(
                status is 404 or 405 || (status is 400 or 403 or 429 && mediaType == Problem),
                $"{what} is not in the document. {Text(body)}");
            return;
        }

        Assert.True(operation.GetProperty("responses").TryGetProperty($"{status}", out var documented), $"{what}: this status is not documented. {Text(body)}");
        CheckHeaders(what, documented, response);
        CheckBody(what, documented, mediaType, body);
    }

    /// <summary>What the web server refuses before it is a request: an address over 8 KB, one with a NUL in its path.</summary>
    private static bool IsNoRequest(Uri uri, int status) =>
        (status == 414 && uri.PathAndQuery.Length > 8_000) || (status == 400 && uri.AbsolutePath.Contains("%00", StringComparison.Ordinal));

    private void CheckBody(string what, JsonElement documented, string? mediaType, byte[] body)
    {
        var hasContent = documented.TryGetProperty("content", out var content);
        if (body.Length == 0)
        {
            Assert.False(hasContent, $"{what} should have a body.");
            return;
        }

        var media = default(JsonElement);
        Assert.True(
            hasContent && (content.TryGetProperty(mediaType ?? "", out media) || content.TryGetProperty("*/*", out media)), // Files of any type.
            $"{what}: {mediaType} is not documented.");
        var schema = media.GetProperty("schema");
        if (mediaType!.EndsWith("json", StringComparison.Ordinal))
        {
            Assert.Null(_schema.FaultOf(schema, JsonDocument.Parse(body).RootElement, what));
        }
        else
        {
            Assert.Equal("binary", Resolve(schema).GetProperty("format").GetString());
        }
    }

    private void CheckHeaders(string what, JsonElement documented, HttpResponseMessage response)
    {
        foreach (var header in documented.GetProperty("headers").EnumerateObject())
        {
            var isThere = response.Headers.TryGetValues(header.Name, out var values) && values.All(v => v.Length > 0);
            Assert.True(isThere || !Resolve(header.Value).GetProperty("required").GetBoolean(), $"{what}: there is no {header.Name}.");
        }
    }

    private static void CheckProblem(string what, int status, byte[] body)
    {
        var problem = JsonDocument.Parse(body).RootElement;
        var code = problem.GetProperty("code").GetString()!;
        Assert.True(status == problem.GetProperty("status").GetInt32(), $"{what}: {problem}");
        Assert.True(TraceId().IsMatch(problem.GetProperty("traceId").GetString()!), $"{what}: {problem}");
        Assert.True(s_codes.TryGetValue(code, out var documented) && documented == status, $"{what}: docs/problem-codes.md knows no {code} with this status.");
    }

    private static string Text(byte[] body) => System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 2_000)));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex PathParameter();

    private static FrozenDictionary<string, int> ReadCodes(string folder)
    {
        var file = Path.Combine(folder, "docs", "problem-codes.md");
        return !File.Exists(file)
            ? ReadCodes(Path.GetDirectoryName(folder)!)
            : File.ReadLines(file).Select(line => CodeRow().Match(line)).Where(row => row.Success)
                .ToFrozenDictionary(row => row.Groups[1].Value, row => int.Parse(row.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"^\| `([a-z]+\.[a-z_]+)` \| (\d{3}) \|")]
    private static partial Regex CodeRow();

    [GeneratedRegex(@"^[0-9a-f]{32}\z")]
    private static partial Regex TraceId();
}

/// <summary>Checks every answer of the API that comes by.</summary>
public sealed class ContractHandler(OpenApiContract contract) : DelegatingHandler(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/api/", StringComparison.Ordinal) && path != "/api/v1/openapi.json" && request.Method != HttpMethod.Head
            && response.StatusCode != HttpStatusCode.SwitchingProtocols)
        {
            contract.Check(request.Method, request.RequestUri, response, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        return response;
    }
}
