using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Joining;

/// <summary>
/// How memberships begin and end, whichever door leads there. Places and slots are taken in the membership's own transaction, by a
/// statement that changes nothing where none is left and by a unique index.
/// </summary>
internal sealed class Memberships(GroupNews news, GroupSearch search, GroupsOptions options, TimeProvider clock)
{
    public int PerUser => options.PerUser;

    /// <summary>Inside a unit of work, which an error must end.</summary>
    public async Task<Error?> BeginAsync(WriteUnit unit, Group group, UserId user)
    {
        var db = unit.Db<GroupsDb>();
        var standing = await db.StandingAsync(group, user, CancellationToken.None);
        if (standing != Standing.Stranger)
        {
            return standing == Standing.Banned ? GroupErrors.Banned : GroupErrors.AlreadyMember;
        }

        var taken = await db.Groups.Where(g => g.Id == group.Id && g.DissolvedAt == null && g.MemberCount < g.MemberLimit).ExecuteUpdateAsync(set => set
            .SetProperty(g => g.MemberCount, g => g.MemberCount + 1)
            .SetProperty(g => g.HasPlace, g => g.MemberCount + 1 < g.MemberLimit)
            .SetProperty(g => g.Version, g => g.Version + 1));
        if (taken == 0)
        {
            return GroupErrors.Full;
        }

        if (await FreeSlotAsync(db, user) is not { } slot)
        {
            return GroupErrors.LimitReached;
        }

        db.Members.Add(new Member { GroupId = group.Id, UserId = user, Slot = slot, JoinedAt = clock.GetUtcNow() });
        await db.SaveChangesAsync();
        await db.Applications.Where(a => a.GroupId == group.Id && a.UserId == user).ExecuteDeleteAsync();
        await search.PutAsync(unit, group.Id);
        news.Tell(unit, user, group, GroupHappening.Joined);
        news.Changed(unit, group.Id);
        return null;
    }

    /// <summary>Inside a unit of work. Who is no member stays none.</summary>
    public async Task EndAsync(WriteUnit unit, Group group, UserId user, MembershipEnd cause)
    {
        var db = unit.Db<GroupsDb>();
        if (await db.Members.Where(m => m.GroupId == group.Id && m.UserId == user).ExecuteDeleteAsync() == 0)
        {
            return;
        }

        await db.Groups.Where(g => g.Id == group.Id).ExecuteUpdateAsync(set => set
            .SetProperty(g => g.MemberCount, g => g.MemberCount - 1)
            .SetProperty(g => g.HasPlace, true)
            .SetProperty(g => g.Version, g => g.Version + 1));
        await search.PutAsync(unit, group.Id);
        await unit.TellAsync(new MembershipEnded(group.Id, user, cause) { GroupName = group.Name, At = clock.GetUtcNow() });
        news.Expelled(unit, group, user, cause == MembershipEnd.Left ? GroupHappening.Left : GroupHappening.Kicked);
        news.Changed(unit, group.Id);
    }

    /// <summary>The lowest of the user's slots that no group has; null where none is left.</summary>
    public async Task<int?> FreeSlotAsync(GroupsDb db, UserId user)
    {
        var taken = await db.Members.Where(m => m.UserId == user && m.Slot != null).Select(m => m.Slot!.Value).ToListAsync();
        var free = Enumerable.Range(1, options.PerUser).Except(taken).Order().ToList();
        return free.Count == 0 ? null : free[0];
    }
}
