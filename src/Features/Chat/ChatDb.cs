using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

internal sealed class ChatDb(DbContextOptions<ChatDb> options) : FeatureDb(options)
{
    public DbSet<ChatRoom> Rooms => Set<ChatRoom>();
    public DbSet<Message> Messages => Set<Message>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<RoomId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChatRoom>().ToTable("chat_rooms").HasKey(r => r.RoomId);
        modelBuilder.Entity<Message>().ToTable("chat_messages").HasKey(m => new { m.RoomId, m.Sequence });
    }
}
