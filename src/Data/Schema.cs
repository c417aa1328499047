using FluentMigrator;
using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;

namespace StudyHub.Data;

/// <summary>The features that own tables; the number keeps their migrations apart.</summary>
public enum Feature
{
    Data = 1,
    Accounts = 2,
    Groups = 3,
    Rooms = 4,
    Meetings = 5,
    Chat = 6,
    Notifications = 11,
    Moderation = 12,
    Api = 90,
}

/// <summary>A numbered step of one feature's schema: never changed once released, only followed.</summary>
public sealed class FeatureMigrationAttribute(Feature feature, int step) : MigrationAttribute(((long)feature * 10_000) + step, $"{feature} {step}");

/// <summary>Brings every feature's tables up to date; doing it twice changes nothing (OPS-7: forward only).</summary>
public sealed class SchemaRunner(IDatabase database, IEnumerable<FeatureSchema> schemas)
{
    public void Apply()
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .AddSingleton(database) // A migration may ask the engine how it says something.
            .ConfigureRunner(runner =>
            {
                database.ConfigureSchema(runner);
                runner.ScanIn([.. schemas.Select(s => s.Assembly).Distinct()]).For.Migrations();
            })
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
    }
}
