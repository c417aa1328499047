using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Groups;

/// <summary>An account is gone: its memberships end, and applications, warnings and bans go with it (ACC-22).</summary>
internal sealed class ForgetPerson(IDatabase database, Memberships memberships, Succession succession) : IHandle<AccountErased>
{
    public Task HandleAsync(AccountErased domainEvent, CancellationToken ct) => database.WriteAsync(unit => ForgetAsync(unit, domainEvent.UserId), ct);

    private async Task<bool> ForgetAsync(WriteUnit unit, UserId user)
    {
        var db = unit.Db<GroupsDb>();
        var mine = await db.Members.AsNoTracking().Where(m => m.UserId == user).Select(m => m.GroupId).ToListAsync();
        foreach (var group in await db.Groups.Where(g => mine.Contains(g.Id) && g.DissolvedAt == null).ToListAsync())
        {
            if (group.Owner == user)
            {
                await succession.PassOnAsync(unit, group); // Handed over to them after they had asked to go.
            }

            await memberships.EndAsync(unit, group, user, MembershipEnd.Left);
        }

        await db.Members.Where(m => m.UserId == user).ExecuteDeleteAsync(); // Of dissolved groups.
        await db.Applications.Where(a => a.UserId == user).ExecuteDeleteAsync();
        await db.Warnings.Where(w => w.UserId == user).ExecuteDeleteAsync();
        await db.Bans.Where(b => b.UserId == user).ExecuteDeleteAsync();
        return true;
    }
}

/// <summary>Whose a group becomes when its owner's account is erased: the oldest manager's, else the oldest member's, else nobody's: it is dissolved.</summary>
internal sealed class Succession(GroupSearch search, GroupNews news, TimeProvider clock)
{
    public async Task PassOnAsync(WriteUnit unit, Group group)
    {
        var db = unit.Db<GroupsDb>();
        var heir = await db.Members.Where(m => m.GroupId == group.Id && m.UserId != group.Owner)
            .OrderByDescending(m => m.IsManager).ThenBy(m => m.JoinedAt).FirstOrDefaultAsync();
        if (heir is null)
        {
            group.Dissolve(clock.GetUtcNow());
        }
        else
        {
            heir.IsManager = false;
            group.HandOver(heir.UserId);
            news.Tell(unit, heir.UserId, group, GroupHappening.Role);
        }

        await db.SaveChangesAsync();
        await search.PutAsync(unit, group.Id);
        await unit.TellAsync(new GroupEdited(group.Id));
        news.Changed(unit, group.Id);
    }
}
