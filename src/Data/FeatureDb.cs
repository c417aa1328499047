using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
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
    /// <summary>Registers a feature's context, and its assembly's migrations. Who seldom needs it takes it as <see cref="Lazy{T}"/>: even from a pool it has its price.</summary>
    public static IServiceCollection AddFeatureDb<TDb>(this IServiceCollection services)
        where TDb : DbContext => services
        .AddSingleton<FeatureDbs<TDb>>()
        .AddScoped(sp => sp.GetRequiredService<FeatureDbs<TDb>>().Open(sp.GetRequiredService<UnitConnection>()))
        .AddScoped(sp => new Lazy<TDb>(sp.GetRequiredService<TDb>))
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

/// <summary>
/// Makes a feature's contexts: readers from a pool, and writers on the connection of a unit of work. Configuring a context, or making one, costs more than
/// most of what they are asked.
/// </summary>
internal sealed class FeatureDbs<TDb>(IDatabase database, IServiceProvider services)
    where TDb : DbContext
{
    /// <summary>Kept for the next; beyond, they are made anew.</summary>
    private const int Pooled = 256;

    private readonly Lazy<PooledDbContextFactory<TDb>> _readers = new(() => new(Build(services, database.ConfigureReader), Pooled));
    private Writer? _writer;

    public TDb Open(UnitConnection unit)
    {
        if (unit.Connection is not { } connection)
        {
            return _readers.Value.CreateDbContext();
        }

        // Units share the writer's connection for as long as it works.
        var writer = Volatile.Read(ref _writer);
        if (writer?.Connection != connection)
        {
            writer = new(connection, Build(services, options => database.ConfigureWriter(options, connection)));
            Volatile.Write(ref _writer, writer);
        }

        return (TDb)Activator.CreateInstance(typeof(TDb), writer.Options)!;
    }

    private static DbContextOptions<TDb> Build(IServiceProvider services, Action<DbContextOptionsBuilder> configure)
    {
        var options = new DbContextOptionsBuilder<TDb>().UseApplicationServiceProvider(services);
        configure(options);
        return options.Options;
    }

    private sealed record Writer(DbConnection Connection, DbContextOptions<TDb> Options);
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
