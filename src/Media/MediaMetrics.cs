using System.Diagnostics.Metrics;
using StudyHub.Media.Forwarding;

namespace StudyHub.Media;

/// <summary>The meter <c>StudyHub.Media</c>. Whoever listens asks the workers' counters; the packet path knows nothing of it.</summary>
internal sealed class MediaMetrics : IDisposable
{
    public const string MeterName = "StudyHub.Media";

    private readonly Meter _meter;
    private readonly Func<IReadOnlyList<Worker>> _workers;

    /// <param name="server">Whose rooms and workers are counted.</param>
    /// <param name="clock">The workers'.</param>
    /// <param name="meters">Where listeners look for the meter; null: among the process's own.</param>
    public MediaMetrics(MediaServer server, TimeProvider clock, IMeterFactory? meters)
    {
        _workers = () => server.Workers;
        _meter = meters?.Create(MeterName) ?? new(MeterName);
        _meter.CreateObservableGauge("studyhub.media.rooms", () => server.Rooms, null, "Rooms with an open seat.");
        _meter.CreateObservableGauge("studyhub.media.seats", () => server.Peers, null, "Open seats.");
        _meter.CreateObservableGauge(
            "studyhub.media.tcp.connections", () => _workers().Select(w => new Measurement<int>(w.Tcp.Count, Of(w))), null, "TCP connections for media.");
        Count("studyhub.media.packets", "Packets.", ("in", c => c.PacketsIn), ("out", c => c.PacketsOut));
        Count("studyhub.media.traffic", "Bytes of packets, without headers of UDP and IP.", "By", ("in", c => c.BytesIn), ("out", c => c.BytesOut));
        Count("studyhub.media.nacks", "Messages that name lost packets.", ("in", c => c.NacksIn), ("out", c => c.NacksOut));
        Count("studyhub.media.key_frame_requests", "Requests for a key frame.", ("in", c => c.KeyFrameRequestsIn), ("out", c => c.KeyFrameRequestsOut));
        Count("studyhub.media.retransmissions", "Packets sent again.", ("out", c => c.Retransmissions));
        Count("studyhub.media.tcp.dropped", "Packets that a slow TCP connection has missed.", ("out", c => c.StreamPacketsDropped));
        _meter.CreateObservableCounter("studyhub.media.layer_switches", () => Each(c => c.LayerSwitches), null, "Changes to another layer of a picture.");
        _meter.CreateObservableCounter(
            "studyhub.media.handshakes",
            () => Each("outcome", ("done", c => c.HandshakesDone), ("failed", c => c.HandshakesFailed), ("refused", c => c.HandshakesRefused)),
            null,
            "DTLS handshakes.");
        _meter.CreateObservableCounter(
            "studyhub.media.worker.busy",
            () => _workers().Select(w => new Measurement<double>((double)w.Counters.BusyTicks / clock.TimestampFrequency, Of(w))),
            "s",
            "Time that workers have not spent waiting.");
        Delay = _meter.CreateHistogram(
            "studyhub.media.forwarding.delay",
            "s",
            "From receiving a batch of packets to having sent everything they led to.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1] });
        ReportedLoss = _meter.CreateHistogram(
            "studyhub.media.reported.loss",
            "1",
            "Share of a stream's packets that its receiver reports as lost.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5] });
    }

    public Histogram<double> Delay { get; }

    public Histogram<double> ReportedLoss { get; }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Of(Worker worker) => new("worker", worker.Index);

    private void Count(string name, string description, params (string Direction, Func<WorkerCounters, long> Read)[] reads) =>
        Count(name, description, null, reads);

    private void Count(string name, string description, string? unit, params (string Direction, Func<WorkerCounters, long> Read)[] reads) =>
        _meter.CreateObservableCounter(name, () => Each("direction", reads), unit, description);

    private IEnumerable<Measurement<long>> Each(Func<WorkerCounters, long> read) =>
        _workers().Select(worker => new Measurement<long>(read(worker.Counters), Of(worker)));

    private IEnumerable<Measurement<long>> Each(string tag, params (string Value, Func<WorkerCounters, long> Read)[] reads) =>
        from worker in _workers()
        from read in reads
        select new Measurement<long>(read.Read(worker.Counters), Of(worker), new(tag, read.Value));
}
