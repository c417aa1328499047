using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StudyHub.Data;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Live;

namespace StudyHub.Engines.Embedded;

/// <param name="DataDirectory">Where everything that must survive lies.</param>
public sealed record EmbeddedOptions(string DataDirectory);

public static class EmbeddedEngine
{
    /// <summary>Everything in this process: SQLite, local actors, local broadcast, counters in memory, blobs as files.</summary>
    public static IServiceCollection AddEmbeddedEngine(this IServiceCollection services, EmbeddedOptions options) => services
        .AddSingleton(options)
        .AddSingleton<SqliteDatabase>()
        .AddSingleton<IDatabase>(sp => sp.GetRequiredService<SqliteDatabase>())
        .AddSingleton<IHostedService>(sp => sp.GetRequiredService<SqliteDatabase>())
        .AddSingleton(typeof(IActors<,,>), typeof(LocalActors<,,>))
        .AddSingleton<ICounters, MemoryCounters>()
        .AddSingleton<IServerSecrets, SecretFiles>()
        .AddSingleton<IBlobs, FileBlobs>()
        .AddSingleton<IBroadcast, LocalBroadcast>();

    /// <summary>Mails go to a folder (ACC-24).</summary>
    public static IServiceCollection AddOutboxMailer(this IServiceCollection services) => services.AddSingleton<IMailer, OutboxMailer>();
}
