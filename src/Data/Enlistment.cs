using StudyHub.Kernel;

namespace StudyHub.Data;

/// <summary>
/// What surrounds a use case adds a row of its own to the use case's unit of work: both become durable, or neither. The first unit that
/// succeeds in the enlister's flow takes it along; one that is refused does not.
/// </summary>
public sealed class Enlistment : IDisposable
{
    private static readonly AsyncLocal<Enlistment?> s_current = new();

    private readonly Func<WriteUnit, Task> _write;
    private int _isTaken;

    private Enlistment(Func<WriteUnit, Task> write) => _write = write;

    /// <summary>Whether a unit has taken it along.</summary>
    public bool IsTaken => Volatile.Read(ref _isTaken) != 0;

    /// <summary>Begins for this flow; ends when disposed, also for what the flow has started and left running.</summary>
    public static Enlistment Begin(Func<WriteUnit, Task> write) => s_current.Value = new(write);

    /// <summary>Called by engines for each unit, in the flow of whoever asks for it.</summary>
    public static Func<WriteUnit, Task<T>> Around<T>(Func<WriteUnit, Task<T>> work) => s_current.Value is { IsTaken: false } enlisted
        ? unit => enlisted.RunAsync(unit, work)
        : work;

    public void Dispose()
    {
        Interlocked.Exchange(ref _isTaken, 1);
        s_current.Value = null;
    }

    private async Task<T> RunAsync<T>(WriteUnit unit, Func<WriteUnit, Task<T>> work)
    {
        var result = await work(unit);
        if (result is not IOutcome { Error: not null } && Interlocked.Exchange(ref _isTaken, 1) == 0)
        {
            await _write(unit);
        }

        return result;
    }
}
