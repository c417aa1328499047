using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Engines.Embedded;
using StudyHub.Kernel;

namespace StudyHub.Engines.Tests;

public sealed class ActorsTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly TallyKind _kind = new();
    private readonly LocalActors<Tally, TallyCommand, int> _actors;

    public ActorsTests() =>
        _actors = new LocalActors<Tally, TallyCommand, int>(_kind, _clock, NullLogger<LocalActors<Tally, TallyCommand, int>>.Instance);

    [Fact]
    public async Task A_command_is_stored_then_published_then_answered()
    {
        Assert.Equal(3, await OkAsync(new Add(3)));

        Assert.Equal(["store 3", "publish 3"], _kind.Log);
    }

    [Fact]
    public async Task Commands_on_one_id_take_turns()
    {
        _kind.Storing = async () => await Task.Yield();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => OkAsync(new Add(1)))));

        Assert.Equal(1, _kind.MostAtOnce);
        Assert.Equal(200, _kind.Stored["tally"].Count);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"publish {i}"), _kind.Log.Where(l => l.StartsWith("publish", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Different_ids_do_not_wait_for_each_other()
    {
        var gate = new TaskCompletionSource();
        _kind.Storing = () => gate.Task;
        var waiting = _actors.AskAsync("slow", new Add(1), EmbeddedHost.Ct).AsTask();
        _kind.Storing = () => Task.CompletedTask;

        await _actors.AskAsync("quick", new Add(1), EmbeddedHost.Ct);

        Assert.False(waiting.IsCompleted);
        gate.SetResult();
        await waiting;
    }

    [Fact]
    public async Task A_refused_command_changes_nothing()
    {
        await OkAsync(new Add(1));
        _kind.Log.Clear();

        var result = await AskAsync(new Add(-5));

        Assert.Equal("tally.negative", result.Error?.Code);
        Assert.Empty(_kind.Log);
        Assert.Equal(2, await OkAsync(new Add(1)));
    }

    [Fact]
    public async Task A_command_that_changes_nothing_is_not_stored()
    {
        Assert.Equal(0, await OkAsync(new Add(0)));

        Assert.DoesNotContain(_kind.Log, l => l.StartsWith("store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_conflict_at_storing_refuses_the_command_and_keeps_the_state_before()
    {
        await OkAsync(new Add(1));
        _kind.Conflict = Error.Conflict("tally.conflict", "No.");
        var result = await AskAsync(new Add(1));
        _kind.Conflict = null;

        Assert.Equal("tally.conflict", result.Error?.Code);
        Assert.Equal(2, await OkAsync(new Add(1)));
        Assert.Equal(["store 1", "publish 1", "store 2", "publish 2"], _kind.Log);
    }

    [Fact]
    public async Task A_failed_store_discards_the_state_and_the_next_command_reads_it_again()
    {
        await OkAsync(new WakeAt(10, _clock.GetUtcNow().AddHours(1))); // Stays in memory.
        _kind.Storing = () => throw new IOException("Disk full.");
        await Assert.ThrowsAsync<IOException>(() => AskAsync(new Add(1)));
        _kind.Storing = () => Task.CompletedTask;
        _kind.Stored["tally"] = new Tally(100, null); // Whatever the database holds now counts.

        Assert.Equal(101, await OkAsync(new Add(1)));
    }

    [Fact]
    public async Task A_failed_store_does_not_lose_the_wake_that_was_due()
    {
        await OkAsync(new WakeAt(10, _clock.GetUtcNow().AddMinutes(2)));
        _kind.Storing = () => throw new IOException("Disk full.");
        await Assert.ThrowsAsync<IOException>(() => AskAsync(new Add(1)));
        _kind.Storing = () => Task.CompletedTask;

        _clock.Advance(TimeSpan.FromMinutes(2));

        await _kind.Woken.Task.WaitAsync(EmbeddedHost.Ct);
    }

    [Fact]
    public async Task A_failed_publication_does_not_lose_the_next_wake()
    {
        _kind.Publishing = () => throw new InvalidOperationException("A bug.");
        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(new WakeAt(1, _clock.GetUtcNow().AddMinutes(2))));
        _kind.Publishing = () => { };

        _clock.Advance(TimeSpan.FromMinutes(2));

        await _kind.Woken.Task.WaitAsync(EmbeddedHost.Ct);
    }

    [Fact]
    public async Task An_actor_wakes_at_the_time_it_asked_for_and_not_before()
    {
        await OkAsync(new WakeAt(1, _clock.GetUtcNow().AddMinutes(2)));

        _clock.Advance(TimeSpan.FromMinutes(2) - TimeSpan.FromMilliseconds(1));
        Assert.False(_kind.Woken.Task.IsCompleted);
        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(_clock.GetUtcNow(), await _kind.Woken.Task.WaitAsync(EmbeddedHost.Ct));
    }

    [Fact]
    public async Task A_wake_beyond_the_longest_timer_comes_all_the_same()
    {
        await OkAsync(new WakeAt(1, _clock.GetUtcNow().AddDays(2)));

        for (var hour = 0; hour < 49 && !_kind.Woken.Task.IsCompleted; hour++)
        {
            _clock.Advance(TimeSpan.FromHours(1));
        }

        await _kind.Woken.Task.WaitAsync(EmbeddedHost.Ct);
    }

    [Fact]
    public async Task A_failing_wake_is_tried_again()
    {
        await OkAsync(new WakeAt(1, _clock.GetUtcNow().AddMinutes(2)));
        var failed = new TaskCompletionSource();
        _kind.Storing = () =>
        {
            failed.TrySetResult();
            throw new IOException("Disk full.");
        };
        _clock.Advance(TimeSpan.FromMinutes(2));
        await failed.Task.WaitAsync(EmbeddedHost.Ct);
        _kind.Storing = () => Task.CompletedTask;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(EmbeddedHost.Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!_kind.Woken.Task.IsCompleted)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(_kind.Woken.Task, Task.Delay(10, patience.Token));
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    [Fact]
    public async Task What_does_not_exist_is_refused()
    {
        var result = await _actors.AskAsync("absent", new Add(1), EmbeddedHost.Ct);

        Assert.Equal("tally.not_found", result.Error?.Code);
    }

    [Fact]
    public async Task Who_stops_waiting_for_a_turn_has_no_turn()
    {
        var gate = new TaskCompletionSource();
        _kind.Storing = () => gate.Task;
        var first = AskAsync(new Add(1));
        using var impatient = new CancellationTokenSource();
        var second = _actors.AskAsync("tally", new Add(1), impatient.Token).AsTask();

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        gate.SetResult();
        await first;

        Assert.Equal(1, _kind.Stored["tally"].Count);
    }

    private Task<Result<int>> AskAsync(TallyCommand command) => _actors.AskAsync("tally", command, EmbeddedHost.Ct).AsTask();

    private async Task<int> OkAsync(TallyCommand command)
    {
        Assert.True((await AskAsync(command)).IsOk(out var count, out var error), error?.Code);
        return count;
    }
}
