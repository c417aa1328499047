using System.Text.Json.Nodes;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Bench;

/// <summary>The same load on StudyHub and on Janus in turn, several times, and the medians of both.</summary>
internal sealed class MediaBench(Options options)
{
    // Long enough for the runtime to have compiled what is hot in its final form.
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    // In a room of more than eight StudyHub forwards five voices and Janus all: so many speak, for both to do the same work.
    private const int Speakers = 5;

    private readonly Table _table = new(
        ("load", 7), ("server", -8), ("streams", 7), ("packets/s", 9), ("core %", 6), ("µs/packet", 9), ("loss %", 7), ("p50 ms", 6), ("p99 ms", 7), ("B/packet", 8), ("client %", 8));

    private readonly Dictionary<(string Scenario, string Server), List<Measurement>> _measured = [];
    private readonly Dictionary<string, List<double>> _joins = [];

    public async Task<JsonObject> RunAsync(CancellationToken ct)
    {
        var withPeer = !options.NoPeer && JanusProcess.IsThere && options.Address != "127.0.0.1";
        if (!withPeer && !options.NoPeer)
        {
            Console.WriteLine(JanusProcess.IsThere
                ? "No network namespace could be made, and Janus leaves loopback out: StudyHub is measured alone."
                : "Janus is not installed and could not be: StudyHub is measured alone.");
        }

        var scenarios = Scenario.All.Where(s => options.Only is null || s.Name == options.Only).ToList();
        if (scenarios.Count == 0 && options.Only != "join")
        {
            throw new ArgumentException($"There is no load '{options.Only}': {string.Join(", ", Scenario.All.Select(s => s.Name))}, join.");
        }

        Console.WriteLine($"Receivers decrypt one packet in so many, the same for both servers: {string.Join(", ", Scenario.All.Select(s => $"{s.Name} 1 in {s.DecryptEvery}"))}.");
        Console.WriteLine(options.Feedback
            ? "They give StudyHub transport-wide feedback, as browsers do; Janus has it towards publishers only, so its receivers say by REMB that they can take 100 Mbit/s."
            : "They say by REMB that they can take 100 Mbit/s; browsers give transport-wide feedback, which costs the server an estimate of bandwidth: --feedback.");
        _table.PrintHead();
        foreach (var scenario in scenarios)
        {
            for (var round = 0; round < options.Rounds; round++)
            {
                await MeasureAsync(scenario, await OursAsync(scenario.Layout.People, ct), ct);
                if (withPeer)
                {
                    await MeasureAsync(scenario, JanusProcess.Start(options.Address, Environment.ProcessorCount), ct);
                }
            }
        }

        if (options.Only is null or "join")
        {
            for (var round = 0; round < options.Rounds; round++)
            {
                await JoinAsync(await OursAsync(JoinBench.People, ct), ct);
                if (withPeer)
                {
                    await JoinAsync(JanusProcess.Start(options.Address, Environment.ProcessorCount), ct);
                }
            }
        }

        return Summary(scenarios, withPeer);
    }

    private async Task<MediaServerProcess> OursAsync(int people, CancellationToken ct) =>
        await StudyHubProcess.StartAsync(options.Server!, options.Address, people, options.Workers, null, ct);

    private async Task MeasureAsync(Scenario scenario, MediaServerProcess server, CancellationToken ct)
    {
        await using var running = server;
        await using var connected = await server.ConnectAsync(ct);
        using var reactor = new Reactor();
        var around = new Surroundings(
            reactor, new() { DecryptEvery = scenario.DecryptEvery, Loss = options.Loss }, scenario.Profile, new(options.Address, options.Feedback));
        await using var crowd = new Crowd(connected, around, scenario.Layout with { Speakers = options.Speakers ?? Speakers });
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        await crowd.GatherAsync(patience.Token);
        await Task.Delay(s_settle, ct);
        var m = await Measurement.TakeAsync(crowd, around, server, options.Seconds, ct);
        if (!_measured.TryGetValue((scenario.Name, server.Name), out var list))
        {
            _measured[(scenario.Name, server.Name)] = list = [];
        }

        list.Add(m);
        _table.Print(
            scenario.Name, server.Name, m.Streams, Round(m.PacketsPerSecond, 0), Round(m.ServerPercent, 1), Round(m.MicrosPerPacket, 2), Round(m.LossPercent, 3), Round(m.P50, 2), Round(m.P99, 2), Round(m.BytesPerPacket, 1), Round(m.ClientPercent, 0));
        if (m.ClientDropped > 0 || m.Damaged > 0)
        {
            Console.WriteLine($"        of what is missing, {m.ClientDropped} packets were dropped by the load itself; {m.Damaged} packets were damaged");
        }
    }

    private async Task JoinAsync(MediaServerProcess server, CancellationToken ct)
    {
        await using var running = server;
        var times = await JoinBench.RunAsync(server, options.Address, ct);
        if (!_joins.TryGetValue(server.Name, out var all))
        {
            _joins[server.Name] = all = [];
        }

        all.AddRange(times);
        var late = times.Count(time => time >= JoinBench.Longest.TotalMilliseconds);
        Console.WriteLine($"join     {server.Name,-8}  seat granted to first key frame of all {JoinBench.People - 1} others: p50 {Quantile(times, 0.5)} ms, p95 {Quantile(times, 0.95)} ms; {late} of {times.Count} had not seen all after {JoinBench.Longest.TotalSeconds:0} s");
    }

    private JsonObject Summary(List<Scenario> scenarios, bool withPeer)
    {
        var (ratios, loss, cost, p99, bytes) = (new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject());
        var cpuRatios = new JsonObject();
        var (peerLoss, peerCost, peerP99, clientDropped) = (new JsonObject(), new JsonObject(), new JsonObject(), new JsonObject());
        Console.WriteLine();
        foreach (var scenario in scenarios)
        {
            var ours = _measured[(scenario.Name, "StudyHub")];
            loss[scenario.Name] = Round(Median(ours, m => m.LossPercent), 3);
            cost[scenario.Name] = Round(Median(ours, m => m.MicrosPerPacket), 2);
            p99[scenario.Name] = Round(Median(ours, m => m.P99), 2);
            bytes[scenario.Name] = Round(Median(ours, m => m.BytesPerPacket ?? 0), 1);
            clientDropped[scenario.Name] = ours.Sum(m => m.ClientDropped);
            if (!withPeer)
            {
                continue;
            }

            var peer = _measured[(scenario.Name, "Janus")];
            peerLoss[scenario.Name] = Round(Median(peer, m => m.LossPercent), 3);
            peerCost[scenario.Name] = Round(Median(peer, m => m.MicrosPerPacket), 2);
            peerP99[scenario.Name] = Round(Median(peer, m => m.P99), 2);
            var ratio = Median(ours, m => m.MicrosPerPacket) / Median(peer, m => m.MicrosPerPacket);
            ratios[scenario.Name] = Round(ratio, 3);
            cpuRatios[scenario.Name] = Round(Median(ours, m => m.ServerPercent) / Median(peer, m => m.ServerPercent), 3);
            Console.WriteLine($"{scenario.Name,-7}  StudyHub needs {ratio:0.00} of Janus' CPU per packet{(scenario.Target is { } target ? $"; the aim is at most {target}: {(ratio <= target ? "reached" : "missed")}" : "")}");
        }

        var summary = new JsonObject
        {
            ["bench"] = "media",
            ["rounds"] = options.Rounds,
            ["seconds"] = options.Seconds.TotalSeconds,
            ["feedback"] = options.Feedback,
            ["speakers"] = options.Speakers ?? Speakers,
            ["ratios"] = ratios,
            ["cpuRatios"] = cpuRatios,
            ["loss"] = loss,
            ["usPerPacket"] = cost,
            ["p99Ms"] = p99,
            ["bytesPerPacket"] = bytes,
            ["clientDropped"] = clientDropped,
        };
        if (withPeer)
        {
            summary["janus"] = new JsonObject { ["loss"] = peerLoss, ["usPerPacket"] = peerCost, ["p99Ms"] = peerP99 };
        }

        foreach (var (server, times) in _joins)
        {
            var into = server == "StudyHub" ? summary : summary["janus"]!.AsObject();
            into["joinP50Ms"] = Quantile(times, 0.5);
            into["joinP95Ms"] = Quantile(times, 0.95);
        }

        return summary;
    }

    private static double Median(IEnumerable<Measurement> measurements, Func<Measurement, double> of)
    {
        var sorted = measurements.Select(of).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static double Quantile(List<double> values, double share) =>
        Round(values.Order().ElementAt((int)Math.Ceiling(values.Count * share) - 1), 0);

    private static double Round(double value, int digits) => Math.Round(value, digits);

    private static double? Round(double? value, int digits) => value is { } v ? Math.Round(v, digits) : null;
}
