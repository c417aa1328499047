using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Notifications.Preferences;

namespace StudyHub.Notifications;

internal sealed class NotificationsDb(DbContextOptions<NotificationsDb> options) : FeatureDb(options)
{
    /// <summary>What is counted of the unread; beyond, it is "99+".</summary>
    public const int CountTo = 100;

    public DbSet<Notification> Items => Set<Notification>();
    public DbSet<NotificationSettings> Settings => Set<NotificationSettings>();
    public DbSet<GroupLevel> Levels => Set<GroupLevel>();

    public Task<int> CountUnreadAsync(UserId user, CancellationToken ct) => Items.Where(n => n.UserId == user && n.ReadAt == null).Take(CountTo).CountAsync(ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<GroupId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Notification>().ToTable("notifications_items");
        modelBuilder.Entity<NotificationSettings>().ToTable("notifications_settings").HasKey(s => s.UserId);
        modelBuilder.Entity<GroupLevel>().ToTable("notifications_levels").HasKey(l => new { l.UserId, l.GroupId });
    }
}
