using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest.Bench;

/// <summary>A server that the bench has started, in a process of its own, and ends again.</summary>
internal abstract class ServerProcess : IAsyncDisposable
{
    private readonly Queue<string> _said = new();
    private Process? _process;

    /// <summary>As in tables.</summary>
    public abstract string Name { get; }

    public int Id => _process!.Id;

    protected string Folder { get; } = Directory.CreateTempSubdirectory("studyhub-bench-").FullName;

    /// <summary>Looks into the server's runtime; null where it has none.</summary>
    public virtual RuntimeFacts? Probe() => null;

    /// <summary>Ends it as a power cut would: without a word.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <param name="program">To start.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Added to ours.</param>
    /// <param name="cores">Which it may use, as taskset writes them; null is all.</param>
    protected void Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? cores)
    {
        var start = cores is null ? new ProcessStartInfo(program, arguments) : new ProcessStartInfo("taskset", ["-c", cores, program, .. arguments]);
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Tries until the server answers, for at most 30 s.</summary>
    protected async Task<T> UntilReadyAsync<T>(Func<Task<T?>> attempt, CancellationToken ct) where T : class
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await attempt() is { } ready)
            {
                return ready;
            }

            if (_process!.HasExited || Stopwatch.GetElapsedTime(begun) > TimeSpan.FromSeconds(30))
            {
                lock (_said)
                {
                    throw new InvalidOperationException($"{Name} does not start. It said:\n{string.Join('\n', _said)}");
                }
            }

            await Task.Delay(50, ct);
        }
    }

    /// <summary>Until an address answers.</summary>
    protected async Task UntilAnswersAsync(Uri address, CancellationToken ct)
    {
        using var http = new HttpClient();
        await UntilReadyAsync(
            async () =>
            {
                try
                {
                    using var answer = await http.GetAsync(address, ct);
                    return answer.IsSuccessStatusCode ? address : null;
                }
                catch (HttpRequestException)
                {
                    return null;
                }
            },
            ct);
    }

    private void Remember(string? line)
    {
        lock (_said)
        {
            if (line is not null)
            {
                _said.Enqueue(line);
            }

            if (_said.Count > 40)
            {
                _said.Dequeue();
            }
        }
    }
}

/// <summary>One that simulated people meet on.</summary>
internal abstract class MediaServerProcess : ServerProcess
{
    /// <summary>A way in for so many people.</summary>
    public abstract Task<IServerUnderLoad> ConnectAsync(CancellationToken ct);
}
