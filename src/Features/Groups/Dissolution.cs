using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>
/// Dissolves a group whose name was typed, and restores it within 14 days (GRP-11). Meanwhile nobody is a member, but the rows stay,
/// without slots: they count against nobody's limit. Doors: <c>POST /groups/{id}/dissolve</c>, <c>POST /groups/{id}/restore</c>.
/// </summary>
internal sealed class Dissolution(IDatabase database, IAudit audit, Memberships memberships, GroupSearch search, GroupNews news, TimeProvider clock)
{
    public Task<Result<Done>> RunAsync(Caller caller, GroupId id, string? name, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await db.AsOwnerAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            if (TextRules.Clean(name) != group.Name)
            {
                return GroupErrors.NameWrong;
            }

            group.Dissolve(clock.GetUtcNow());
            var members = await db.Members.Where(m => m.GroupId == id).ToListAsync();
            members.ForEach(m => m.Slot = null);
            await db.SaveChangesAsync();
            await db.Applications.Where(a => a.GroupId == id).ExecuteDeleteAsync();
            await search.PutAsync(unit, id);
            await audit.RecordAsync(unit, id, caller, GroupActs.Dissolved);
            foreach (var member in members)
            {
                await unit.TellAsync(new MembershipEnded(id, member.UserId, MembershipEnd.Dissolved) { GroupName = group.Name, At = group.DissolvedAt!.Value });
                news.Expelled(unit, group, member.UserId, GroupHappening.Dissolved);
            }

            return Done.Value;
        },
        ct);

    /// <summary>Who has no free slot by now is no member any more; without one for the owner nothing comes back.</summary>
    public Task<Result<GroupView>> RestoreAsync(Caller caller, GroupId id, CancellationToken ct) => database.WriteAsync<Result<GroupView>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            var since = clock.GetUtcNow() - Group.RestoreWithin;
            if (await db.Groups.SingleOrDefaultAsync(g => g.Id == id && g.Owner == caller.UserId && g.DissolvedAt > since) is not { } group)
            {
                return GroupErrors.NotFound;
            }

            var members = await db.Members.Where(m => m.GroupId == id).OrderBy(m => m.JoinedAt).ToListAsync();
            foreach (var member in members)
            {
                member.Slot = await memberships.FreeSlotAsync(db, member.UserId);
                if (member.Slot is null && member.UserId == group.Owner)
                {
                    return GroupErrors.LimitReached;
                }
            }

            var back = members.Where(m => m.Slot is not null).ToList();
            db.Members.RemoveRange(members.Except(back));
            group.Restore(back.Count);
            await db.SaveChangesAsync();
            await search.PutAsync(unit, id);
            await audit.RecordAsync(unit, id, caller, GroupActs.Restored);
            await unit.TellAsync(new GroupEdited(id));
            back.ForEach(member => news.Tell(unit, member.UserId, group, GroupHappening.Restored));
            return GroupView.Of(group, GroupRole.Owner);
        },
        ct);
}
