using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using StudyHub.Server;

namespace StudyHub.Features.Tests.Harness;

/// <summary>The product's own server in a process of its own, on real time, that a test may kill.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"studyhub-kill-{Guid.CreateVersion7():N}");
    private readonly int _port = FreePort();
    private Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}");

    /// <summary>Prepares data with people in it; the server is not running yet.</summary>
    public async Task<IReadOnlyList<Crowd.Person>> SeedAsync(int count)
    {
        await using var server = StudyHubServer.Build(Arguments("http://127.0.0.1:0"));
        await server.StartAsync();
        var people = await Crowd.SeedAsync(server.Services, count);
        await server.StopAsync();
        return people;
    }

    /// <summary>Prepares people with the operator's command; the server is not running yet.</summary>
    /// <returns>The file with their cookies.</returns>
    public async Task<string> SeedByCommandAsync(int count)
    {
        var exit = await StudyHubServer.MainAsync(["seed", "--people", $"{count}", .. Arguments(Address.ToString())]);
        Assert.Equal(0, exit);
        return Path.Combine(_data, "people.json");
    }

    /// <summary>The server as it was built to run, beside these tests.</summary>
    public static string Program { get; } = Path.Combine(
        Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), "..", "..", "StudyHub.Server", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "StudyHub.Server.dll");

    /// <summary>Starts the server and waits, up to 30 s, until it says that it is ready.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. Arguments(Address.ToString())])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["STUDYHUB_Chat__MessagesPerTenSeconds"] = "1000000"; // What is tested with it is not how fast people write.
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = Address };
        var watch = Stopwatch.StartNew();
        while (!await IsReadyAsync(http))
        {
            Assert.False(_process.HasExited, "The server has ended by itself.");
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "The server is not ready after 30 s.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>As a power cut would: without a word.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("health/ready", TestContext.Current.CancellationToken)).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private string[] Arguments(string urls) => ["--data", _data, "--urls", urls, "--development", "--media-port", "0", "--announce", "127.0.0.1"];
}
