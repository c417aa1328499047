using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using StudyHub.Data;
using StudyHub.Engines.Embedded;

namespace StudyHub.Engines.Tests;

/// <summary>The embedded engine in a folder of its own, started like a host starts it.</summary>
public sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _running = [];
    private readonly bool _keepFolder;

    private EmbeddedHost(string folder, FakeTimeProvider clock, Action<IServiceCollection>? add, bool keepFolder)
    {
        (Folder, Clock, _keepFolder) = (folder, clock, keepFolder);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.ClearProviders())
            .AddSingleton<TimeProvider>(clock)
            .AddEmbeddedEngine(new(folder))
            .AddData()
            .AddFeatureDb<SampleDb>();
        add?.Invoke(services);
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true });
    }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public string Folder { get; }
    public FakeTimeProvider Clock { get; }
    public IDatabase Database => _services.GetRequiredService<IDatabase>();
    public IServiceProvider Services => _services;

    /// <param name="add">What the test needs besides.</param>
    /// <param name="pump">Whether the outbox delivers.</param>
    /// <param name="folder">An earlier host's folder, to restart on it; null for a new one.</param>
    /// <param name="keepFolder">Whether somebody will restart on this folder.</param>
    public static async Task<EmbeddedHost> StartAsync(
        Action<IServiceCollection>? add = null, bool pump = false, string? folder = null, bool keepFolder = false)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var host = new EmbeddedHost(folder ?? Directory.CreateTempSubdirectory("studyhub-").FullName, clock, add, keepFolder);
        host._services.GetRequiredService<SchemaRunner>().Apply();
        foreach (var service in host._services.GetServices<IHostedService>().Where(s => pump || s is not Outbox))
        {
            await service.StartAsync(Ct);
            host._running.Add(service);
        }

        return host;
    }

    public async Task<T> ReadAsync<T>(Func<SampleDb, Task<T>> read)
    {
        await using var scope = _services.CreateAsyncScope();
        return await read(scope.ServiceProvider.GetRequiredService<SampleDb>());
    }

    /// <summary>Moves the clock on, second by second, until something happens.</summary>
    public async Task<T> AdvanceUntilAsync<T>(Task<T> happens)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (!happens.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(happens, Task.Delay(10, patience.Token));
        }

        return await happens;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Enumerable.Reverse(_running))
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        if (!_keepFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
