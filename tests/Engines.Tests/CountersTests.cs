using Microsoft.Extensions.Time.Testing;
using StudyHub.Engines.Embedded;
using StudyHub.Kernel.Ports;

namespace StudyHub.Engines.Tests;

public sealed class CountersTests
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();
    private readonly ICounters _counters;

    public CountersTests() => _counters = new MemoryCounters(_clock);

    [Fact]
    public async Task The_limit_itself_is_allowed_and_one_more_is_not()
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.Null(await CountAsync());
        }

        Assert.Equal(s_minute, await CountAsync());
    }

    [Fact]
    public async Task It_says_how_many_are_left()
    {
        var left = new List<int>();
        for (var i = 0; i < 7; i++)
        {
            left.Add((await _counters.CountAsync("key", 5, s_minute, EmbeddedHost.Ct)).Left);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        _clock.Advance(s_minute - TimeSpan.FromSeconds(4));
        left.Add((await _counters.CountAsync("key", 5, s_minute, EmbeddedHost.Ct)).Left);

        Assert.Equal([4, 3, 2, 1, 0, 0, 0, 3], left);
    }

    [Fact]
    public async Task Asking_does_not_count()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(await PeekAsync());
        }

        Assert.Null(await CountAsync());
    }

    [Fact]
    public async Task A_refused_event_does_not_count()
    {
        await CountAsync(5);
        await CountAsync(5);

        _clock.Advance(s_minute);

        await CountAsync(5);
        Assert.Equal(s_minute, await PeekAsync());
    }

    [Fact]
    public async Task The_window_slides_with_each_event()
    {
        await CountAsync();
        _clock.Advance(TimeSpan.FromSeconds(30));
        await CountAsync(4);

        Assert.Equal(TimeSpan.FromSeconds(30), await PeekAsync());
        _clock.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), await PeekAsync());
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await CountAsync());
        Assert.Equal(TimeSpan.FromSeconds(30), await PeekAsync());
    }

    [Fact]
    public async Task Keys_do_not_share_a_window()
    {
        await CountAsync(5);

        Assert.Null(await _counters.TryCountAsync("other", 5, s_minute, EmbeddedHost.Ct));
    }

    [Fact]
    public async Task Many_at_once_are_not_let_in_beyond_the_limit_while_old_windows_are_swept()
    {
        var counted = 0;
        await Parallel.ForAsync(0, 20_000, EmbeddedHost.Ct, async (i, ct) =>
        {
            await _counters.TryCountAsync($"passing {i}", 1, TimeSpan.FromTicks(1), ct);
            if (await _counters.TryCountAsync("key", 100, s_minute, ct) is null)
            {
                Interlocked.Increment(ref counted);
            }
        });

        Assert.Equal(100, counted);
    }

    private ValueTask<TimeSpan?> CountAsync() => _counters.TryCountAsync("key", 5, s_minute, EmbeddedHost.Ct);

    private async Task CountAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await CountAsync();
        }
    }

    private ValueTask<TimeSpan?> PeekAsync() => _counters.PeekAsync("key", 5, s_minute, EmbeddedHost.Ct);
}
