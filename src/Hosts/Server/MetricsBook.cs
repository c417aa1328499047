using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;

namespace StudyHub.Server;

/// <summary>Hears what this server's meters measure, and the runtime's, and writes it down for Prometheus.</summary>
/// <remarks>Text format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/</remarks>
internal sealed class MetricsBook(IMeterFactory meters) : IDisposable
{
    private const string Runtime = "System.Runtime";

    private static readonly string[] s_meters = ["StudyHub.", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel"];

    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<Instrument, Metric> _metrics = new();
    private readonly Lock _writing = new();

    public void Listen()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (IsOurs(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument, _metrics.GetOrAdd(instrument, added => new(added)));
            }
        };
        _listener.MeasurementsCompleted = (instrument, metric) => _metrics.TryRemove(instrument, out _);
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, metric) => ((Metric)metric!).Take(value, tags));
        _listener.Start();
    }

    public string Write()
    {
        lock (_writing)
        {
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var metric in _metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal))
            {
                metric.Write(text);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private bool IsOurs(Meter meter) =>
        meter.Name == Runtime || (meter.Scope == meters && Array.Exists(s_meters, name => meter.Name.StartsWith(name, StringComparison.Ordinal)));
}
