using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudyHub.Features.Tests.Harness;
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

    public TestClock Clock { get; } = new(TimeProvider.System.GetUtcNow());

    public IServiceProvider Services => _server.Services;

    /// <summary>Carries everything between browsers and server, and can be cut.</summary>
    public Wire Wire { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(_directory);
        StartTicking();
        Wire.OpenMedia();
        var config = Path.Combine(_directory, "studyhub.json");
        await File.WriteAllTextAsync(
            config,
            """{ "Media": { "Workers": "1" }, "Rooms": { "CreatedPerHour": "200" }, "Api": { "RequestsPerUser": "100000", "RequestsPerAddress": "100000" } }""");
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
    /// <param name="handle">What they are called.</param>
    /// <param name="locale">The language of the browser.</param>
    /// <param name="width">Of the window, in pixels.</param>
    /// <param name="height">Of the window, in pixels.</param>
    /// <param name="mayInstall">Service workers run: they answer instead of the network, which a journey must mean.</param>
    public async Task<Person> SomebodyAsync(string handle, string locale = "en-US", int width = 1280, int height = 800, bool mayInstall = false)
    {
        var context = await _chromium.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = $"http://localhost:{Wire.Port}",
            Locale = locale,
            TimezoneId = "Asia/Seoul",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            Permissions = ["camera", "microphone"],
            ServiceWorkers = mayInstall ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
        });
        context.SetDefaultTimeout(20_000);
        Assertions.SetDefaultExpectTimeout(20_000);
        await context.AddInitScriptAsync("""
            window.peers = [];
            const Plain = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Plain { constructor(...a) { super(...a); window.peers.push(this); } };
            window.tones = 0;
            const sound = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (...a) { window.tones++; return sound.apply(this, a); };
            """);
        var person = new Person(this, context, await context.NewPageAsync(), handle, Words.Of(locale));
        _people.Add(person);
        return person;
    }

    /// <summary>How many mails went to an address so far.</summary>
    public async Task<int> MailsToAsync(string email) => (await ReadMailsAsync(email)).Count;

    /// <summary>The code in the newest mail to an address, awaited up to 10 s.</summary>
    /// <param name="email">To whom.</param>
    /// <param name="skip">So many mails are older.</param>
    public async Task<string> CodeForAsync(string email, int skip = 0)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (await ReadMailsAsync(email) is { } mails && mails.Count > skip)
            {
                return SixDigits().Match(mails[^1]).Value;
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

    private async Task<List<string>> ReadMailsAsync(string email)
    {
        var folder = Path.Combine(_directory, "data", "outbox");
        var mails = new List<string>();
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.txt").Order() : Enumerable.Empty<string>())
        {
            mails.Add(await File.ReadAllTextAsync(file));
        }

        return mails.FindAll(m => m.StartsWith($"To: {email}\n", StringComparison.Ordinal) && m.EndsWith('\n'));
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
