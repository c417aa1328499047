using System.Diagnostics;
using System.Text.Json.Nodes;
using StudyHub.LoadTest.Bench;

namespace StudyHub.LoadTest.Chat;

/// <summary>
/// The chat under load, beside Socket.IO doing the same work: what an idle connection takes, how long messages are on their way, how many are
/// stored for a second of the server's processor time at saturation; and for StudyHub, what a kill under load costs.
/// </summary>
internal sealed class ChatBench(Options options)
{
    private const int First = 100; // connect before memory is looked at: what is made once is no connection's
    private const int SecondsBetweenMessages = 20; // of one person, at the steady pace
    private const int OnTheirWay = 2; // messages of a room, saturated

    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_before = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_warm = TimeSpan.FromSeconds(15); // Both servers compile what is hot while they run; what lasts is measured.
    private static readonly string? s_serverCores = Environment.ProcessorCount > 1 || OperatingSystem.IsLinux() ? "0" : null;

    private readonly Table _table = new(("", -10), ("connections", 11), ("KB each", 7), ("p50 ms", 7), ("p99 ms", 7), ("p99.9 ms", 8), ("stored/s", 8), ("stored/CPU s", 12), ("CPU %", 5), ("CPU s after", 11));

    private int Rooms => Math.Max(1, options.Connections / options.PerRoom);

    private int People => Rooms * options.PerRoom;

    public async Task<JsonObject> RunAsync(CancellationToken ct)
    {
        Console.WriteLine($"{People} people in {Rooms} rooms; then each writes every {SecondsBetweenMessages} s; then {OnTheirWay} messages are on their way in each room at any time.");
        _table.PrintHead();
        var (ours, theirs) = (new List<Figures>(), new List<Figures>());
        Aftermath? aftermath = null;
        for (var round = 1; round <= options.Rounds; round++)
        {
            await using (var server = await StudyHubChat.StartAsync(options.Server!, People, options.PerRoom, s_serverCores, ct))
            {
                using var crowd = new ChatCrowd(server, People, Rooms);
                ours.Add(await MeasureAsync(server, crowd, ct));
                if (round == options.Rounds)
                {
                    aftermath = await KillAsync(server, crowd, ct);
                }
            }

            if (options.Peer is { } script && !options.NoPeer)
            {
                await using var server = await SocketIoChat.StartAsync(script, s_serverCores, ct);
                using var crowd = new ChatCrowd(server, People, Rooms);
                theirs.Add(await MeasureAsync(server, crowd, ct));
            }
        }

        return Verdict(ours, theirs, aftermath!);
    }

    private async Task<Figures> MeasureAsync(IChatServer server, ChatCrowd crowd, CancellationToken ct)
    {
        Progress(server, "people connect");
        await crowd.ConnectAsync(First, ct);
        await Task.Delay(s_settle, ct);
        var before = ProcessUsage.LightlyOf(server.Process.Id).Resident;
        await crowd.ConnectAsync(People, ct);
        await Task.Delay(s_settle, ct);
        var each = (ProcessUsage.LightlyOf(server.Process.Id).Resident - before) / Math.Max(1, People - First);

        Progress(server, "they enter their rooms");
        await crowd.EnterAsync(ct);
        Progress(server, "they write now and then");
        await crowd.PaceAsync((double)People / SecondsBetweenMessages);
        await Task.Delay(s_before, ct);
        await crowd.AskAsync(Restart(crowd));
        await Task.Delay(options.Seconds, ct);
        var (p50, p99, p999) = await crowd.AskAsync(() => (crowd.Tally.Delivery.Quantile(0.5), crowd.Tally.Delivery.Quantile(0.99), crowd.Tally.Delivery.Quantile(0.999)));
        await crowd.QuietAsync(ct);

        Progress(server, "they write all the time");
        await crowd.SaturateAsync(OnTheirWay);
        await Task.Delay(s_warm, ct);
        var (usage, begun) = (ProcessUsage.LightlyOf(server.Process.Id), Stopwatch.GetTimestamp());
        await crowd.AskAsync(Restart(crowd));
        await Task.Delay(options.Seconds, ct);
        var stored = await crowd.AskAsync(() => crowd.Tally.Stored);
        var (cpu, seconds) = (ProcessUsage.LightlyOf(server.Process.Id).Cpu - usage.Cpu, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        await crowd.QuietAsync(ct);
        var after = await CalmAsync(server.Process.Id, ct);
        var figures = new Figures(each, p50, p99, p999, stored / seconds, stored / cpu.TotalSeconds);
        _table.Print(
            server.Process.Name, People, Math.Round(each / 1000.0, 1), Math.Round(p50, 1), Math.Round(p99, 1), Math.Round(p999, 1), Math.Round(figures.PerSecond), Math.Round(figures.PerCpuSecond), Math.Round(100 * cpu.TotalSeconds / seconds), Math.Round(after, 1));
        return figures;

        static Func<bool> Restart(ChatCrowd crowd) => () =>
        {
            crowd.Tally.Restart();
            return true;
        };
    }

    private static void Progress(IChatServer server, string what) => Console.Error.WriteLine($"{server.Process.Name}: {what} …");

    /// <returns>Seconds of processor time until the server idles again: work that it had put off.</returns>
    private static async Task<double> CalmAsync(int process, CancellationToken ct)
    {
        var begun = ProcessUsage.LightlyOf(process).Cpu;
        for (var tries = 0; tries < 60; tries++)
        {
            var before = ProcessUsage.LightlyOf(process).Cpu;
            await Task.Delay(500, ct);
            if (ProcessUsage.LightlyOf(process).Cpu - before < TimeSpan.FromMilliseconds(150))
            {
                break;
            }
        }

        return (ProcessUsage.LightlyOf(process).Cpu - begun).TotalSeconds;
    }

    /// <summary>Kills the server while everybody writes, starts it again, and asks whether everything acknowledged is there once.</summary>
    private async Task<Aftermath> KillAsync(StudyHubChat server, ChatCrowd crowd, CancellationToken ct)
    {
        await crowd.PaceAsync((double)People / SecondsBetweenMessages);
        await Task.Delay(s_before, ct);
        var (begun, skipped) = (Stopwatch.GetTimestamp(), await crowd.AskAsync(() => crowd.Tally.Skipped));
        await server.RestartAsync();
        await crowd.UntilAsync(() => crowd.People.All(c => c.Stage == Stage.Live), "everybody is back", ct);
        var back = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await Task.Delay(s_before, ct);
        await crowd.QuietAsync(ct);

        var (lost, doubled, stored) = (0L, 0L, 0L);
        await Parallel.ForEachAsync(crowd.Openers, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = ct }, async (opener, stop) =>
        {
            var history = await server.HistoryAsync(opener, stop);
            var room = crowd.People.Where(c => c.Room == opener.Room).ToList();
            var once = history.Select(Chatter.NumbersOf).ToHashSet();
            Interlocked.Add(ref stored, history.Count);
            Interlocked.Add(ref doubled, history.Count - once.Count);
            Interlocked.Add(ref lost, room.Sum(c => Enumerable.Range(1, c.Acknowledged).Count(message => !once.Contains((c.Number, message)))));

            // Everybody in the room has heard everything, without a hole.
            await crowd.UntilAsync(() => room.All(c => c.Offset == history.Count), "everybody has heard everything", stop);
        });
        lost += await crowd.AskAsync(() => crowd.Tally.Skipped) - skipped;
        Console.WriteLine($"Killed and started again while everybody writes: all {People} are back in their rooms after {back:0.0} s; of {stored} messages acknowledged, {lost} are lost and {doubled} doubled.");
        return new(back, stored, lost, doubled);
    }

    private JsonObject Verdict(List<Figures> ours, List<Figures> theirs, Aftermath aftermath)
    {
        var line = new JsonObject
        {
            ["connections"] = People,
            ["rooms"] = Rooms,
            ["ratio"] = theirs.Count > 0 ? Math.Round(Median(ours, f => f.PerCpuSecond) / Median(theirs, f => f.PerCpuSecond), 2) : null,
            ["lost"] = aftermath.Lost,
            ["doubled"] = aftermath.Doubled,
            ["p99Ms"] = Math.Round(Median(ours, f => f.P99), 1),
            ["bytesPerConnection"] = Median(ours, f => f.BytesEach),
            ["storedPerSecond"] = Math.Round(Median(ours, f => f.PerSecond)),
            ["storedPerCpuSecond"] = Math.Round(Median(ours, f => f.PerCpuSecond)),
            ["backSeconds"] = Math.Round(aftermath.Back, 1),
        };
        if (theirs.Count > 0)
        {
            line["peer"] = new JsonObject
            {
                ["p99Ms"] = Math.Round(Median(theirs, f => f.P99), 1),
                ["bytesPerConnection"] = Median(theirs, f => f.BytesEach),
                ["storedPerSecond"] = Math.Round(Median(theirs, f => f.PerSecond)),
                ["storedPerCpuSecond"] = Math.Round(Median(theirs, f => f.PerCpuSecond)),
            };
        }

        return line;
    }

    private static double Median(List<Figures> rounds, Func<Figures, double> figure)
    {
        var sorted = rounds.Select(figure).Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    /// <param name="BytesEach">Memory of an idle connection.</param>
    /// <param name="P50">Milliseconds from sending to hearing, at the steady pace.</param>
    /// <param name="P99">Milliseconds.</param>
    /// <param name="P999">Milliseconds.</param>
    /// <param name="PerSecond">Messages stored a second, saturated.</param>
    /// <param name="PerCpuSecond">Messages stored for a second of the server's processor time, saturated.</param>
    private sealed record Figures(double BytesEach, double P50, double P99, double P999, double PerSecond, double PerCpuSecond);

    /// <param name="Back">Seconds from the kill until everybody was in their room.</param>
    /// <param name="Stored">Messages in all rooms.</param>
    /// <param name="Lost">Acknowledged and not there, or skipped in what somebody heard.</param>
    /// <param name="Doubled">There more than once.</param>
    private sealed record Aftermath(double Back, long Stored, long Lost, long Doubled);
}
