using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Data;

/// <summary>
/// Delivers what features tell each other: woken at commit, in order per key, again with backoff (1 s doubling to 1 min)
/// where a handler fails, until it succeeds.
/// </summary>
public sealed partial class Outbox(
    IServiceScopeFactory scopes, IDatabase database, IEnumerable<EventRoute> routes, TimeProvider clock, ILogger<Outbox> logger) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(1);

    private readonly ILookup<string, EventRoute> _routes = routes.ToLookup(r => r.Type, StringComparer.Ordinal);
    private readonly WakeSignal _wake = new();

    internal void Wake() => _wake.Set();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DeliverAsync(stoppingToken) < Batch)
                {
                    await WaitAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await WaitAsync(stoppingToken);
            }
        }
    }

    private async Task WaitAsync(CancellationToken ct)
    {
        using var timer = clock.CreateTimer(_ => Wake(), null, s_rest, Timeout.InfiniteTimeSpan);
        await _wake.WaitAsync(ct);
    }

    /// <returns>How many events were looked at.</returns>
    private async Task<int> DeliverAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        List<OutboxEvent> waiting;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<OutboxDb>();

            // A key whose first event has failed holds back its own events, and must not fill the batch with them.
            waiting = await db.Events.AsNoTracking()
                .Where(e => !db.Events.Any(held => held.Key == e.Key && held.DueAt > now))
                .OrderBy(e => e.Sequence).Take(Batch).ToListAsync(ct);
        }

        var outcomes = await Task.WhenAll(waiting.GroupBy(e => e.Key).Select(key => DeliverKeyAsync(key, now, ct)));
        var delivered = outcomes.SelectMany(o => o.Delivered).ToList();
        var failed = outcomes.Select(o => o.Failed).OfType<OutboxEvent>().ToList();
        if (delivered.Count + failed.Count == 0)
        {
            return 0;
        }

        await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<OutboxDb>();
                await db.Events.Where(e => delivered.Contains(e.Sequence)).ExecuteDeleteAsync();
                foreach (var late in failed)
                {
                    var wait = TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(late.Attempts, 6))));
                    await db.Events.Where(e => e.Sequence == late.Sequence).ExecuteUpdateAsync(set => set
                        .SetProperty(e => e.Attempts, late.Attempts + 1)
                        .SetProperty(e => e.DueAt, now + wait));
                }

                return true;
            },
            ct);
        return waiting.Count;
    }

    private async Task<(List<long> Delivered, OutboxEvent? Failed)> DeliverKeyAsync(IEnumerable<OutboxEvent> events, DateTimeOffset now, CancellationToken ct)
    {
        var delivered = new List<long>();
        foreach (var waiting in events)
        {
            if (waiting.DueAt > now)
            {
                return (delivered, null);
            }

            try
            {
                foreach (var route in _routes[waiting.Type])
                {
                    await using var scope = scopes.CreateAsyncScope();
                    await route.DeliverAsync(scope.ServiceProvider, waiting.Payload, ct);
                }

                delivered.Add(waiting.Sequence);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                LogHandlerFailed(e, waiting.Type, waiting.Attempts + 1);
                return (delivered, waiting);
            }
        }

        return (delivered, null);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The outbox could not be read or written; it will be tried again")]
    private partial void LogFailed(Exception e);

    [LoggerMessage(Level = LogLevel.Error, Message = "A handler of {Type} failed, attempt {Attempt}; it will be tried again")]
    private partial void LogHandlerFailed(Exception e, string type, int attempt);
}

/// <summary>One handler of one event type.</summary>
public sealed record EventRoute(string Type, Func<IServiceProvider, string, CancellationToken, Task> DeliverAsync);

public static class OutboxExtensions
{
    /// <summary>Registers a handler: the handler's type is made anew for each event.</summary>
    public static IServiceCollection AddEventHandler<TEvent, THandler>(this IServiceCollection services)
        where TEvent : IDomainEvent
        where THandler : class, IHandle<TEvent> => services
        .AddScoped<THandler>()
        .AddSingleton(new EventRoute(TEvent.Type, (sp, payload, ct) => sp.GetRequiredService<THandler>()
            .HandleAsync(JsonSerializer.Deserialize<TEvent>(payload, JsonSerializerOptions.Web)!, ct)));
}

internal sealed class OutboxDb(DbContextOptions<OutboxDb> options) : FeatureDb(options)
{
    public DbSet<OutboxEvent> Events => Set<OutboxEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<OutboxEvent>(e =>
    {
        e.ToTable("outbox_events");
        e.HasKey(x => x.Sequence);
    });
}

internal sealed class OutboxEvent
{
    public long Sequence { get; init; }
    public required string Type { get; init; }
    public required string Key { get; init; }
    public required string Payload { get; init; }
    public DateTimeOffset WrittenAt { get; init; }
    public DateTimeOffset DueAt { get; init; }
    public int Attempts { get; init; }
}
