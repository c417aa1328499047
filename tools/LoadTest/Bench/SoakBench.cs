using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Signaling;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Bench;

/// <summary>Ten people who come and go, switch their devices and share their screens for a long time: what of the server grows?</summary>
internal sealed class SoakBench(Options options)
{
    private const int People = 10;
    private const int MostShares = 4; // of a room, docs/protocol.md
    private const double MostGrowth = 0.05;

    private static readonly TimeSpan s_step = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_sampleEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly List<Participant> _present = [];
    private readonly List<Sample> _samples = [];
    private int _joins;
    private int _switches;
    private int _shares;

    private sealed record Sample(TimeSpan At, ProcessUsage Usage, RuntimeFacts? Runtime);

    public async Task<JsonObject> RunAsync(CancellationToken ct)
    {
        await using var server = await StudyHubProcess.StartAsync(options.Server!, options.Address, People, null, null, ct);
        await using var connected = await server.ConnectAsync(ct);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new(), VideoProfile.P360, new(options.Address));
        var room = await connected.OpenRoomAsync(0, People, ct);

        // What is made once and kept is no growth: everybody was here once before the first look.
        await FillAsync(connected, around, room, ct);
        await EmptyAsync(ct);
        var before = await CalmAsync(server, null, ct);
        await FillAsync(connected, around, room, ct);
        var start = Stopwatch.GetTimestamp();
        var table = new Table(("minute", 6), ("RSS MB", 7), ("heap MB", 7), ("threads", 7), ("sockets", 7), ("files", 5), ("timers", 6), ("joins", 5), ("switches", 8), ("shares", 6));
        table.PrintHead();
        while (Stopwatch.GetElapsedTime(start) is var elapsed && elapsed < options.Minutes)
        {
            await StepAsync(connected, around, room, ct);
            if (_samples.Count == 0 || elapsed - _samples[^1].At >= s_sampleEvery)
            {
                _samples.Add(new(elapsed, ProcessUsage.Of(server.Id), server.Probe()));
                Print(table, _samples[^1], every: 6);
            }

            await Task.Delay(s_step, ct);
        }

        await EmptyAsync(ct);
        return Verdict(before, await CalmAsync(server, before, ct));
    }

    private void Print(Table table, Sample sample, int every)
    {
        if (_samples.Count % every == 1)
        {
            table.Print(
                Math.Round(sample.At.TotalMinutes), sample.Usage.Resident >> 20, sample.Runtime?.Heap >> 20, sample.Usage.Threads, sample.Usage.Channels, sample.Usage.Files, sample.Runtime?.Timers, _joins, _switches, _shares);
        }
    }

    /// <summary>One person does something: leaves and comes again, switches a device, or begins or ends to share.</summary>
    private async Task StepAsync(IServerUnderLoad server, Surroundings around, string room, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(s_patience);
        var who = RandomNumberGenerator.GetInt32(_present.Count);
        if (RandomNumberGenerator.GetInt32(3) == 0)
        {
            await _present[who].LeaveAsync(patience.Token);
            _present[who] = await JoinAsync(server, around, room, who, [.. _present.Where((_, i) => i != who)], patience.Token);
            return;
        }

        if (RandomNumberGenerator.GetInt32(3) == 0)
        {
            await ShareAsync(_present[who], patience.Token);
            return;
        }

        _switches++;
        var source = RandomNumberGenerator.GetInt32(2) == 0 ? "camera" : "microphone";
        var sender = _present[who].Sender;
        await _present[who].SwitchAsync(source, !(source == "camera" ? sender.CameraOn : sender.MicrophoneOn), patience.Token);
    }

    /// <summary>Begins to share, or ends it, or does nothing while as many share as may; all others declare anew.</summary>
    private async Task ShareAsync(Participant person, CancellationToken ct)
    {
        var on = !person.Sender.ScreenOn;
        if (on && _present.Count(p => p.Sender.ScreenOn) >= MostShares)
        {
            return;
        }

        _shares += on ? 1 : 0;
        await person.ShareAsync(on, ct);
        await WatchAllAsync(_present.Where(p => p != person), _present, ct);
    }

    private static async Task WatchAllAsync(IEnumerable<Participant> watching, IReadOnlyList<Participant> present, CancellationToken ct)
    {
        foreach (var one in watching)
        {
            var others = present.Where(p => p != one).ToList();
            await one.WatchAsync([.. others.Select(p => p.Name)], [.. others.Where(p => p.Sender.ScreenOn).Select(p => p.Name)], ct);
        }
    }

    private async Task<Participant> JoinAsync(
        IServerUnderLoad server, Surroundings around, string room, int who, IReadOnlyList<Participant> others, CancellationToken ct)
    {
        _joins++;
        var person = new Participant(await server.ConnectAsync(who, room, ct), around);
        await person.EnterAsync(ct);
        await person.PublishAsync(ct);
        await WatchAllAsync(others.Prepend(person), [.. others, person], ct);
        return person;
    }

    private async Task FillAsync(IServerUnderLoad server, Surroundings around, string room, CancellationToken ct)
    {
        for (var who = 0; who < People; who++)
        {
            _present.Add(await JoinAsync(server, around, room, who, _present, ct));
        }
    }

    private async Task EmptyAsync(CancellationToken ct)
    {
        foreach (var person in _present)
        {
            await person.LeaveAsync(ct);
        }

        _present.Clear();
    }

    /// <summary>Looks once nobody is there, threads that idle have ended, and what was closed is closed.</summary>
    /// <param name="server">To look at.</param>
    /// <param name="until">What it must come down to, within a minute and a half; null waits for half a minute.</param>
    /// <param name="ct">Cancels.</param>
    private static async Task<ProcessUsage> CalmAsync(ServerProcess server, ProcessUsage? until, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
            var (waited, usage) = (Stopwatch.GetElapsedTime(begun), ProcessUsage.Of(server.Id));
            if (until is { } goal
                ? (usage.Channels <= goal.Channels && usage.Threads <= goal.Threads) || waited > TimeSpan.FromSeconds(90)
                : waited > TimeSpan.FromSeconds(30))
            {
                return usage;
            }
        }
    }

    private JsonObject Verdict(ProcessUsage before, ProcessUsage after)
    {
        // The first fifth warms up; of the rest, the beginning is held against the end.
        var settled = _samples.Skip(_samples.Count / 5).ToList();
        var part = Math.Max(1, settled.Count / 4);
        double Growth(Func<Sample, long> of) => settled.Count < 2 ? 0 : (Median(settled.TakeLast(part).Select(of)) / Median(settled.Take(part).Select(of))) - 1;
        var resident = Growth(s => s.Usage.Resident);
        var flat = Math.Abs(resident) <= MostGrowth || resident < 0;
        var closed = after.Channels <= before.Channels && after.Threads <= before.Threads;
        Console.WriteLine();
        Console.WriteLine($"Memory {resident:+0.0 %;-0.0 %} after warming up: {(flat ? "flat" : "it grows")}. Sockets, pipes and events {before.Channels} → {after.Channels}, threads {before.Threads} → {after.Threads}: {(closed ? "back to where they were" : "not back")}. Files, not judged because some are opened when first needed: {before.Files} → {after.Files}.");
        return new()
        {
            ["bench"] = "soak",
            ["minutes"] = options.Minutes.TotalMinutes,
            ["joins"] = _joins,
            ["switches"] = _switches,
            ["shares"] = _shares,
            ["residentMb"] = new JsonObject { ["first"] = Mega(settled.FirstOrDefault()), ["last"] = Mega(settled.LastOrDefault()) },
            ["residentGrowth"] = Math.Round(resident, 4),
            ["heapGrowth"] = Math.Round(Growth(s => s.Runtime?.Heap ?? 1), 4),
            ["timers"] = new JsonObject { ["first"] = settled.FirstOrDefault()?.Runtime?.Timers, ["last"] = settled.LastOrDefault()?.Runtime?.Timers },
            ["sockets"] = new JsonObject { ["before"] = before.Channels, ["after"] = after.Channels },
            ["files"] = new JsonObject { ["before"] = before.Files, ["after"] = after.Files },
            ["threads"] = new JsonObject { ["before"] = before.Threads, ["after"] = after.Threads },
            ["verdict"] = flat && closed ? "holds" : "grows",
        };
    }

    private static long? Mega(Sample? sample) => sample?.Usage.Resident >> 20;

    private static double Median(IEnumerable<long> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
