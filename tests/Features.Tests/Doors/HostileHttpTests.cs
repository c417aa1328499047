using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>API-2, API-11: whatever is sent over HTTP gets a clear code, and the server goes on. The browser fails every 5xx and every undocumented answer.</summary>
public sealed class HostileHttpTests(StudyHubApp app) : IClassFixture<StudyHubApp>, IAsyncDisposable
{
    [Fact]
    public async Task Every_field_of_every_body_takes_anything_without_a_failure()
    {
        var sent = 0;
        foreach (var (method, path, schema) in Bodies())
        {
            using var ada = await app.SeedAsync();
            var sound = new JsonObject(schema.GetProperty("properties").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, (JsonNode?)JsonValue.Create("aaaaaaaaa"))));
            foreach (var body in Junk.Spoil(sound).Append("{\"nobody\":{\"knows\":1}}"))
            {
                app.Clock.Advance(TimeSpan.FromMinutes(7)); // Limits would answer instead of what is tested.
                using var content = new StringContent(body, Encoding.UTF8, "application/json");
                var (status, answer, _) = await ada.SendRawAsync(method, path, content);
                Assert.True((int)status < 500, $"{method} {path} {body}: {answer}");
                sent++;
            }
        }

        Assert.True(sent > 200, sent.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("not json")]
    [InlineData("{\"name\":\"x\",}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData("{\"name\":\"\\ud800\"}")]
    public async Task An_unreadable_body_is_malformed(string body)
    {
        using var ada = await app.SeedAsync();
        foreach (var (method, path, _) in Bodies())
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            var (status, problem, _) = await ada.SendRawAsync(method, path, content);
            if (body.Contains("name", StringComparison.Ordinal) && body.EndsWith("\"}", StringComparison.Ordinal) && path != "sessions")
            {
                continue; // Elsewhere an unknown field is skipped unread.
            }

            Assert.True(status == HttpStatusCode.BadRequest, $"{method} {path}: {status} {problem}");
            Assert.Equal("api.malformed", problem.GetProperty("code").GetString());
        }
    }

    [Fact]
    public async Task Only_json_is_taken_and_no_more_than_a_megabyte()
    {
        using var ada = await app.SeedAsync();
        foreach (var (method, path, _) in Bodies())
        {
            foreach (var type in (string[])["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/xml"])
            {
                using var form = new ByteArrayContent("{}"u8.ToArray());
                form.Headers.TryAddWithoutValidation("Content-Type", type);
                var (refused, told, _) = await ada.SendRawAsync(method, path, form);
                Assert.Equal((HttpStatusCode.UnsupportedMediaType, "api.type_not_supported"), (refused, told.GetProperty("code").GetString()));
            }

            using var large = new StringContent($"{{\"displayName\":\"{new string('x', 1024 * 1024)}\"}}", Encoding.UTF8, "application/json");
            var (status, problem, _) = await ada.SendRawAsync(method, path, large, ("Expect", "100-continue"));
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "api.too_large"), (status, problem.GetProperty("code").GetString()));
        }
    }

    [Fact]
    public async Task Changes_need_proof_of_the_same_origin()
    {
        using var ada = await app.SeedAsync();
        var own = app.Address.GetLeftPart(UriPartial.Authority);
        (string Name, string Value)[][] refused =
        [
            [("Origin", "https://evil.example")], [("Origin", "null")], [("Origin", own + ".evil.example")], [("Origin", own.Replace("http:", "https:", StringComparison.Ordinal))],
            [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "cross-site")], [("Sec-Fetch-Site", "same-site")], [("Sec-Fetch-Site", "none")],
        ];
        (string Name, string Value)[][] taken = [[], [("Origin", own)], [("Sec-Fetch-Site", "same-origin")], [("Origin", own), ("Sec-Fetch-Site", "same-origin")]];

        foreach (var headers in refused)
        {
            foreach (var (method, path, _) in Bodies())
            {
                var (status, problem, _) = await ada.SendRawAsync(method, path, Empty(), headers);
                Assert.Equal((HttpStatusCode.Forbidden, "api.csrf"), (status, problem.GetProperty("code").GetString()));
            }

            Assert.Equal(HttpStatusCode.Forbidden, (await ada.SendRawAsync(HttpMethod.Delete, "sessions/current", null, headers)).Status);
            Assert.Equal(HttpStatusCode.OK, (await ada.SendRawAsync(HttpMethod.Get, "me", null, headers)).Status);
            Assert.Equal(403, await RawSocket.UpgradeStatusAsync(app, ada.Cookie, headers));
        }

        foreach (var headers in taken)
        {
            Assert.Equal(HttpStatusCode.OK, (await ada.SendRawAsync(HttpMethod.Patch, "me", Empty(), headers)).Status);
            Assert.Equal(101, await RawSocket.UpgradeStatusAsync(app, ada.Cookie, headers));
        }
    }

    [Fact]
    public async Task Foreign_and_garbled_ids_are_absent()
    {
        using var ada = await app.SeedAsync();
        string[] ids = ["x", "0", "..%2f..%2fetc", $"{Guid.CreateVersion7():N}", $"{{{Guid.CreateVersion7()}}}", $"{Guid.CreateVersion7()}", $"{ada.UserId}", Guid.Empty.ToString(), "%F0%9F%98%80", new('9', 3_000), "%27%20OR%201=1"];
        foreach (var path in app.Contract.Document.GetProperty("paths").EnumerateObject().Where(p => p.Name.Contains("{roomId}", StringComparison.Ordinal) && p.Value.TryGetProperty("get", out _)))
        {
            foreach (var id in ids)
            {
                var (status, _, _) = await ada.SendRawAsync(HttpMethod.Get, path.Name.Replace("/api/v1/", "", StringComparison.Ordinal).Replace("{roomId}", id, StringComparison.Ordinal), null);
                Assert.Equal(HttpStatusCode.NotFound, status);
            }
        }
    }

    [Theory]
    [InlineData("rooms?limit=5&limit=6")]
    [InlineData("rooms?cursor=a&cursor=b")]
    [InlineData("rooms?channel=high&channel=university")]
    [InlineData("groups?policy=open&policy=apply")]
    public async Task A_parameter_given_twice_is_malformed_or_one(string path)
    {
        using var ada = await app.SeedAsync();

        var (status, _, _) = await ada.SendRawAsync(HttpMethod.Get, path, null);

        Assert.True(status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{status}");
    }

    [Fact]
    public async Task Unknown_addresses_and_methods_are_problems_too()
    {
        using var ada = await app.SeedAsync();

        Assert.Equal("api.not_found", await ada.RefusedAsync(HttpMethod.Get, "nothing/here", null, HttpStatusCode.NotFound));
        Assert.Equal("api.not_found", await ada.RefusedAsync(HttpMethod.Post, "nothing/here", new { }, HttpStatusCode.NotFound));
        Assert.Equal("api.method_not_allowed", await ada.RefusedAsync(HttpMethod.Put, "me", new { }, HttpStatusCode.MethodNotAllowed));
        Assert.Equal("api.method_not_allowed", await ada.RefusedAsync(HttpMethod.Delete, "rooms", null, HttpStatusCode.MethodNotAllowed));
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_protect_a_browser()
    {
        using var ada = await app.SeedAsync();
        foreach (var path in (string[])["me", "nothing/here", "installation"])
        {
            var (_, _, response) = await ada.SendRawAsync(HttpMethod.Get, path, null);
            Assert.Contains("frame-ancestors 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("DENY", response.Headers.GetValues("X-Frame-Options").Single());
        }
    }

    [Fact]
    public async Task No_name_or_title_can_forge_a_line_in_the_log()
    {
        using var ada = await app.SeedAsync();
        const string forged = "fail: StudyHub the sky is falling";
        foreach (var line in (string[])["\r\n", "\n", "\r", "\u2028", "\u0085"])
        {
            await ada.SendAsync(HttpMethod.Patch, "me", new { displayName = $"x{line}{forged}" }, HttpStatusCode.UnprocessableEntity);
            await ada.PostAsync("rooms", new { title = $"x{line}{forged}", channel = "high" }, HttpStatusCode.UnprocessableEntity);
            await ada.PostAsync("sessions", new { name = $"x{line}{forged}", password = forged }, HttpStatusCode.Unauthorized);
            app.Clock.Advance(TimeSpan.FromMinutes(15));
        }

        using var odd = new StringContent("{}", Encoding.UTF8, "application/json");
        await ada.SendRawAsync(HttpMethod.Patch, "me", odd, ("User-Agent", forged), ("X-Forwarded-For", forged));
        Assert.DoesNotContain(app.Log.All, line => line.Contains(forged, StringComparison.Ordinal));
    }

    /// <summary>Whatever a test sent: nothing of it was a failure of the server's own.</summary>
    public async ValueTask DisposeAsync()
    {
        Assert.Empty(app.Log.Errors);
        using var ada = await app.SeedAsync();
        await ada.GetAsync("me");
    }

    private static StringContent Empty() => new("{}", Encoding.UTF8, "application/json");

    private IEnumerable<(HttpMethod Method, string Path, JsonElement Schema)> Bodies()
    {
        var document = app.Contract.Document;
        return from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Value.TryGetProperty("requestBody", out var body) && body.GetProperty("content").TryGetProperty("application/json", out _)
               let content = operation.Value.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema")
               select (new HttpMethod(operation.Name.ToUpperInvariant()), path.Name.Replace("/api/v1/", "", StringComparison.Ordinal).TrimEnd('/'), app.Contract.Resolve(content));
    }
}
