using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel.Ports;

namespace StudyHub.Data;

/// <summary>
/// One unit of work: the contexts of one or several features, and what they tell each other, in one transaction.
/// Made by the engine; features only use it.
/// </summary>
public sealed class WriteUnit : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly DateTimeOffset _now;

    public WriteUnit(IServiceScopeFactory scopes, DbConnection connection, DbTransaction transaction, DateTimeOffset now)
    {
        _now = now;
        _scope = scopes.CreateAsyncScope();
        _scope.ServiceProvider.GetRequiredService<UnitConnection>().Enter(connection, transaction);
    }

    /// <summary>What runs after the commit, in commit order.</summary>
    public List<Func<ValueTask>> Committed { get; } = [];

    /// <summary>A feature's context on this unit's connection and transaction.</summary>
    public T Db<T>()
        where T : DbContext
    {
        var db = _scope.ServiceProvider.GetRequiredService<T>();
        if (db.Database.CurrentTransaction is null)
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            db.Database.AutoSavepointsEnabled = false;
            db.Database.UseTransaction(_scope.ServiceProvider.GetRequiredService<UnitConnection>().Transaction);
        }

        return db;
    }

    /// <summary>Tells the other features; delivered after the commit, at least once.</summary>
    public async Task TellAsync<TEvent>(TEvent domainEvent)
        where TEvent : IDomainEvent
    {
        var db = Db<OutboxDb>();
        db.Events.Add(new OutboxEvent
        {
            Type = TEvent.Type,
            Key = domainEvent.Key,
            Payload = JsonSerializer.Serialize(domainEvent, JsonSerializerOptions.Web),
            WrittenAt = _now,
            DueAt = _now,
        });
        await db.SaveChangesAsync();
        var outbox = _scope.ServiceProvider.GetRequiredService<Outbox>();
        Committed.Add(() =>
        {
            outbox.Wake();
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Runs after the commit, in commit order across all units: the place for events whose order must be the stored one.</summary>
    public void AfterCommit(Func<ValueTask> action) => Committed.Add(action);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}

/// <summary>Tells a scope's contexts whether they belong to a unit of work.</summary>
internal sealed class UnitConnection
{
    public DbConnection? Connection { get; private set; }
    public DbTransaction? Transaction { get; private set; }

    public void Enter(DbConnection connection, DbTransaction transaction) => (Connection, Transaction) = (connection, transaction);
}
