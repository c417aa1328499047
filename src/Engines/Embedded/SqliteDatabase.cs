using System.Data.Common;
using System.Threading.Channels;
using FluentMigrator.Runner;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Data.Search;

namespace StudyHub.Engines.Embedded;

/// <summary>
/// One SQLite file. One writer runs what is waiting, from all features, as savepoints of one transaction and commits them together with
/// full synchronisation, so that a commit's cost is shared and what was acknowledged survives a power cut. Readers cannot write.
/// </summary>
internal sealed partial class SqliteDatabase(EmbeddedOptions options, IServiceScopeFactory scopes, TimeProvider clock, ILogger<SqliteDatabase> logger)
    : BackgroundService, IDatabase
{
    private const int QueueLength = 20_000;
    private const int GroupLength = 256;

    /// <summary>
    /// What a savepoint would bring back is kept in memory: in a file it was half of all that was written. Pages go from the log to the database every 32 MB,
    /// so that one which changes with each commit goes once.
    /// </summary>
    private const string WriterSettings = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
        PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 8000;
        """;

    private static readonly QueryOnly s_queryOnly = new();

    private readonly Channel<IWaitingUnit> _waiting = Channel.CreateBounded<IWaitingUnit>(
        new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly Channel<List<Func<ValueTask>>> _committed = Channel.CreateUnbounded<List<Func<ValueTask>>>(
        new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });

    private string ConnectionString { get; } = new SqliteConnectionStringBuilder
    {
        DataSource = Path.Combine(options.DataDirectory, "studyhub.db"),
        DefaultTimeout = 10,
    }.ToString();

    public IGramIndex Grams { get; } = new FtsGramIndex();

    public void ConfigureReader(DbContextOptionsBuilder builder) => builder.UseSqlite(ConnectionString).AddInterceptors(s_queryOnly);

    public void ConfigureWriter(DbContextOptionsBuilder builder, DbConnection connection) => builder.UseSqlite(connection);

    public void ConfigureSchema(IMigrationRunnerBuilder runner)
    {
        Directory.CreateDirectory(options.DataDirectory);
        using (var connection = OpenWriter())
        {
            // Creates the file and makes it a WAL database before anyone else opens it.
        }

        // Outside the readers' pool: a connection that was a reader's cannot write.
        runner.AddSQLite().WithGlobalConnectionString(ConnectionString + ";Pooling=False");
    }

    public async Task<T> WriteAsync<T>(Func<WriteUnit, Task<T>> work, CancellationToken ct)
    {
        var unit = new WaitingUnit<T>(Enlistment.Around(work));
        await _waiting.Writer.WriteAsync(unit, ct);
        return await unit.Done;
    }

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = new SqliteConnection(ConnectionString);
            await connection.OpenAsync(ct);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT 1";
            return await command.ExecuteScalarAsync(ct) is 1L;
        }
        catch (DbException)
        {
            return false;
        }
    }

    /// <summary>Nobody may wait for a writer that has gone: what waits and what comes later is refused.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _waiting.Writer.TryComplete();
        while (ExecuteTask is not { IsCompleted: false } && _waiting.Reader.TryRead(out var unit))
        {
            unit.Fail(new OperationCanceledException("The database is stopping."));
        }
    }

    // Both loops always begin and end themselves: a writer that is stopped before it began must still close the queues.
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Task.Factory.StartNew(() => WriteLoopAsync(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap(),
        Task.Run(() => CommittedLoopAsync(stoppingToken), CancellationToken.None));

    private async Task WriteLoopAsync(CancellationToken stopping)
    {
        SqliteConnection? connection = null;
        Savepoint? savepoint = null;
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(stopping))
            {
                try
                {
                    connection ??= OpenWriter();
                    savepoint ??= new(connection);
                    await RunGroupAsync(connection, savepoint);
                }
                catch (DbException e)
                {
                    LogGroupFailed(e);
                    savepoint?.Dispose();
                    connection?.Dispose();
                    (savepoint, connection) = (null, null);
                    await FailNextAsync(e);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopping: nothing that waits has been acknowledged.
        }
        finally
        {
            savepoint?.Dispose();
            connection?.Dispose();
            _committed.Writer.Complete();
        }
    }

    /// <summary>When the database cannot even be opened, one waiting unit is refused at a time, so that nobody waits for ever.</summary>
    private async Task FailNextAsync(DbException e)
    {
        if (_waiting.Reader.TryRead(out var unit))
        {
            unit.Fail(e);
        }

        await Task.Yield();
    }

    private async Task RunGroupAsync(SqliteConnection connection, Savepoint savepoint)
    {
        var group = new List<IWaitingUnit>();
        try
        {
            await using var transaction = connection.BeginTransaction(deferred: false);
            await using var shared = new WriteGroup(scopes, connection, transaction);
            savepoint.Enter(transaction);
            while (group.Count < GroupLength && _waiting.Reader.TryRead(out var unit))
            {
                group.Add(unit);
                await unit.RunAsync(shared, savepoint, clock.GetUtcNow());
            }

            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            group.ForEach(unit => unit.Fail(e));
            throw;
        }

        var actions = group.SelectMany(unit => unit.Committed).ToList();
        if (actions.Count > 0)
        {
            await _committed.Writer.WriteAsync(actions, CancellationToken.None);
        }

        group.ForEach(unit => unit.Complete());
    }

    private async Task CommittedLoopAsync(CancellationToken stopping)
    {
        await foreach (var actions in _committed.Reader.ReadAllAsync(CancellationToken.None))
        {
            foreach (var action in actions)
            {
                try
                {
                    await action();
                }
                catch (Exception e) when (!stopping.IsCancellationRequested)
                {
                    LogAfterCommitFailed(e);
                }
            }
        }
    }

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(ConnectionString + ";Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = WriterSettings;
        command.ExecuteNonQuery();
        return connection;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A group of writes failed; nobody in it was acknowledged")]
    private partial void LogGroupFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "What follows a commit failed")]
    private partial void LogAfterCommitFailed(Exception e);

    /// <summary>A reader that tries to write is a bug; the database itself says so.</summary>
    private sealed class QueryOnly : DbConnectionInterceptor
    {
        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set(connection);

        public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Set(connection);
            return Task.CompletedTask;
        }

        private static void Set(DbConnection connection)
        {
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA query_only = ON; PRAGMA cache_size = -8000;";
            command.ExecuteNonQuery();
        }
    }
}
