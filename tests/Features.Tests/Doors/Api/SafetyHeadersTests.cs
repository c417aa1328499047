using System.Net;
using System.Net.Security;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Server;

namespace StudyHub.Features.Tests.Doors.Api;

/// <summary>API-11: what every kind of answer tells a browser: page, asset, API, problem (also one that an exception became), download.</summary>
public sealed class SafetyHeadersTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_comes_from_this_site_and_nothing_runs_inline()
    {
        foreach (var (what, answer) in await VisitAsync())
        {
            var policy = Header(answer, "Content-Security-Policy").Split(';', StringSplitOptions.TrimEntries).ToDictionary(d => d.Split(' ')[0], d => d.Split(' ')[1..]);
            Assert.Equal((what, "'none'"), (what, policy["default-src"].Single()));
            Assert.Equal((what, "'self'"), (what, policy["script-src"].Single()));
            Assert.Equal((what, "'self'"), (what, policy["connect-src"].Single()));
            Assert.Equal((what, "'none'"), (what, policy["base-uri"].Single()));
            Assert.Equal((what, "'self'"), (what, policy["form-action"].Single()));
            Assert.DoesNotContain(policy.Values.SelectMany(sources => sources), source => source is "*" or "'unsafe-eval'" || source.StartsWith("http", StringComparison.Ordinal));
        }
    }

    [Fact]
    public Task Nothing_is_shown_in_a_frame() => AllAsync(
        answer => Header(answer, "X-Frame-Options") == "DENY" && Header(answer, "Content-Security-Policy").Contains("frame-ancestors 'none'", StringComparison.Ordinal));

    [Fact]
    public Task No_type_is_guessed() => AllAsync(answer => Header(answer, "X-Content-Type-Options") == "nosniff");

    [Fact]
    public Task No_other_site_learns_an_address() => AllAsync(answer => Header(answer, "Referrer-Policy") == "same-origin");

    [Fact]
    public Task Powerful_features_are_this_sites_or_nobodys() => AllAsync(
        answer => Header(answer, "Permissions-Policy").Split(", ").All(p => p is "camera=(self)" or "microphone=(self)" or "display-capture=(self)" || p.EndsWith("=()", StringComparison.Ordinal)));

    [Fact]
    public Task Other_sites_windows_and_pages_are_kept_apart() => AllAsync(
        answer => Header(answer, "Cross-Origin-Opener-Policy") == "same-origin" && Header(answer, "Cross-Origin-Resource-Policy") == "same-origin");

    [Fact]
    public Task No_answer_names_the_software_behind_it() => AllAsync(answer => !answer.Headers.Contains("Server") && !answer.Headers.Contains("X-Powered-By"));

    [Fact]
    public async Task The_method_TRACE_answers_nothing_of_what_was_sent()
    {
        foreach (var path in (string[])["/", "/api/v1/me", "/health/live"])
        {
            using var http = new HttpClient { BaseAddress = app.Address };
            using var request = new HttpRequestMessage(HttpMethod.Trace, path);
            request.Headers.Add("X-Secret", "among us");
            using var answer = await http.SendAsync(request, Ct);
            Assert.True(answer.StatusCode is HttpStatusCode.MethodNotAllowed or HttpStatusCode.NotFound, $"{path}: {answer.StatusCode}");
            Assert.DoesNotContain("among us", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_api_answers_is_kept_in_no_cache()
    {
        foreach (var (what, answer) in (await VisitAsync()).Where(a => a.What.StartsWith("/api", StringComparison.Ordinal) && !a.What.Contains("avatars", StringComparison.Ordinal)))
        {
            Assert.Equal((what, "no-store"), (what, answer.Headers.CacheControl?.ToString()));
        }
    }

    [Theory]
    [InlineData("study.example.org", "max-age=31536000")]
    [InlineData("localhost", null)]
    public async Task Over_https_browsers_are_told_to_stay_there_but_not_on_localhost(string host, string? expected)
    {
        var data = Directory.CreateTempSubdirectory("studyhub-hsts-").FullName;
        var config = Path.Combine(data, "studyhub.json");
        await File.WriteAllTextAsync(config, """{ "Http": { "HttpsPort": "0" } }""", Ct);
        await using (var server = StudyHubServer.Build(
            ["--data", Path.Combine(data, "data"), "--development", "--https", "--config", config, "--urls", "http://127.0.0.1:0", "--media-port", "0"]))
        {
            await server.StartAsync(Ct);
            var addresses = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
            var port = new Uri(addresses.Single(a => a.StartsWith("https://", StringComparison.Ordinal)).Replace("[::]", "localhost", StringComparison.Ordinal)).Port;
            using var http = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } });
            foreach (var path in (string[])["", "api/v1/installation", "api/v1/me"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"https://localhost:{port}/{path}") { Headers = { Host = host } };
                using var answer = await http.SendAsync(request, Ct);
                Assert.Equal(expected, answer.Headers.TryGetValues("Strict-Transport-Security", out var told) ? told.Single() : null);
            }

            await server.StopAsync(Ct);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    private async Task AllAsync(Func<HttpResponseMessage, bool> holds)
    {
        foreach (var (what, answer) in await VisitAsync())
        {
            Assert.True(holds(answer), $"{what}: {answer}");
        }
    }

    /// <summary>One answer of each kind.</summary>
    private async Task<IReadOnlyList<(string What, HttpResponseMessage Answer)>> VisitAsync()
    {
        using var ada = await app.SeedAsync();
        using var picture = new ByteArrayContent(Pictures.Png(64, 64));
        picture.Headers.ContentType = new("image/png");
        var (_, me, _) = await ada.SendRawAsync(HttpMethod.Put, "me/avatar", picture);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("Cookie", $"__Host-studyhub={ada.Cookie}");
        var answers = new List<(string, HttpResponseMessage)>();
        foreach (var path in (string[])
        [
            "/", "/rooms/anything", "/docs/api", "/favicon.svg", "/assets/missing.js", "/health/live", "/api/v1/openapi.json", "/api/v1/me", "/api/v1/nothing", "/api/v1/rooms?limit=1000",
            me.GetProperty("avatar").GetString()!,
        ])
        {
            answers.Add((path, await http.GetAsync(path, Ct)));
        }

        using var large = new StringContent($"{{\"displayName\":\"{new string('x', 1024 * 1024)}\"}}", Encoding.UTF8, "application/json");
        using var tooLarge = new HttpRequestMessage(HttpMethod.Patch, "/api/v1/me") { Content = large, Headers = { ExpectContinue = true } };
        answers.Add(("/api/v1/me (too large)", await http.SendAsync(tooLarge, Ct)));
        using var forged = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/sessions/current");
        forged.Headers.Add("Origin", "https://evil.example");
        answers.Add(("/api/v1/sessions/current (cross-site)", await http.SendAsync(forged, Ct)));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answers[^2].Item2.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, answers[^1].Item2.StatusCode);
        return answers;
    }

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : "";
}
