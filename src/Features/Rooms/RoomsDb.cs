using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

internal sealed class RoomsDb(DbContextOptions<RoomsDb> options) : FeatureDb(options)
{
    public DbSet<OpenRoom> Rooms => Set<OpenRoom>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<RoomId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<OpenRoom>().ToTable("rooms_open_rooms");
}
