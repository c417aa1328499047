using System.Diagnostics;

namespace StudyHub.LoadTest.Bench;

/// <summary>What a load and its server did for some seconds.</summary>
/// <param name="Seconds">Measured for.</param>
/// <param name="Streams">Video streams received.</param>
/// <param name="Packets">Received, without retransmissions.</param>
/// <param name="Megabits">Received a second.</param>
/// <param name="LossPercent">Of the packets, before retransmission.</param>
/// <param name="ClientDropped">Of these, how many the simulated receivers themselves were too slow to take.</param>
/// <param name="Retransmitted">Packets that came as retransmissions.</param>
/// <param name="Damaged">Packets that could not be decrypted.</param>
/// <param name="P50">One-way delay, milliseconds.</param>
/// <param name="P99">One-way delay, milliseconds.</param>
/// <param name="ServerPercent">Of one core.</param>
/// <param name="ClientPercent">Of one core.</param>
/// <param name="Allocated">Bytes the server's runtime allocated; null where it has none.</param>
internal sealed record Measurement(
    double Seconds,
    int Streams,
    long Packets,
    double Megabits,
    double LossPercent,
    long ClientDropped,
    long Retransmitted,
    long Damaged,
    double P50,
    double P99,
    double ServerPercent,
    double ClientPercent,
    long? Allocated)
{
    public double PacketsPerSecond => Packets / Seconds;

    /// <summary>Server CPU for a forwarded packet, microseconds.</summary>
    public double MicrosPerPacket => ServerPercent * 10_000 * Seconds / Math.Max(1, Packets);

    public double? BytesPerPacket => Allocated / (double)Math.Max(1, Packets);

    /// <param name="crowd">Gathered.</param>
    /// <param name="around">Of the crowd.</param>
    /// <param name="server">Whose processor time counts; null where it runs elsewhere.</param>
    /// <param name="time">How long.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<Measurement> TakeAsync(Crowd crowd, Surroundings around, ServerProcess? server, TimeSpan time, CancellationToken ct)
    {
        var ports = crowd.People.Select(p => p.Receiver.Connection.Port).ToHashSet();
        var dropped = ProcessUsage.Dropped(ports);
        var allocated = server?.Probe();
        await around.Reactor.AskAsync(() =>
        {
            around.Tally.Restart();
            return true;
        });
        var (cpu, own, start) = (CpuOf(server), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        await Task.Delay(time, ct);
        return await around.Reactor.AskAsync(() =>
        {
            var tally = around.Tally;
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new Measurement(
                seconds,
                crowd.Streams,
                tally.Packets,
                tally.Bytes * 8 / seconds / 1e6,
                tally.LossPercent,
                ProcessUsage.Dropped(ports) - dropped,
                tally.Retransmitted,
                tally.Damaged,
                tally.Delay.Quantile(0.5),
                tally.Delay.Quantile(0.99),
                (CpuOf(server) - cpu).TotalSeconds / seconds * 100,
                (Environment.CpuUsage.TotalTime - own).TotalSeconds / seconds * 100,
                server?.Probe()?.Allocated - allocated?.Allocated);
        });
    }

    private static TimeSpan CpuOf(ServerProcess? server) => server is null ? TimeSpan.Zero : ProcessUsage.Of(server.Id).Cpu;
}
