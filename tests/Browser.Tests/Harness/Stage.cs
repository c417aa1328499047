using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.Playwright;
using StudyHub.Server;

namespace StudyHub.Browser.Tests.Harness;

/// <summary>
/// The real server and a real Chromium with fake camera and microphone. Time runs as it does outside, and a test may advance it (OPS-13).
/// </summary>
public sealed partial class Stage : IAsyncLifetime
{
    private static readonly string[] s_chromiumSwitches =
    [
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
        "--use-fake-device-for-media-stream=fps=30",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
        "--disable-renderer-backgrounding",
        "--disable-backgrounding-occluded-windows",
        "--disable-background-timer-throttling",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ];

    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"studyhub-browser-{Guid.CreateVersion7():N}");
    private readonly List<Person> _people = [];
    private WebApplication _server = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _chromium = null!;
    private Timer _ticking = null!;

    public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>Carries everything between browsers and server, and can be cut.</summary>
    public Wire Wire { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_directory);
        StartTicking();
        Wire.OpenMedia();
        var config = Path.Combine(_directory, "studyhub.json");
        await File.WriteAllTextAsync(config, """{ "Media": { "Workers": "1" } }""");
        _server = StudyHubServer.Build(
            [
                "--data", Path.Combine(_directory, "data"), "--development", "--urls", "http://127.0.0.1:0",
                "--media-port", $"{Wire.ServerMediaPort}", "--announce", $"127.0.0.1:{Wire.MediaPort}", "--config", config,
            ],
            services => services.AddSingleton<TimeProvider>(Clock));
        await _server.StartAsync();
        var address = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Wire.Connect(address.Port);

        _playwright = await Playwright.CreateAsync();
        _chromium = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = Environment.UserName == "root" ? [.. s_chromiumSwitches, "--no-sandbox"] : s_chromiumSwitches,
        });
    }

    /// <summary>Somebody with a browser profile of their own, signed out.</summary>
    public async Task<Person> SomebodyAsync(string handle, string locale = "en-US", int width = 1280, int height = 800)
    {
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = $"http://localhost:{Wire.Port}",
            Locale = locale,
            TimezoneId = "Asia/Seoul",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Permissions = ["camera", "microphone"],
        });
        context.SetDefaultTimeout(20_000);
        await context.AddInitScriptAsync("""
            window.peers = [];
            const Plain = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Plain { constructor(...a) { super(...a); window.peers.push(this); } };
            """);
        var person = new Person(this, context, await context.NewPageAsync(), handle);
        _people.Add(person);
        return person;
    }

    /// <summary>The code in the newest mail to an address, awaited up to 10 s.</summary>
    public async Task<string> CodeForAsync(string email)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            var folder = Path.Combine(_directory, "data", "outbox");
            var mails = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt").Order().Select(File.ReadAllText) : [];
            if (mails.LastOrDefault(m => m.StartsWith($"To: {email}\n", StringComparison.Ordinal) && m.EndsWith('\n')) is { } mail)
            {
                return SixDigits().Match(mail).Value;
            }

            await Task.Delay(50, deadline.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _chromium.DisposeAsync();
        _playwright.Dispose();
        await _ticking.DisposeAsync();
        await Wire.DisposeAsync();
        await _server.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private void StartTicking()
    {
        var last = System.Diagnostics.Stopwatch.GetTimestamp();
        var gate = new Lock();
        _ticking = new Timer(
            _ =>
            {
                lock (gate)
                {
                    var now = System.Diagnostics.Stopwatch.GetTimestamp();
                    Clock.Advance(System.Diagnostics.Stopwatch.GetElapsedTime(last, now));
                    last = now;
                }
            },
            null,
            TimeSpan.FromMilliseconds(20),
            TimeSpan.FromMilliseconds(20));
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
