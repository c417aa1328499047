using System.Diagnostics;

namespace StudyHub.Web.Live;

/// <summary>API-8: 50 commands a second over time, up to 100 at once: a token bucket. For one thread at a time.</summary>
/// <param name="now">A timestamp of <see cref="Stopwatch"/>.</param>
internal sealed class CommandRate(long now)
{
    public const int Burst = 100;
    public const int PerSecond = 50;

    private double _tokens = Burst;
    private long _refilled = now;

    /// <returns>False where it is one too many.</returns>
    public bool TryTake(long at)
    {
        _tokens = Math.Min(Burst, _tokens + (Stopwatch.GetElapsedTime(_refilled, at).TotalSeconds * PerSecond));
        _refilled = at;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens -= 1;
        return true;
    }
}
