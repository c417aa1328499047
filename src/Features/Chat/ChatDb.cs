using Microsoft.EntityFrameworkCore;
using StudyHub.Chat.Files;
using StudyHub.Chat.Searching;
using StudyHub.Data;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

internal sealed class ChatDb(DbContextOptions<ChatDb> options) : FeatureDb(options)
{
    public DbSet<ChatRoom> Rooms => Set<ChatRoom>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<Change> Changes => Set<Change>();
    public DbSet<Reaction> Reactions => Set<Reaction>();
    public DbSet<ChatFile> Files => Set<ChatFile>();
    public DbSet<ReadMark> ReadMarks => Set<ReadMark>();
    public DbSet<FoundMessage> Found => Set<FoundMessage>();
    public DbSet<UnindexedMessage> Unindexed => Set<UnindexedMessage>();

    public Task<bool> HasFilesAsync(Message message) => Files.AnyAsync(f => f.RoomId == message.RoomId && f.Sequence == message.Sequence);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<RoomId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ChatRoom>().ToTable("chat_rooms").HasKey(r => r.RoomId);
        modelBuilder.Entity<Message>(e =>
        {
            e.ToTable("chat_messages");
            e.HasKey(m => new { m.RoomId, m.Sequence });
            e.Ignore(m => m.Mentions);
        });
        modelBuilder.Entity<Change>().ToTable("chat_changes").HasKey(c => new { c.RoomId, c.Offset });
        modelBuilder.Entity<Reaction>().ToTable("chat_reactions").HasKey(r => new { r.RoomId, r.Sequence, r.Emoji, r.UserId });
        modelBuilder.Entity<ChatFile>().ToTable("chat_files");
        modelBuilder.Entity<ReadMark>().ToTable("chat_read_marks").HasKey(r => new { r.RoomId, r.UserId });
        modelBuilder.Entity<FoundMessage>().ToTable("chat_search_entries").HasKey(f => f.Number);
        modelBuilder.Entity<UnindexedMessage>().ToTable("chat_unindexed").HasKey(u => new { u.RoomId, u.Sequence });
    }
}
