using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Moderation.Blocks;
using StudyHub.Moderation.Reports;

namespace StudyHub.Moderation;

internal sealed class ModerationDb(DbContextOptions<ModerationDb> options) : FeatureDb(options)
{
    public DbSet<Report> Reports => Set<Report>();
    public DbSet<Block> Blocks => Set<Block>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Report>().ToTable("moderation_reports");
        modelBuilder.Entity<Block>().ToTable("moderation_blocks").HasKey(b => new { b.UserId, b.Blocked });
    }
}
