using StudyHub.Kernel;

namespace StudyHub.Features.Tests.Rules;

public sealed class WakeSignalTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_often_it_is_set_who_waits_wakes_once()
    {
        var signal = new WakeSignal();
        signal.Set();
        signal.Set();

        await signal.WaitAsync(Ct);
        var again = signal.WaitAsync(Ct).AsTask();

        Assert.False(again.IsCompleted);
        signal.Set();
        await again.WaitAsync(TimeSpan.FromSeconds(10), Ct);
    }

    [Fact]
    public async Task Waiting_can_be_given_up_and_costs_the_next_nothing()
    {
        var signal = new WakeSignal();
        using var given = new CancellationTokenSource();
        var waiting = signal.WaitAsync(given.Token).AsTask();
        await given.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        signal.Set();
        await signal.WaitAsync(Ct);
    }
}
