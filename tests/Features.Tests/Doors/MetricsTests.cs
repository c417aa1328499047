using System.Net;
using System.Text.RegularExpressions;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>OPS-6: numbers for those who run it, and for nobody else.</summary>
public sealed partial class MetricsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task This_host_reads_what_happens()
    {
        await using var app = new StudyHubApp();
        await app.InitializeAsync();
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();
        await tab.EnterAsync(await ada.CreateRoomAsync());
        using var http = new HttpClient { BaseAddress = app.Address };

        var answer = await http.GetAsync("metrics", Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line(), line));
        Assert.Contains("\nstudyhub_media_rooms 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nstudyhub_media_seats 1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nstudyhub_live_connections 1\n", text, StringComparison.Ordinal);
        Assert.Contains("studyhub_live_command_duration_seconds_count{command=\"meeting.enter\",outcome=\"ok\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("studyhub_media_packets_total{worker=\"0\",direction=\"out\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("# TYPE studyhub_media_worker_busy_seconds_total counter\n", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket{", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_strangers_there_is_nothing()
    {
        await using var app = new StudyHubApp();
        await app.InitializeAsync();
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9"); // by a proxy on this host that nobody has told us of

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("metrics", Ct)).StatusCode);
    }

    [Theory]
    [InlineData("203.0.113.9", HttpStatusCode.OK)]
    [InlineData("203.0.113.10", HttpStatusCode.NotFound)]
    [InlineData("2001:db8::77", HttpStatusCode.OK)]
    public async Task Who_is_named_may_read(string from, HttpStatusCode expected)
    {
        await using var app = new StudyHubApp
        {
            Settings = """{ "Http": { "TrustedProxies": "127.0.0.1" }, "Metrics": { "AllowFrom": "203.0.113.9; 2001:db8::/64" } }""",
        };
        await app.InitializeAsync();
        using var http = new HttpClient { BaseAddress = app.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", from);

        Assert.Equal(expected, (await http.GetAsync("metrics", Ct)).StatusCode);
    }

    [GeneratedRegex("""^(# (HELP|TYPE) [a-z0-9_]+ .*|[a-z0-9_]+(\{([a-zA-Z0-9_]+="([^"\\]|\\.)*",?)+\})? (-?[0-9.E+-]+|NaN|[+-]?Inf))$""")]
    private static partial Regex Line();
}
