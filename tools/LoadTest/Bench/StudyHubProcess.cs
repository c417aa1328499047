using System.Diagnostics;
using System.Globalization;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest.Bench;

/// <summary>The product's own server on a temporary data folder, as an operator would run it.</summary>
internal sealed class StudyHubProcess : MediaServerProcess
{
    private readonly Uri _address;
    private Action _start = () => { };

    private StudyHubProcess(int? port) => _address = new($"http://127.0.0.1:{port ?? FreePort()}");

    public override string Name => "StudyHub";

    public int Port => _address.Port;

    /// <summary>The server's data folder.</summary>
    public string Data => Path.Combine(Folder, "data");

    private string ProbeFile => Path.Combine(Folder, "probe");

    /// <param name="assembly">StudyHub.Server.dll</param>
    /// <param name="address">Announced for media.</param>
    /// <param name="people">Accounts to prepare.</param>
    /// <param name="workers">Media workers; null is one for each core.</param>
    /// <param name="cores">It may use; null is all.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="settings">Of the server, by key.</param>
    /// <param name="port">For http; null is a free one.</param>
    public static async Task<StudyHubProcess> StartAsync(
        string assembly, string address, int people, int? workers, string? cores, CancellationToken ct, IReadOnlyDictionary<string, string>? settings = null, int? port = null)
    {
        var server = new StudyHubProcess(port);
        using var seed = Process.Start(new ProcessStartInfo(
            "dotnet", [assembly, "seed", "--development", "--data", server.Data, "--people", people.ToString(CultureInfo.InvariantCulture)])
        { RedirectStandardOutput = true })!;
        await seed.WaitForExitAsync(ct);
        if (seed.ExitCode != 0)
        {
            throw new InvalidOperationException("The people for the load could not be prepared.");
        }

        var environment = new Dictionary<string, string>
        {
            ["STUDYHUB_Mail__AllowOutbox"] = "true",
            ["DOTNET_STARTUP_HOOKS"] = typeof(StudyHubProcess).Assembly.Location,
            [RuntimeProbe.Variable] = server.ProbeFile,
        };
        if (workers is { } count)
        {
            environment["STUDYHUB_Media__Workers"] = count.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
        {
            environment[$"STUDYHUB_{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        }

        server._start = () => server.Start(
            "dotnet",
            [assembly, "--production", "--data", server.Data, "--urls", server._address.ToString(), "--announce", address, "--media-port", "0"],
            environment,
            cores);
        server._start();
        return server;
    }

    /// <summary>Once more on the same data and the same address, after it was killed.</summary>
    public void StartAgain()
    {
        File.Delete(ProbeFile);
        _start();
    }

    public override RuntimeFacts? Probe() => RuntimeProbe.Ask(ProbeFile);

    public override async Task<IServerUnderLoad> ConnectAsync(CancellationToken ct)
    {
        await UntilAnswersAsync(new(_address, "health/ready"), ct);
        return new StudyHubServer(_address, await StudyHubServer.ReadPeopleAsync(Path.Combine(Data, "people.json"), ct));
    }
}
