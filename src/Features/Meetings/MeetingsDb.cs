using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

internal sealed class MeetingsDb(DbContextOptions<MeetingsDb> options) : FeatureDb(options)
{
    public DbSet<MeetingRow> Meetings => Set<MeetingRow>();
    public DbSet<SeatRow> Seats => Set<SeatRow>();
    public DbSet<VisitRow> Visits => Set<VisitRow>();

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
    public long Version { get; set; }
}

internal sealed class SeatRow
{
    public SeatId Id { get; init; }
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }
    public SessionId SessionId { get; set; }
    public string Handle { get; set; } = "";
    public string DisplayName { get; set; } = "";
    public string Device { get; set; } = "";
    public string DeviceLabel { get; set; } = "";
    public string Call { get; set; } = "";
    public DateTimeOffset EnteredAt { get; init; }
    public DateTimeOffset? HeldSince { get; set; }
    public bool Microphone { get; set; }
    public bool Camera { get; set; }

    public void Take(Seat seat)
    {
        SessionId = seat.SessionId;
        Handle = seat.Handle;
        DisplayName = seat.DisplayName;
        Device = seat.Device;
        DeviceLabel = seat.DeviceLabel;
        Call = seat.Call;
        HeldSince = seat.HeldSince;
        Microphone = seat.Microphone;
        Camera = seat.Camera;
    }

    public Seat ToSeat() => new()
    {
        Id = Id,
        UserId = UserId,
        SessionId = SessionId,
        Handle = Handle,
        DisplayName = DisplayName,
        Device = Device,
        DeviceLabel = DeviceLabel,
        Call = Call,
        EnteredAt = EnteredAt,
        HeldSince = HeldSince,
        Microphone = Microphone,
        Camera = Camera,
    };
}

/// <summary>Who has ever sat in a room: they may read its chat afterwards (CHAT-6).</summary>
internal sealed class VisitRow
{
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }
    public DateTimeOffset FirstAt { get; init; }
}
