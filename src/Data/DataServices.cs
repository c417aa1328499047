using Microsoft.Extensions.DependencyInjection;

namespace StudyHub.Data;

public static class DataServices
{
    /// <summary>What every feature with tables needs; the engine adds the <see cref="IDatabase"/>.</summary>
    public static IServiceCollection AddData(this IServiceCollection services) => services
        .AddScoped<UnitConnection>()
        .AddFeatureDb<OutboxDb>()
        .AddSingleton<SchemaRunner>()
        .AddSingleton<Outbox>()
        .AddHostedService(sp => sp.GetRequiredService<Outbox>());
}
