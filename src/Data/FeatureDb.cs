using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;

namespace StudyHub.Data;

/// <summary>The base of every feature's context: instants are stored as Unix milliseconds, typed ids as their Guid.</summary>
public abstract class FeatureDb(DbContextOptions options) : DbContext(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) => configurationBuilder.ApplyFeatureConventions();
}

public static class FeatureDbExtensions
{
    /// <summary>Registers a feature's context, and its assembly's migrations.</summary>
    public static IServiceCollection AddFeatureDb<TDb>(this IServiceCollection services)
        where TDb : DbContext => services
        .AddDbContext<TDb>(
            (sp, options) =>
            {
                var database = sp.GetRequiredService<IDatabase>();
                if (sp.GetRequiredService<UnitConnection>().Connection is { } connection)
                {
                    database.ConfigureWriter(options, connection);
                }
                else
                {
                    database.ConfigureReader(options);
                }
            })
        .AddSingleton(new FeatureSchema(typeof(TDb).Assembly));

    /// <summary>The conventions of <see cref="FeatureDb"/>, for a context that has another base.</summary>
    public static void ApplyFeatureConventions(this ModelConfigurationBuilder configuration)
    {
        configuration.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
        configuration.MapId<UserId>();
        configuration.MapId<SessionId>();
    }

    public static void MapId<TId>(this ModelConfigurationBuilder configuration)
        where TId : struct, IId<TId> => configuration.Properties<TId>().HaveConversion<IdConverter<TId>>();
}

/// <summary>An assembly that brings migrations.</summary>
public sealed record FeatureSchema(System.Reflection.Assembly Assembly);

public sealed class IdConverter<TId>() : ValueConverter<TId, Guid>(id => id.Value, value => IdOf<TId>.Value(value))
    where TId : struct, IId<TId>;

/// <summary>An expression tree cannot name a static interface member; it can name this.</summary>
public static class IdOf<TId>
    where TId : struct, IId<TId>
{
#pragma warning disable CA1000 // Only IdConverter calls it.
    public static TId Value(Guid value) => TId.Of(value);
#pragma warning restore CA1000
}

public sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    at => at.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
