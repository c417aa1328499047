using StudyHub.Data;

namespace StudyHub.Server.Idempotency;

internal static class IdempotencyServices
{
    public static IServiceCollection AddIdempotency(this IServiceCollection services) => services
        .AddFeatureDb<IdempotencyDb>()
        .AddSingleton<IdempotentRequests>()
        .AddHostedService<IdempotencyUpkeep>();

    /// <summary>Stands after authorization: a key belongs to somebody.</summary>
    public static void UseIdempotency(this WebApplication app) => app.Use(app.Services.GetRequiredService<IdempotentRequests>().HandleAsync);
}
