using FluentMigrator;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Engines.Tests;

/// <summary>A feature with one table, for the engine to serve.</summary>
public sealed class SampleDb(DbContextOptions<SampleDb> options) : FeatureDb(options)
{
    public DbSet<SampleItem> Items => Set<SampleItem>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<SampleItem>(e =>
    {
        e.ToTable("sample_items");
        e.HasKey(x => x.Sequence);
    });
}

public sealed class SampleItem
{
    public long Sequence { get; init; }
    public required string Name { get; init; }
    public UserId Owner { get; init; }
    public DateTimeOffset At { get; init; }
}

[FeatureMigration((Feature)99, 1)]
public sealed class SampleSchema : ForwardOnlyMigration
{
    public override void Up()
    {
        Create.Table("sample_items")
            .WithColumn("Sequence").AsInt64().PrimaryKey().Identity()
            .WithColumn("Name").AsString(100).NotNullable()
            .WithColumn("Owner").AsGuid().NotNullable()
            .WithColumn("At").AsInt64().NotNullable();
        Create.Index("sample_items_name").OnTable("sample_items").OnColumn("Name").Ascending().WithOptions().Unique();
    }
}
