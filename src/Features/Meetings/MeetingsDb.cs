using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

internal sealed class MeetingsDb(DbContextOptions<MeetingsDb> options) : FeatureDb(options)
{
    public DbSet<MeetingRow> Meetings => Set<MeetingRow>();
    public DbSet<SeatRow> Seats => Set<SeatRow>();
    public DbSet<VisitRow> Visits => Set<VisitRow>();
    public DbSet<BanRow> Bans => Set<BanRow>();
    public DbSet<WarningRow> Warnings => Set<WarningRow>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<RoomId>();
        configurationBuilder.MapId<SeatId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<MeetingRow>().ToTable("meetings_rooms").HasKey(m => m.RoomId);
        modelBuilder.Entity<SeatRow>().ToTable("meetings_seats");
        modelBuilder.Entity<BanRow>().ToTable("meetings_bans").HasKey(b => new { b.RoomId, b.UserId });
        modelBuilder.Entity<WarningRow>().ToTable("meetings_warnings");
        modelBuilder.Entity<VisitRow>().ToTable("meetings_visits").HasKey(v => new { v.RoomId, v.UserId });
    }
}

internal sealed class MeetingRow
{
    public RoomId RoomId { get; init; }
    public Life Life { get; set; }
    public UserId Owner { get; set; }
    public UserId? ReservedFor { get; set; }
    public DateTimeOffset? ReservedUntil { get; set; }
    public DateTimeOffset? EmptySince { get; set; }
    public bool Locked { get; set; }
    public SharePolicy SharePolicy { get; set; }
    public long Version { get; set; }
}

internal sealed class SeatRow
{
    public SeatId Id { get; init; }
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }
    public SessionId SessionId { get; init; }
    public string Handle { get; init; } = "";
    public string DisplayName { get; init; } = "";
    public string? Avatar { get; init; }
    public string Device { get; init; } = "";
    public string DeviceLabel { get; init; } = "";
    public string Call { get; init; } = "";
    public DateTimeOffset EnteredAt { get; init; }
    public DateTimeOffset? HeldSince { get; init; }
    public bool Microphone { get; init; }
    public bool Camera { get; init; }
    public long? ShareOrder { get; init; }
    public bool ShareSound { get; init; }
    public MediaSources Stopped { get; init; }
    public long? HandOrder { get; init; }
    public DateTimeOffset? CameraOffSince { get; init; }
    public DateTimeOffset? CameraRemindedAt { get; init; }

    public Seat ToSeat() => new()
    {
        Id = Id,
        UserId = UserId,
        SessionId = SessionId,
        Handle = Handle,
        DisplayName = DisplayName,
        Avatar = Avatar,
        Device = Device,
        DeviceLabel = DeviceLabel,
        Call = Call,
        EnteredAt = EnteredAt,
        HeldSince = HeldSince,
        Microphone = Microphone,
        Camera = Camera,
        ShareOrder = ShareOrder,
        ShareSound = ShareSound,
        Stopped = Stopped,
        HandOrder = HandOrder,
        CameraOffSince = CameraOffSince,
        CameraRemindedAt = CameraRemindedAt,
    };
}

/// <summary>Who has ever sat in a room: they may read its chat afterwards (CHAT-6).</summary>
internal sealed class VisitRow
{
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }
    public DateTimeOffset FirstAt { get; init; }
}
