using Microsoft.EntityFrameworkCore;
using StudyHub.Data;

namespace StudyHub.Server.Idempotency;

internal sealed class IdempotencyDb(DbContextOptions<IdempotencyDb> options) : FeatureDb(options)
{
    public DbSet<KeptAnswer> Answers => Set<KeptAnswer>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<KeptAnswer>(e =>
    {
        e.ToTable("api_idempotency");
        e.HasKey(x => x.Id);
    });
}

/// <summary>That something was done under a key, and what was answered.</summary>
internal sealed class KeptAnswer
{
    /// <summary>Hash of user, method, address and key.</summary>
    public required string Id { get; init; }

    /// <summary>Hash of the request's body.</summary>
    public required string Asked { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Null between the effect's commit and the answer's.</summary>
    public int? Status { get; set; }

    public string? ContentType { get; set; }
    public string? Location { get; set; }
    public byte[]? Body { get; set; }
}
