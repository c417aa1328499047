using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace StudyHub.Server;

/// <summary>One instrument's measurements, added up. Safe to call from any thread; a measurement without tags allocates nothing.</summary>
internal sealed class Metric
{
    private static readonly double[] s_bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

    private readonly Instrument _instrument;
    private readonly Kind _kind;
    private readonly double[] _bounds;
    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly Series _plain;

    public Metric(Instrument instrument)
    {
        var type = instrument.GetType().GetGenericTypeDefinition();
        _instrument = instrument;
        _kind = type == typeof(Histogram<>) ? Kind.Histogram
            : type == typeof(Counter<>) ? Kind.Counter
            : type == typeof(ObservableCounter<>) ? Kind.ObservedCounter
            : type == typeof(UpDownCounter<>) ? Kind.Sum
            : Kind.Gauge;
        _bounds = _kind == Kind.Histogram ? (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries?.ToArray() ?? s_bounds : [];
        _plain = new(_bounds.Length);
        Name = NameOf(instrument, _kind);
    }

    private enum Kind
    {
        Counter,
        ObservedCounter,
        Sum,
        Gauge,
        Histogram,
    }

    /// <summary>As Prometheus has it: underscores, the unit, and <c>_total</c> after what only rises.</summary>
    public string Name { get; }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = tags.IsEmpty ? _plain : _series.GetOrAdd(LabelsOf(tags), _ => new(_bounds.Length));
        switch (_kind)
        {
            case Kind.Histogram:
                var bucket = 0;
                while (bucket < _bounds.Length && value > _bounds[bucket])
                {
                    bucket++;
                }

                Interlocked.Increment(ref series.Buckets[bucket]);
                series.Add(value);
                break;
            case Kind.Counter or Kind.Sum:
                series.Add(value);
                break;
            default:
                series.Set(value);
                break;
        }
    }

    public void Write(StringBuilder text)
    {
        var all = _series.OrderBy(series => series.Key, StringComparer.Ordinal).ToList();
        if (_plain.IsUsed)
        {
            all.Insert(0, new("", _plain));
        }

        if (all.Count == 0)
        {
            return;
        }

        var type = _kind switch
        {
            Kind.Histogram => "histogram",
            Kind.Counter or Kind.ObservedCounter => "counter",
            _ => "gauge",
        };
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} {Escape(_instrument.Description ?? "")}\n# TYPE {Name} {type}\n");
        foreach (var (labels, series) in all)
        {
            if (_kind == Kind.Histogram)
            {
                WriteBuckets(text, labels, series);
            }
            else
            {
                text.Append(CultureInfo.InvariantCulture, $"{Name}{Braces(labels)} {series.Value}\n");
            }
        }
    }

    private static string NameOf(Instrument instrument, Kind kind)
    {
        var name = new StringBuilder(instrument.Name);
        for (var i = 0; i < name.Length; i++)
        {
            name[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '_';
        }

        name.Append(instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        });
        return name.Append(kind is Kind.Counter or Kind.ObservedCounter ? "_total" : "").ToString();
    }

    private static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            labels.Append(labels.Length > 0 ? "," : "").Append(name.Replace('.', '_')).Append("=\"");
            labels.Append(Escape(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return labels.ToString();
    }

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Braces(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private void WriteBuckets(StringBuilder text, string labels, Series series)
    {
        var (before, count) = (labels.Length == 0 ? "" : $"{labels},", 0L);
        for (var i = 0; i <= _bounds.Length; i++)
        {
            count += Volatile.Read(ref series.Buckets[i]);
            var bound = i == _bounds.Length ? "+Inf" : _bounds[i].ToString(CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{{before}le=\"{bound}\"}} {count}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Name}_sum{Braces(labels)} {series.Value}\n{Name}_count{Braces(labels)} {count}\n");
    }

    private sealed class Series(int bounds)
    {
        private double _value;

        public long[] Buckets { get; } = new long[bounds + 1];

        public bool IsUsed { get; private set; }

        public double Value => Volatile.Read(ref _value);

        public void Set(double value)
        {
            IsUsed = true;
            Volatile.Write(ref _value, value);
        }

        public void Add(double value)
        {
            IsUsed = true;
            double seen;
            do
            {
                seen = _value;
            }
            while (BitConverter.DoubleToInt64Bits(Interlocked.CompareExchange(ref _value, seen + value, seen)) != BitConverter.DoubleToInt64Bits(seen));
        }
    }
}
