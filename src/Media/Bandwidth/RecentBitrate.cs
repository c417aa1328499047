namespace StudyHub.Media.Bandwidth;

/// <summary>How much was sent, or has arrived, over the last half second of the clock that times it.</summary>
internal sealed class RecentBitrate
{
    private const int BucketMicros = 50_000;
    private const int Buckets = 10;
    private const long ShortestMicros = 150_000;

    private readonly int[] _bytes = new int[Buckets];
    private long _first;
    private long _newest;
    private long _latest;
    private bool _any;

    /// <summary>Bits per second; null until there is enough to say.</summary>
    public long? BitsPerSecond
    {
        get
        {
            var from = Math.Max(_first, (_newest - Buckets + 1) * BucketMicros);
            var micros = _latest - from;
            if (!_any || _latest - _first < ShortestMicros)
            {
                return null;
            }

            long bytes = 0;
            foreach (var bucket in _bytes)
            {
                bytes += bucket;
            }

            return bytes * 8_000_000 / Math.Max(micros, ShortestMicros);
        }
    }

    /// <param name="at">Microseconds of the clock.</param>
    /// <param name="bytes">Of the packet.</param>
    public void Add(long at, int bytes)
    {
        var bucket = Math.DivRem(at, BucketMicros, out var rest) - (rest < 0 ? 1 : 0);
        if (!_any || bucket - _newest > 40 * Buckets)
        {
            Array.Clear(_bytes); // nothing for long: what was before says nothing
            (_any, _first, _latest, _newest) = (true, at, at, bucket);
        }

        for (; _newest < bucket; _newest++)
        {
            _bytes[IndexOf(_newest + 1)] = 0;
        }

        if (bucket > _newest - Buckets)
        {
            _bytes[IndexOf(bucket)] += bytes;
            _latest = Math.Max(_latest, at);
        }
    }

    private static int IndexOf(long bucket) => (int)(((bucket % Buckets) + Buckets) % Buckets);
}
