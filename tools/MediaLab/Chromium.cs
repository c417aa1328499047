using System.Text.Json;
using Microsoft.Playwright;

namespace StudyHub.MediaLab;

/// <summary>A real Chromium with fake camera, microphone and screen.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] s_switches =
    [
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
        "--use-fake-device-for-media-stream=fps=30",
        "--use-fake-ui-for-media-stream",
        "--auto-select-desktop-capture-source=Entire screen",
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

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Chromium(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Chromium> LaunchAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Args = Environment.UserName == "root" ? [.. s_switches, "--no-sandbox"] : s_switches,
        });
        return new(playwright, browser);
    }

    /// <summary>A guest in a browser profile of its own.</summary>
    public async Task<Guest> EnterAsync(Lab lab, string seat, CancellationToken ct) =>
        await lab.SeatAsync(await OpenAsync(lab.Address), seat, ct);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    /// <summary>A function that gives an expression's value as JSON.</summary>
    private static string Script(string expression) => $"async () => JSON.stringify((await ({expression})) ?? null)";

    private async Task<Tab> OpenAsync(string address)
    {
        var context = await _browser.NewContextAsync(new() { Permissions = ["camera", "microphone"] });
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        return new(context, page);
    }

    private sealed class Tab(IBrowserContext context, IPage page) : IScriptHost
    {
        public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken ct)
        {
            try
            {
                return JsonElement.Parse(await page.EvaluateAsync<string>(Script(expression)).WaitAsync(ct));
            }
            catch (PlaywrightException e)
            {
                throw new InvalidOperationException(e.Message, e);
            }
        }

        public async ValueTask DisposeAsync() => await context.CloseAsync();
    }
}
