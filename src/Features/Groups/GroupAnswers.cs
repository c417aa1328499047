using Microsoft.EntityFrameworkCore;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Answers the other features.</summary>
internal sealed class GroupAnswers(Lazy<GroupsDb> reading) : IGroups
{
    private GroupsDb Db => reading.Value;

    public async ValueTask<GroupFacts?> FindAsync(GroupId group, CancellationToken ct)
    {
        if (await Db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == group && g.DissolvedAt == null, ct) is not { } found)
        {
            return null;
        }

        var managers = await Db.Members.Where(m => m.GroupId == group && m.IsManager).Select(m => m.UserId).ToListAsync(ct);
        return new(found.Id, found.Name, found.Channel, found.MemberLimit, found.Notice, found.Owner, managers, found.CreatedAt);
    }

    public async ValueTask<Standing> StandingAsync(GroupId group, UserId user, CancellationToken ct) =>
        await Db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == group && g.DissolvedAt == null, ct) is { } found
            ? await Db.StandingAsync(found, user, ct)
            : Standing.Stranger;

    public async ValueTask<IReadOnlyList<UserId>> MembersAsync(GroupId group, CancellationToken ct) =>
        await Db.Members.Where(m => m.GroupId == group && Db.Groups.Any(g => g.Id == group && g.DissolvedAt == null)).Select(m => m.UserId).ToListAsync(ct);

    public async ValueTask<IReadOnlyList<GroupId>> GroupsOfAsync(UserId user, CancellationToken ct) =>
        await Db.Members.Where(m => m.UserId == user && Db.Groups.Any(g => g.Id == m.GroupId && g.DissolvedAt == null)).Select(m => m.GroupId).ToListAsync(ct);
}
