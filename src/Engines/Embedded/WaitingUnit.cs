using Microsoft.Data.Sqlite;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Engines.Embedded;

internal interface IWaitingUnit
{
    /// <summary>What to run after the commit.</summary>
    IReadOnlyList<Func<ValueTask>> Committed { get; }

    /// <summary>Runs the work in a savepoint; its own failure undoes only itself.</summary>
    Task RunAsync(WriteGroup group, Savepoint savepoint, DateTimeOffset now);

    /// <summary>The group is durable: answers whoever waits.</summary>
    void Complete();

    void Fail(Exception e);
}

/// <summary>One unit of work in the writer's queue.</summary>
internal sealed class WaitingUnit<T>(Func<WriteUnit, Task<T>> work) : IWaitingUnit
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T _value = default!;
    private Exception? _failure;

    public Task<T> Done => _done.Task;

    public IReadOnlyList<Func<ValueTask>> Committed { get; private set; } = [];

    public async Task RunAsync(WriteGroup group, Savepoint savepoint, DateTimeOffset now)
    {
        savepoint.Set();
        try
        {
            using var unit = group.Begin(now);
            _value = await work(unit);
            if (_value is IOutcome { Error: not null })
            {
                savepoint.Undo();
                return;
            }

            savepoint.Release();
            Committed = unit.Committed;
        }
        catch (Exception e)
        {
            savepoint.Undo();
            _failure = e; // Told with the group: whose row stood in the way must be there to be read.
        }
    }

    public void Complete()
    {
        if (_failure is null)
        {
            _done.TrySetResult(_value);
        }
        else
        {
            _done.TrySetException(_failure);
        }
    }

    public void Fail(Exception e) => _done.TrySetException(e);
}

/// <summary>What lets a unit fail without the others of its transaction. Its statements are prepared once for the connection.</summary>
internal sealed class Savepoint(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _set = new("SAVEPOINT unit", connection);
    private readonly SqliteCommand _release = new("RELEASE unit", connection);
    private readonly SqliteCommand _undo = new("ROLLBACK TO unit; RELEASE unit", connection);

    public void Enter(SqliteTransaction transaction) => _set.Transaction = _release.Transaction = _undo.Transaction = transaction;

    public void Set() => _set.ExecuteNonQuery();

    public void Release() => _release.ExecuteNonQuery();

    public void Undo() => _undo.ExecuteNonQuery();

    public void Dispose()
    {
        _set.Dispose();
        _release.Dispose();
        _undo.Dispose();
    }
}
