using System.Globalization;
using System.Net;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Api;

/// <summary>API-5.</summary>
public sealed class RequestLimitTests : IAsyncLifetime
{
    private readonly StudyHubApp _app = new() { Settings = """{ "Api": {}, "Http": { "TrustedProxies": "127.0.0.1" } }""" };

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task A_user_may_ask_600_times_in_any_minute_and_waits_for_the_601st()
    {
        var people = await _app.SeedAsync(2);
        for (var left = 599; left >= 0; left--)
        {
            var (status, _, taken) = await people[0].SendRawAsync(HttpMethod.Get, "sessions/current", null);
            Assert.Equal((HttpStatusCode.OK, $"\"user\";r={left.ToString(CultureInfo.InvariantCulture)}"), (status, Header(taken, "RateLimit")));
        }

        _app.Clock.Advance(TimeSpan.FromSeconds(20));
        var (refused, problem, response) = await people[0].SendRawAsync(HttpMethod.Get, "me", null);

        Assert.Equal((HttpStatusCode.TooManyRequests, "rate.limited"), (refused, problem.GetProperty("code").GetString()));
        Assert.Equal(TimeSpan.FromSeconds(40), response.Headers.RetryAfter?.Delta);
        Assert.Equal(("\"user\";r=0", "\"user\";q=600;w=60"), (Header(response, "RateLimit"), Header(response, "RateLimit-Policy")));
        await people[1].GetAsync("me");
        _app.Clock.Advance(TimeSpan.FromSeconds(40));
        await people[0].GetAsync("me");
    }

    [Fact]
    public async Task Signed_out_an_address_may_ask_60_times_and_neither_another_address_nor_who_is_signed_in_waits_with_it()
    {
        using var stranger = _app.Browse();
        using var ada = await _app.SeedAsync();
        for (var left = 59; left >= 0; left--)
        {
            Assert.Equal($"\"address\";r={left.ToString(CultureInfo.InvariantCulture)}", Header(await AskAsync(stranger, "198.51.100.7"), "RateLimit"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(stranger, "198.51.100.7")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, "198.51.100.8")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(ada, "198.51.100.7")).StatusCode);
        stranger.Cookie = new string('A', 43); // An invented session is nobody's.
        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(stranger, "198.51.100.7")).StatusCode);
    }

    [Fact]
    public async Task One_64_of_ipv6_is_one_address()
    {
        using var stranger = _app.Browse();
        for (var host = 1; host <= 60; host++)
        {
            Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, string.Create(CultureInfo.InvariantCulture, $"2001:db8:1:2:{host:x}::{host:x}"))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await AskAsync(stranger, "2001:db8:1:2::ffff")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(stranger, "2001:db8:1:3::1")).StatusCode);
    }

    [Fact]
    public async Task Every_answer_of_the_api_says_how_many_are_left_and_no_page_does()
    {
        using var stranger = _app.Browse();
        (HttpMethod Method, string Path, HttpStatusCode Status)[] asked =
        [
            (HttpMethod.Get, "installation", HttpStatusCode.OK), (HttpMethod.Get, "me", HttpStatusCode.Unauthorized), (HttpMethod.Get, "nothing", HttpStatusCode.NotFound),
            (HttpMethod.Put, "me", HttpStatusCode.MethodNotAllowed), (HttpMethod.Get, "openapi.json", HttpStatusCode.OK), (HttpMethod.Get, "live", HttpStatusCode.Unauthorized),
        ];

        foreach (var (method, path, expected) in asked)
        {
            using var http = new HttpClient { BaseAddress = _app.Address };
            using var response = await http.SendAsync(new(method, $"api/v1/{path}"), TestContext.Current.CancellationToken);
            Assert.Equal((path, expected), (path, response.StatusCode));
            Assert.StartsWith("\"address\";r=", Header(response, "RateLimit"), StringComparison.Ordinal);
        }

        var (status, _, crossSite) = await stranger.SendRawAsync(HttpMethod.Post, "sessions", null, ("Origin", "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.StartsWith("\"address\";r=", Header(crossSite, "RateLimit"), StringComparison.Ordinal);
        using var plain = new HttpClient { BaseAddress = _app.Address };
        Assert.False((await plain.GetAsync("health/live", TestContext.Current.CancellationToken)).Headers.Contains("RateLimit"));
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static async Task<HttpResponseMessage> AskAsync(Browser browser, string from) =>
        (await browser.SendRawAsync(HttpMethod.Get, "installation", null, ("X-Forwarded-For", from))).Response;
}
