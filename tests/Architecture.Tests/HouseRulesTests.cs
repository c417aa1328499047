using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Server;
using StudyHub.Web.Live;

namespace StudyHub.Architecture.Tests;

/// <summary>Rules that hold everywhere in the house.</summary>
public sealed partial class HouseRulesTests : IAsyncLifetime
{
    private static readonly string[] s_public =
    [
        "GET /api/v1/accounts/handles/{handle}",
        "POST /api/v1/accounts/codes",
        "POST /api/v1/accounts/codes/verify",
        "POST /api/v1/accounts",
        "POST /api/v1/accounts/recovery",
        "POST /api/v1/sessions",
        "GET /api/v1/sessions/current",
        "POST /api/v1/accounts/passkey/start",
        "POST /api/v1/sessions/passkey/start",
        "POST /api/v1/sessions/passkey",
        "GET /api/v1/rooms/{roomId}/preview",
        "GET /api/v1/invitations/{code}",
        "GET /api/v1/installation",
        "GET /api/{documentName}/openapi.json",
        "GET /health/live",
        "GET /health/ready",
        "GET /metrics",
    ];

    private readonly string _directory = Directory.CreateTempSubdirectory("studyhub-architecture-").FullName;
    private WebApplication _server = null!;

    public ValueTask InitializeAsync()
    {
        _server = StudyHubServer.Build(["--data", _directory, "--development", "--urls", "http://127.0.0.1:0", "--media-port", "0"]);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Every_endpoint_needs_a_session_or_stands_on_the_short_list_of_public_ones()
    {
        var open = ((IEndpointRouteBuilder)_server).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null || e.Metadata.GetMetadata<IAuthorizeData>() is null)
            .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"]).Select(method => $"{method} {Pattern(e)}"));

        Assert.Equal(s_public.Order(), open.Distinct().Order());
    }

    [Fact]
    public void Live_names_are_area_dot_verb()
    {
        var live = _server.Services.GetRequiredService<LiveRoutes>();

        Assert.All(live.Commands.Concat(live.Events), contract => Assert.Matches(LiveName(), contract.Name));
    }

    [Fact]
    public void The_table_of_settings_in_the_documents_is_the_one_in_the_code()
    {
        var operations = File.ReadAllLines(Repository.Path("docs/operations.md"));
        var documented = operations.Where(l => SettingRow().IsMatch(l)).Select(l => Whitespace().Replace(l, " ").Trim());

        Assert.Equal(Settings.All.Select(s => $"| `{s.Key}` | {(s.Default.Length == 0 ? "" : $"`{s.Default}` ")}| {s.Meaning} |"), documented);
    }

    [Fact]
    public void Every_live_command_and_event_is_in_the_protocol()
    {
        var protocol = File.ReadAllText(Repository.Path("docs/protocol.md"));
        var live = _server.Services.GetRequiredService<LiveRoutes>();

        Assert.All(live.Commands.Concat(live.Events), contract => Assert.Contains($"`{contract.Name}`", protocol, StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_has_more_than_400_lines()
    {
        string[] folders = ["src", "tests", "tools", "web", "scripts"];
        var long_ = folders.SelectMany(f => Repository.Sources(f, ".cs", ".ts", ".tsx", ".css", ".sh", ".mjs"))
            .Where(file => !file.StartsWith("web/src/contract/", StringComparison.Ordinal)) // Generated: nobody reads it from top to bottom.
            .Where(file => File.ReadLines(Repository.Path(file)).Count() > 400);

        Assert.Empty(long_);
    }

    [Fact]
    public void No_suite_sleeps_and_no_test_is_skipped()
    {
        var lazy = Repository.Sources("tests", ".cs").Where(file => !file.EndsWith("HouseRulesTests.cs", StringComparison.Ordinal))
            .Where(file => Lazy().IsMatch(File.ReadAllText(Repository.Path(file))));

        Assert.Empty(lazy);
    }

    private static string Pattern(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText!.TrimEnd('/');

    [GeneratedRegex("^[a-z]+\\.[a-z_]+$")]
    private static partial Regex LiveName();

    [GeneratedRegex(@"^\| `[A-Z][A-Za-z]+(:[A-Za-z]+)?` \|")]
    private static partial Regex SettingRow();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();

    [GeneratedRegex(@"Thread\.Sleep|Skip\s*=")]
    private static partial Regex Lazy();
}
