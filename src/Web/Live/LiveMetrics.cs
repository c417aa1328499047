using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StudyHub.Web.Live;

/// <summary>The meter <c>StudyHub.Live</c>.</summary>
public sealed class LiveMetrics
{
    private readonly Histogram<double> _commands;

    public LiveMetrics(IMeterFactory meters, LiveConnections connections)
    {
        var meter = meters.Create("StudyHub.Live");
        meter.CreateObservableGauge("studyhub.live.connections", () => connections.Count, null, "Open live connections.");
        _commands = meter.CreateHistogram<double>("studyhub.live.command.duration", "s", "Time to answer a live command.");
    }

    /// <param name="command">One that exists.</param>
    /// <param name="started">A <see cref="Stopwatch"/>'s time stamp.</param>
    /// <param name="error">The code of a refusal.</param>
    internal void Answered(string command, long started, string? error) => _commands.Record(
        Stopwatch.GetElapsedTime(started).TotalSeconds, new("command", command), new("outcome", error ?? "ok"));
}
