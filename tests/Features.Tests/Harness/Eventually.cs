namespace StudyHub.Features.Tests.Harness;

/// <summary>Waits for what becomes true by itself, and no longer than 10 s.</summary>
public static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> holds, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        while (!await holds())
        {
            Assert.False(deadline.IsCancellationRequested, $"Not within 10 s: {what}");
            await Task.Delay(20, CancellationToken.None);
        }
    }

    public static Task TrueAsync(Func<bool> holds, string what) => TrueAsync(() => Task.FromResult(holds()), what);

    /// <summary>The task's end, within 10 s.</summary>
    public static Task WithinPatienceAsync(this Task task) => task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
}
