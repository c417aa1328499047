using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace StudyHub.Features.Tests.Harness;

/// <summary>One browser: its cookie, its requests (each checked against the API's document), its tabs.</summary>
public sealed class Browser(StudyHubApp app, OpenApiContract contract) : IDisposable
{
    public const string Password = "correct horse battery";
    private const string CookieName = "__Host-studyhub";

    private readonly HttpClient _http = new(new ContractHandler(contract)) { BaseAddress = app.Address };

    public string? Cookie { get; set; }
    public string Handle { get; private set; } = "";
    public Guid UserId { get; private set; }

    public StudyHubApp App => app;

    public void SignedInAs(JsonElement me) => SignedInAs(me.GetProperty("id").GetGuid(), me.GetProperty("handle").GetString()!);

    public void SignedInAs(Guid userId, string handle) => (UserId, Handle) = (userId, handle);

    public Task<JsonElement> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) => SendAsync(HttpMethod.Get, path, null, expected);

    /// <returns>The problem's code.</returns>
    public async Task<string> RefusedAsync(HttpMethod method, string path, object? body, HttpStatusCode expected) =>
        (await SendAsync(method, path, body, expected)).GetProperty("code").GetString()!;

    public Task<JsonElement> PostAsync(string path, object? body, HttpStatusCode expected) => SendAsync(HttpMethod.Post, path, body, expected);

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, HttpStatusCode expected)
    {
        using var content = body is null ? null : new StringContent(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");
        var (status, json, _) = await SendRawAsync(method, path, content);
        Assert.True(status == expected, $"{method} {path}: {(int)status} instead of {(int)expected}: {json}");
        return json;
    }

    /// <summary>Sends anything; the answer is held against the document whatever its status. A body that is no JSON is left in the response.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseMessage Response)> SendRawAsync(
        HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"api/v1/{path}") { Content = content };
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", $"{CookieName}={Cookie}");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        TakeCookie(response);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return (response.StatusCode, isJson && text.Length > 0 ? JsonDocument.Parse(text).RootElement : default, response);
    }

    /// <summary>Fetches what is no JSON, by a path of the whole site.</summary>
    public async Task<(HttpStatusCode Status, string? MediaType, byte[] Content)> FetchAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (Cookie is not null)
        {
            request.Headers.Add("Cookie", $"{CookieName}={Cookie}");
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Opens the live connection of a new tab, or of the one whose key is given.</summary>
    public Task<LiveTab> TabAsync(string? deviceKey = null, string label = "Test tab") => LiveTab.OpenAsync(app.Address, Cookie, deviceKey, label);

    public async Task<Guid> CreateRoomAsync(object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { }, JsonSerializerOptions.Web)!.AsObject();
        body["title"] ??= "새벽 6시";
        body["channel"] ??= "university";
        var room = await PostAsync("rooms", body, HttpStatusCode.Created);
        return room.GetProperty("id").GetGuid();
    }

    public void Dispose() => _http.Dispose();

    private void TakeCookie(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies) || cookies.FirstOrDefault(c => c.StartsWith($"{CookieName}=", StringComparison.Ordinal)) is not { } cookie)
        {
            return;
        }

        var value = cookie[(CookieName.Length + 1)..cookie.IndexOf(';', StringComparison.Ordinal)];
        Cookie = value.Length == 0 ? null : Uri.UnescapeDataString(value);
    }
}
