using Microsoft.Extensions.Time.Testing;

namespace StudyHub.Features.Tests.Harness;

/// <summary>
/// A clock the test owns. A leap of any length makes a periodic timer tick once, at its end: a test that skips a year must
/// not wait for half a million ticks of whatever runs every minute. What ticks many times a second (media) ticks in real time.
/// </summary>
public sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Lock _lock = new();
    private readonly HashSet<Periodic> _periodic = [];

    public TestClock()
        : this(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period <= TimeSpan.Zero)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        return period < TimeSpan.FromSeconds(1)
            ? System.CreateTimer(callback, state, dueTime, period)
            : new Periodic(this, () => callback(state), dueTime, period);
    }

    /// <summary>Moves the time on: timers that fire once fire at their moment, periodic ones once at the end.</summary>
    public new void Advance(TimeSpan delta)
    {
        base.Advance(delta);
        Periodic[] due;
        lock (_lock)
        {
            due = [.. _periodic.Where(timer => timer.TakeTick(GetUtcNow()))];
        }

        foreach (var timer in due)
        {
            timer.Tick();
        }
    }

    private sealed class Periodic : ITimer
    {
        private readonly TestClock _clock;
        private TimeSpan _period;
        private DateTimeOffset _next;

        public Periodic(TestClock clock, Action tick, TimeSpan dueTime, TimeSpan period)
        {
            (_clock, Tick) = (clock, tick);
            Change(dueTime, period);
        }

        public Action Tick { get; }

        /// <summary>Whether a tick is due; if so, the next one is a period from now.</summary>
        public bool TakeTick(DateTimeOffset now)
        {
            var due = now >= _next;
            _next = due ? now + _period : _next;
            return due;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (_clock._lock)
            {
                _period = period;
                _next = dueTime < TimeSpan.Zero ? DateTimeOffset.MaxValue : _clock.GetUtcNow() + dueTime;
                _ = dueTime < TimeSpan.Zero ? _clock._periodic.Remove(this) : _clock._periodic.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (_clock._lock)
            {
                _clock._periodic.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
