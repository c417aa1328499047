using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Meetings;
using StudyHub.Server;

namespace StudyHub.Features.Tests.Harness;

/// <summary>The real server on Kestrel and a throw-away data directory, with a clock the test owns. Every answer is held against the OpenAPI document.</summary>
public partial class StudyHubApp : IAsyncLifetime
{
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"studyhub-test-{Guid.CreateVersion7():N}");
    private WebApplication _server = null!;
    private OpenApiContract _contract = null!;

    public TestClock Clock { get; } = new();

    public Uri Address { get; private set; } = null!;

    /// <summary>A settings file, as JSON; null: none. Where it says nothing of requests a minute, a test may make as many as it likes.</summary>
    public string? Settings { get; init; }

    public IServiceProvider Services => _server.Services;

    public string DataDirectory => _directory;

    public OpenApiContract Contract => _contract;

    /// <summary>Everything logged since the first start.</summary>
    public LogBook Log { get; } = new();

    /// <summary>Rounds of the password hash. Nobody attacks a test; it must not wait for turns.</summary>
    protected virtual int HashRounds => 1_000;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        using var http = new HttpClient { BaseAddress = Address };
        _contract = OpenApiContract.Parse(await http.GetStringAsync("api/v1/openapi.json"));
    }

    /// <summary>Stops the server and starts it again on the same data. Every meeting is awake then: what begins at the start does not wait for the clock's next step.</summary>
    public async Task RestartAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
        await StartAsync();
        await Services.GetServices<IHostedService>().OfType<WakeMeetings>().Single().ExecuteTask!;
    }

    /// <summary>A signed-out browser.</summary>
    public Browser Browse() => new(this, _contract);

    /// <summary>A browser that already has a session.</summary>
    public Browser Browse(Guid userId, string handle, string cookie)
    {
        var browser = new Browser(this, _contract) { Cookie = cookie };
        browser.SignedInAs(userId, handle);
        return browser;
    }

    /// <summary>A person with an account, signed in; sign-up goes through the real doors.</summary>
    public async Task<Browser> SignUpAsync(string? handle = null)
    {
        handle ??= $"u{Guid.CreateVersion7().ToString("N")[^12..]}";
        var browser = Browse();
        var email = $"{handle}@example.org";
        await browser.PostAsync("accounts/codes", new { email, purpose = "sign_up" }, HttpStatusCode.Accepted);
        var code = await CodeForAsync(email);
        var proof = await browser.PostAsync("accounts/codes/verify", new { email, purpose = "sign_up", code }, HttpStatusCode.OK);
        var me = await browser.PostAsync(
            "accounts", new { email, proof = proof.GetProperty("proof").GetString(), handle, password = Browser.Password }, HttpStatusCode.Created);
        browser.SignedInAs(me);
        return browser;
    }

    /// <summary>The newest mail to an address, awaited up to 10 s.</summary>
    public async Task<string> MailToAsync(string email, int skip = 0)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var folder = Path.Combine(_directory, "outbox");
            var mails = Directory.Exists(folder)
                ? Directory.GetFiles(folder, "*.txt").Order().Select(f => Try(() => File.ReadAllText(f))).Where(m => m.StartsWith($"To: {email}\n", StringComparison.OrdinalIgnoreCase) && m.EndsWith('\n')).ToList()
                : [];
            if (mails.Count > skip)
            {
                return mails[^1];
            }

            await Task.Delay(20, deadline.Token);
        }
    }

    public async Task<string> CodeForAsync(string email, int skip = 0) => SixDigits().Match(await MailToAsync(email, skip)).Value;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
        GC.SuppressFinalize(this);
    }

    private static string Try(Func<string> read)
    {
        try
        {
            return read();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private async Task StartAsync()
    {
        _server = StudyHubServer.Build(
            ["--data", _directory, "--development", "--urls", "http://127.0.0.1:0", "--media-port", "0", "--announce", "127.0.0.1", .. await WriteSettingsAsync()],
            services => services
                .AddSingleton<TimeProvider>(Clock)
                .RemoveAll<ILoggerProvider>()
                .AddSingleton<ILoggerProvider>(Log)
                .Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = HashRounds));
        await _server.StartAsync();
        Address = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    private async Task<string[]> WriteSettingsAsync()
    {
        var settings = JsonNode.Parse(Settings ?? "{}")!.AsObject();
        settings["Api"] ??= new JsonObject { ["RequestsPerUser"] = "1000000", ["RequestsPerAddress"] = "1000000" };
        Directory.CreateDirectory(_directory);
        var file = Path.Combine(_directory, "settings.json");
        await File.WriteAllTextAsync(file, settings.ToJsonString());
        return ["--config", file];
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
