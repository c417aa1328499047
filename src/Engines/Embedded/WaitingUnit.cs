using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Engines.Embedded;

internal interface IWaitingUnit
{
    /// <summary>What to run after the commit.</summary>
    IReadOnlyList<Func<ValueTask>> Committed { get; }

    /// <summary>Runs the work in a savepoint; its own failure undoes only itself.</summary>
    Task RunAsync(IServiceScopeFactory scopes, SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now);

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

    public async Task RunAsync(IServiceScopeFactory scopes, SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now)
    {
        Execute(connection, transaction, "SAVEPOINT unit");
        try
        {
            await using var unit = new WriteUnit(scopes, connection, transaction, now);
            _value = await work(unit);
            if (_value is IOutcome { Error: not null })
            {
                Execute(connection, transaction, "ROLLBACK TO unit; RELEASE unit");
                return;
            }

            Execute(connection, transaction, "RELEASE unit");
            Committed = unit.Committed;
        }
        catch (Exception e)
        {
            Execute(connection, transaction, "ROLLBACK TO unit; RELEASE unit");
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

    private static void Execute(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
