using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using StudyHub.MediaLab;

namespace StudyHub.Media.Interop.Tests.Stacks;

/// <summary>A Firefox with one tab, driven by the protocol that it speaks itself.</summary>
/// <remarks>W3C WebDriver BiDi</remarks>
internal sealed class Firefox : IScriptHost
{
    private const string Preferences = """
        user_pref("media.navigator.streams.fake", true);
        user_pref("media.navigator.permission.disabled", true);
        user_pref("media.autoplay.default", 0);
        user_pref("media.peerconnection.ice.obfuscate_host_addresses", false);
        user_pref("media.gmp-manager.updateEnabled", false);
        user_pref("app.normandy.enabled", false);
        user_pref("app.update.disabledForTesting", true);
        user_pref("browser.safebrowsing.update.enabled", false);
        user_pref("browser.shell.checkDefaultBrowser", false);
        user_pref("datareporting.policy.dataSubmissionEnabled", false);
        user_pref("network.captive-portal-service.enabled", false);
        user_pref("network.connectivity-service.enabled", false);
        user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
        """;

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _turn = new(1);
    private string _tab = "";
    private int _commands;

    private Firefox(Process process, string profile) => (_process, _profile) = (process, profile);

    /// <summary>Null where there is no Firefox.</summary>
    public static string? Program { get; } = new[] { Environment.GetEnvironmentVariable("FIREFOX"), "/usr/bin/firefox-esr", "/usr/bin/firefox" }
        .FirstOrDefault(File.Exists);

    public static async Task<Firefox> StartAsync(Lab lab, CancellationToken ct)
    {
        var profile = Directory.CreateTempSubdirectory("studyhub-firefox-").FullName;
        await File.WriteAllTextAsync(Path.Combine(profile, "user.js"), Preferences, ct);
        var process = Process.Start(new ProcessStartInfo(Program!, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["HOME"] = profile, ["MOZ_CRASHREPORTER_DISABLE"] = "1" },
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var firefox = new Firefox(process, profile);
        await firefox.ConnectAsync(lab.Address, ct);
        return firefox;
    }

    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken ct)
    {
        var answer = await CallAsync(
            "script.evaluate",
            new
            {
                expression = $"(async () => JSON.stringify((await ({expression})) ?? null))()",
                target = new { context = _tab },
                awaitPromise = true,
                userActivation = true,
            },
            ct);
        return answer.GetProperty("type").GetString() == "success"
            ? JsonElement.Parse(answer.GetProperty("result").GetProperty("value").GetString()!)
            : throw new InvalidOperationException(answer.GetProperty("exceptionDetails").GetProperty("text").GetString());
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
        _turn.Dispose();
        Directory.Delete(_profile, recursive: true);
    }

    /// <summary>Firefox writes down in its profile where it listens.</summary>
    private async Task ConnectAsync(string address, CancellationToken ct)
    {
        var told = Path.Combine(_profile, "WebDriverBiDiServer.json");
        while (!File.Exists(told))
        {
            Assert.False(_process.HasExited, $"Firefox ended with code {(_process.HasExited ? _process.ExitCode : 0)} before it listened.");
            await Task.Delay(50, ct);
        }

        var where = await ReadAsync(told, ct);
        await _socket.ConnectAsync(new Uri($"ws://{where.GetProperty("ws_host").GetString()}:{where.GetProperty("ws_port").GetInt32()}/session"), ct);
        await CallAsync("session.new", new { capabilities = new { } }, ct);
        _tab = (await CallAsync("browsingContext.getTree", new { }, ct)).GetProperty("contexts")[0].GetProperty("context").GetString()!;
        await CallAsync("browsingContext.navigate", new { context = _tab, url = address, wait = "complete" }, ct);
    }

    /// <summary>The file may be there before its content is.</summary>
    private static async Task<JsonElement> ReadAsync(string file, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return JsonElement.Parse(await File.ReadAllTextAsync(file, ct));
            }
            catch (JsonException)
            {
                await Task.Delay(20, ct);
            }
        }
    }

    private async Task<JsonElement> CallAsync(string method, object parameters, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            var id = ++_commands;
            await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, ct);
            while (true)
            {
                var message = await ReceiveAsync(ct);
                if (message.TryGetProperty("id", out var of) && of.ValueKind == JsonValueKind.Number && of.GetInt32() == id)
                {
                    return message.TryGetProperty("result", out var result) ? result : throw new InvalidOperationException($"{method}: {message}");
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<JsonElement> ReceiveAsync(CancellationToken ct)
    {
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), ct);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonElement.Parse(message.ToArray());
    }
}
