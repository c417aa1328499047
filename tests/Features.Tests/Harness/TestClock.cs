using Microsoft.Extensions.Time.Testing;

namespace StudyHub.Features.Tests.Harness;

/// <summary>
/// A clock the test owns. What ticks many times a second (media) ticks in real time: a test that skips a month must not
/// wait for a hundred million ticks.
/// </summary>
public sealed class TestClock() : FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        period > TimeSpan.Zero && period < TimeSpan.FromSeconds(1)
            ? System.CreateTimer(callback, state, dueTime, period)
            : base.CreateTimer(callback, state, dueTime, period);
}
