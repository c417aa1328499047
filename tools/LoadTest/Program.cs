using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using StudyHub.LoadTest;
using StudyHub.LoadTest.Bench;
using StudyHub.LoadTest.Chat;
using StudyHub.LoadTest.Demo;

// Simulated people for the media server: see Options.Help.

if (args.Length == 0 || args.Contains("--help"))
{
    Console.WriteLine(Options.Help);
    return 0;
}

using var stop = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
try
{
    var options = Options.Read(args);
    JsonObject line = options.Command switch
    {
        "run" => await new LoadRun(options).RunAsync(stop.Token),
        "media" when options.Capacity => await new CapacityBench(options).RunAsync(stop.Token),
        "soak" => await new SoakBench(options).RunAsync(stop.Token),
        "demo" => await new DemoRun(options).RunAsync(stop.Token),
        "chat" => await new ChatBench(options).RunAsync(stop.Token),
        "media" => await new MediaBench(options).RunAsync(stop.Token),
        var other => throw new ArgumentException($"There is no command '{other}'. --help lists them all."),
    };
    if (options.Json is { } file)
    {
        await File.WriteAllTextAsync(file, line.ToJsonString());
    }
    else if (line.Count > 0)
    {
        Console.WriteLine(line.ToJsonString());
    }

    return 0;
}
catch (Exception e) when (e is ArgumentException or IOException or TimeoutException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

// In order: the servers that were started end with it.
void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
