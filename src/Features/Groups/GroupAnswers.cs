using Microsoft.EntityFrameworkCore;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Answers the other features.</summary>
internal sealed class GroupAnswers(GroupsDb db) : IGroups
{
    public async ValueTask<GroupFacts?> FindAsync(GroupId group, CancellationToken ct)
    {
        if (await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == group && g.DissolvedAt == null, ct) is not { } found)
        {
            return null;
        }

        var managers = await db.Members.Where(m => m.GroupId == group && m.IsManager).Select(m => m.UserId).ToListAsync(ct);
        return new(found.Id, found.Name, found.Channel, found.MemberLimit, found.Notice, found.Owner, managers, found.CreatedAt);
    }

    public async ValueTask<Standing> StandingAsync(GroupId group, UserId user, CancellationToken ct) =>
        await db.Groups.AsNoTracking().SingleOrDefaultAsync(g => g.Id == group && g.DissolvedAt == null, ct) is { } found
            ? await db.StandingAsync(found, user, ct)
            : Standing.Stranger;

    public async ValueTask<IReadOnlyList<UserId>> MembersAsync(GroupId group, CancellationToken ct) =>
        await db.Members.Where(m => m.GroupId == group && db.Groups.Any(g => g.Id == group && g.DissolvedAt == null)).Select(m => m.UserId).ToListAsync(ct);

    public async ValueTask<IReadOnlyList<GroupId>> GroupsOfAsync(UserId user, CancellationToken ct) =>
        await db.Members.Where(m => m.UserId == user && db.Groups.Any(g => g.Id == m.GroupId && g.DissolvedAt == null)).Select(m => m.GroupId).ToListAsync(ct);
}
