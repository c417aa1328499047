using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Data.Search;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

internal sealed class RoomsDb(DbContextOptions<RoomsDb> options) : FeatureDb(options)
{
    public const string SearchName = "rooms_search";

    public DbSet<OpenRoom> Rooms => Set<OpenRoom>();
    public DbSet<GroupRoom> GroupRooms => Set<GroupRoom>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<RoomId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<OpenRoom>().ToTable("rooms_open_rooms");
        modelBuilder.Entity<GroupRoom>().ToTable("rooms_group_rooms").HasKey(r => r.RoomId);
        SearchIndex.Map(modelBuilder, SearchName);
    }
}

/// <summary>How full a group's room is; what it is belongs to the group.</summary>
internal sealed class GroupRoom
{
    public RoomId RoomId { get; init; }
    public int Taken { get; set; }
    public bool Locked { get; set; }
}
