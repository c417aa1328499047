namespace StudyHub.LoadTest.Media;

/// <summary>Counts of delays, in steps of 50 µs up to 2 s.</summary>
internal sealed class Histogram
{
    private const int StepNanos = 50_000;
    private const int Steps = 40_000;

    private readonly long[] _counts = new long[Steps + 1];

    public long Count { get; private set; }

    public void Add(long nanos)
    {
        _counts[(int)Math.Clamp(nanos / StepNanos, 0, Steps)]++;
        Count++;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <returns>Milliseconds below which that share lies; 0 where nothing was counted.</returns>
    public double Quantile(double share)
    {
        var (wanted, seen) = ((long)Math.Ceiling(Count * share), 0L);
        for (var i = 0; i <= Steps && Count > 0; i++)
        {
            seen += _counts[i];
            if (seen >= wanted)
            {
                return (i + 1) * (StepNanos / 1e6);
            }
        }

        return 0;
    }
}
