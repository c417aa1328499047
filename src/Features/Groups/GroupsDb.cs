using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Data.Search;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Groups.Moderation;
using StudyHub.Kernel;

namespace StudyHub.Groups;

internal sealed class GroupsDb(DbContextOptions<GroupsDb> options) : FeatureDb(options)
{
    public const string SearchName = "groups_search";

    public DbSet<Group> Groups => Set<Group>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Application> Applications => Set<Application>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<Warning> Warnings => Set<Warning>();
    public DbSet<Ban> Bans => Set<Ban>();

    /// <summary>A group that has not been dissolved.</summary>
    public Task<Group?> FindAsync(GroupId id, CancellationToken ct) => Groups.SingleOrDefaultAsync(g => g.Id == id && g.DissolvedAt == null, ct);

    public async Task<Standing> StandingAsync(Group group, UserId user, CancellationToken ct)
    {
        if (group.Owner == user)
        {
            return Standing.Owner;
        }

        var member = await Members.AsNoTracking().SingleOrDefaultAsync(m => m.GroupId == group.Id && m.UserId == user, ct);
        if (member is not null)
        {
            return member.IsManager ? Standing.Manager : Standing.Member;
        }

        return await Bans.AnyAsync(b => b.GroupId == group.Id && b.UserId == user, ct) ? Standing.Banned : Standing.Stranger;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.MapId<GroupId>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Group>(e =>
        {
            e.ToTable("groups_groups");
            e.Ignore(x => x.Tags).Ignore(x => x.IsListed);
            e.Property(x => x.Version).IsConcurrencyToken();
        });
        modelBuilder.Entity<Member>().ToTable("groups_members").HasKey(m => new { m.GroupId, m.UserId });
        modelBuilder.Entity<Application>().ToTable("groups_applications").HasKey(a => new { a.GroupId, a.UserId });
        modelBuilder.Entity<Invitation>().ToTable("groups_invitations").HasKey(i => i.Code);
        modelBuilder.Entity<Warning>().ToTable("groups_warnings");
        modelBuilder.Entity<Ban>().ToTable("groups_bans").HasKey(b => new { b.GroupId, b.UserId });
        SearchIndex.Map(modelBuilder, SearchName);
    }
}

/// <summary>One account's membership. It takes one of the account's slots: a unique index keeps two from taking the same (GRP-2).</summary>
internal sealed class Member
{
    public GroupId GroupId { get; init; }
    public UserId UserId { get; init; }
    public bool IsManager { get; set; }

    /// <summary>1 to the limit of groups per user; null while the group is dissolved, so that it counts against nobody.</summary>
    public int? Slot { get; set; }
    public DateTimeOffset JoinedAt { get; init; }
}
