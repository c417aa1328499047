using System.Diagnostics;
using StudyHub.Web.Live;

namespace StudyHub.Features.Tests.Rules;

/// <summary>API-8, at its edges; that connections are held to it: <see cref="Doors.HostileLiveTests"/>.</summary>
public sealed class CommandRateTests
{
    private const long Second = 1_000;
    private static readonly long s_tick = Stopwatch.Frequency / Second;

    private readonly CommandRate _rate = new(0);

    [Fact]
    public void A_hundred_at_once_are_taken_and_the_next_is_not()
    {
        Assert.Equal(100, Taken(101, atMillisecond: 0));
    }

    [Fact]
    public void Then_fifty_a_second_are()
    {
        Taken(100, atMillisecond: 0);

        Assert.Equal(0, Taken(1, atMillisecond: 19));
        Assert.Equal(1, Taken(2, atMillisecond: 20));
        Assert.Equal(49, Taken(60, atMillisecond: 1_000));
    }

    [Fact]
    public void However_long_it_was_quiet_no_more_than_a_hundred_are_taken_at_once()
    {
        Taken(100, atMillisecond: 0);

        Assert.Equal(100, Taken(150, atMillisecond: 3_600 * Second));
    }

    private int Taken(int asked, long atMillisecond) => Enumerable.Range(0, asked).Count(_ => _rate.TryTake(atMillisecond * s_tick));
}
