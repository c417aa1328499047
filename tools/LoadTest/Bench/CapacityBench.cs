using System.Diagnostics;
using System.Text.Json.Nodes;
using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Bench;

/// <summary>How many 360p cameras one core forwards: everybody in a few rooms receives one more, until packets are lost.</summary>
internal sealed class CapacityBench(Options options)
{
    private const int Rooms = 4;
    private const int PerRoom = 50;
    private const int SendersPerRoom = 12;
    private const double MostLoss = 0.1;
    private const double LeastShare = 0.97;
    private const double Saturated = 95;

    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    public async Task<JsonObject> RunAsync(CancellationToken ct)
    {
        // The server has the first core to itself, the load the others.
        var cores = Environment.ProcessorCount;
        if (cores > 1 && OperatingSystem.IsLinux())
        {
            Process.GetCurrentProcess().ProcessorAffinity = (nint)((1L << Math.Min(cores, 62)) - 2);
        }

        await using var server = await StudyHubProcess.StartAsync(options.Server!, options.Address, Rooms * PerRoom, 1, cores > 1 ? "0" : null, ct);
        await using var connected = await server.ConnectAsync(ct);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new() { DecryptEvery = 16 }, VideoProfile.P360, new(options.Address));
        await using var crowd = new Crowd(connected, around, new(Rooms * PerRoom, 1, Rooms, SendersPerRoom, Speakers: 0));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        await crowd.EnterAsync(patience.Token);
        var table = new Table(("streams", 7), ("Mbit/s", 7), ("packets/s", 9), ("core %", 6), ("loss %", 7), ("p99 ms", 7), ("client %", 8));
        table.PrintHead();
        var (best, limit) = ((Measurement?)null, "none: the load has no more people");
        double? usual = null;
        for (var each = 2; each < SendersPerRoom; each++)
        {
            patience.CancelAfter(s_patience);
            await crowd.WatchAsync(each, patience.Token);
            await Task.Delay(s_settle, ct);
            var m = await Measurement.TakeAsync(crowd, around, server, options.Seconds, ct);
            table.Print(
                m.Streams, Math.Round(m.Megabits), Math.Round(m.PacketsPerSecond), Math.Round(m.ServerPercent, 1), Math.Round(m.LossPercent, 3), Math.Round(m.P99, 2), Math.Round(m.ClientPercent));
            usual ??= m.Megabits / m.Streams;
            if (m.LossPercent >= MostLoss || m.Megabits < LeastShare * usual * m.Streams) // what is late or paused is missing, too
            {
                limit = m.ClientDropped > 0 || m.ClientPercent >= Saturated * (cores - 1) ? "the load: it could not take more in" : "the server";
                break;
            }

            best = m;
        }

        return Summary(best, limit);
    }

    private static JsonObject Summary(Measurement? best, string limit)
    {
        var summary = new JsonObject { ["bench"] = "capacity", ["workers"] = 1, ["limit"] = limit, ["streams"] = best?.Streams ?? 0 };
        if (best is null)
        {
            return summary;
        }

        Console.WriteLine();
        Console.WriteLine($"One worker on one core forwards {best.Streams} cameras of 360p30, {best.Megabits:0} Mbit/s in all, with {best.LossPercent:0.000} % loss, and uses {best.ServerPercent:0} % of the core. The limit was {limit}.");
        var extrapolated = (int)(best.Streams * 100 / best.ServerPercent);
        if (limit != "the server")
        {
            Console.WriteLine($"Extrapolated to the whole core, not measured: {extrapolated} cameras.");
        }

        summary["megabits"] = Math.Round(best.Megabits);
        summary["packetsPerSecond"] = Math.Round(best.PacketsPerSecond);
        summary["lossPercent"] = Math.Round(best.LossPercent, 3);
        summary["p99Ms"] = Math.Round(best.P99, 2);
        summary["serverPercent"] = Math.Round(best.ServerPercent, 1);
        summary["clientPercent"] = Math.Round(best.ClientPercent, 1);
        summary["extrapolatedStreams"] = extrapolated;
        return summary;
    }
}
