using System.Collections.Concurrent;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Embedded;

/// <summary>Sliding windows in memory; windows nobody has touched since they ended are swept as new ones come.</summary>
internal sealed class MemoryCounters(TimeProvider clock) : ICounters
{
    private const int SweepEvery = 1_000;

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private int _untilSweep = SweepEvery;

    public ValueTask<Counted> CountAsync(string key, int limit, TimeSpan window, CancellationToken ct)
    {
        Sweep();
        while (true)
        {
            var counted = _windows.GetOrAdd(key, static _ => new Window());
            lock (counted.Times)
            {
                if (counted.Swept)
                {
                    continue; // Swept between finding and locking it: what is counted there is lost.
                }

                var now = clock.GetUtcNow();
                var wait = counted.Wait(now, limit, window);
                if (wait is null)
                {
                    counted.Times.Enqueue(now);
                }

                return ValueTask.FromResult(new Counted(Math.Max(0, limit - counted.Times.Count), wait));
            }
        }
    }

    public ValueTask<TimeSpan?> PeekAsync(string key, int limit, TimeSpan window, CancellationToken ct)
    {
        if (!_windows.TryGetValue(key, out var counted))
        {
            return ValueTask.FromResult<TimeSpan?>(null);
        }

        lock (counted.Times)
        {
            return ValueTask.FromResult(counted.Wait(clock.GetUtcNow(), limit, window));
        }
    }

    private void Sweep()
    {
        if (Interlocked.Decrement(ref _untilSweep) > 0)
        {
            return;
        }

        Interlocked.Exchange(ref _untilSweep, SweepEvery);
        var now = clock.GetUtcNow();
        foreach (var (key, counted) in _windows)
        {
            lock (counted.Times)
            {
                if (counted.Ends <= now)
                {
                    counted.Swept = true;
                    _windows.TryRemove(new(key, counted));
                }
            }
        }
    }

    private sealed class Window
    {
        public Queue<DateTimeOffset> Times { get; } = new();
        public DateTimeOffset Ends { get; private set; }
        public bool Swept { get; set; }

        public TimeSpan? Wait(DateTimeOffset now, int limit, TimeSpan length)
        {
            Ends = now + length;
            while (Times.TryPeek(out var oldest) && oldest <= now - length)
            {
                Times.Dequeue();
            }

            return Times.Count < limit ? null : Times.Peek() + length - now;
        }
    }
}
