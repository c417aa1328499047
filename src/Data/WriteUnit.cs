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
public sealed class WriteUnit : IDisposable
{
    private readonly WriteGroup _group;
    private readonly DateTimeOffset _now;

    internal WriteUnit(WriteGroup group, DateTimeOffset now) => (_group, _now) = (group, now);

    /// <summary>What runs after the commit, in commit order.</summary>
    public List<Func<ValueTask>> Committed { get; } = [];

    /// <summary>A feature's context on this unit's connection and transaction, knowing no entity yet.</summary>
    public T Db<T>()
        where T : DbContext => _group.Db<T>();

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
        var outbox = _group.Outbox;
        Committed.Add(() =>
        {
            outbox.Wake();
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Runs after the commit, in commit order across all units: the place for events whose order must be the stored one.</summary>
    public void AfterCommit(Func<ValueTask> action) => Committed.Add(action);

    /// <summary>The next unit finds contexts that know nothing of this one's entities, stored or not.</summary>
    public void Dispose() => _group.Forget();
}

/// <summary>
/// Units that are committed together, one after another. They share their contexts, whose making costs more than what most units ask of them.
/// Made by the engine.
/// </summary>
public sealed class WriteGroup : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly List<DbContext> _contexts = [];

    public WriteGroup(IServiceScopeFactory scopes, DbConnection connection, DbTransaction transaction)
    {
        _scope = scopes.CreateAsyncScope();
        _scope.ServiceProvider.GetRequiredService<UnitConnection>().Enter(connection, transaction);
    }

    internal Outbox Outbox => _scope.ServiceProvider.GetRequiredService<Outbox>();

    /// <summary>The next unit; the one before has been disposed.</summary>
    public WriteUnit Begin(DateTimeOffset now) => new(this, now);

    public ValueTask DisposeAsync() => _scope.DisposeAsync();

    internal T Db<T>()
        where T : DbContext
    {
        var db = _scope.ServiceProvider.GetRequiredService<T>();
        if (!_contexts.Contains(db))
        {
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            db.Database.AutoSavepointsEnabled = false;
            db.Database.UseTransaction(_scope.ServiceProvider.GetRequiredService<UnitConnection>().Transaction);
            _contexts.Add(db);
        }

        return db;
    }

    internal void Forget() => _contexts.ForEach(db => db.ChangeTracker.Clear());
}

/// <summary>Tells a scope's contexts whether they belong to a unit of work.</summary>
internal sealed class UnitConnection
{
    public DbConnection? Connection { get; private set; }
    public DbTransaction? Transaction { get; private set; }

    public void Enter(DbConnection connection, DbTransaction transaction) => (Connection, Transaction) = (connection, transaction);
}
