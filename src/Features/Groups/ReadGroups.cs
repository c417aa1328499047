using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>What members read: their groups, one group, who is in it. Doors: <c>GET /groups/mine</c>, <c>/groups/{id}</c>, <c>/groups/{id}/members</c>.</summary>
internal sealed class ReadGroups(GroupsDb db, IAccounts accounts, GroupsOptions options, TimeProvider clock)
{
    public async Task<MyGroups> MineAsync(Caller caller, CancellationToken ct)
    {
        var memberships = await db.Members.AsNoTracking().Where(m => m.UserId == caller.UserId).OrderBy(m => m.JoinedAt).ToListAsync(ct);
        var ids = memberships.Select(m => m.GroupId).ToList();
        var groups = await db.Groups.AsNoTracking().Where(g => ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, ct);
        var since = clock.GetUtcNow() - Group.RestoreWithin;
        var applications = await db.Applications.AsNoTracking().Where(a => a.UserId == caller.UserId && a.ExpiresAt > clock.GetUtcNow()).ToListAsync(ct);
        var applied = applications.Select(a => a.GroupId).ToList();
        var names = await db.Groups.AsNoTracking().Where(g => applied.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Name, ct);
        return new(
            [.. memberships.Where(m => groups.TryGetValue(m.GroupId, out var g) && g.DissolvedAt is null)
                .Select(m => GroupView.Of(groups[m.GroupId], RoleOf(groups[m.GroupId], m)))],
            options.PerUser,
            [.. groups.Values.Where(g => g.Owner == caller.UserId && g.DissolvedAt > since)
                .Select(g => new DissolvedGroup(g.Id, g.Name, g.DissolvedAt!.Value + Group.RestoreWithin))],
            [.. applications.Where(a => names.ContainsKey(a.GroupId)).Select(a => new MyApplication(a.GroupId, names[a.GroupId], a.CreatedAt, a.ExpiresAt))]);
    }

    public async Task<Result<GroupView>> RunAsync(Caller caller, GroupId id, CancellationToken ct)
    {
        if (!(await db.AsMemberAsync(id, caller.UserId, ct)).IsOk(out var group, out var refusal))
        {
            return refusal;
        }

        var standing = await db.StandingAsync(group, caller.UserId, ct);
        return GroupView.Of(group, standing switch
        {
            Standing.Owner => GroupRole.Owner,
            Standing.Manager => GroupRole.Manager,
            _ => GroupRole.Member,
        });
    }

    /// <summary>Owner first, then managers, then members, each by the time they joined.</summary>
    public async Task<Result<MemberList>> MembersAsync(Caller caller, GroupId id, CancellationToken ct)
    {
        if (!(await db.AsMemberAsync(id, caller.UserId, ct)).IsOk(out var group, out var refusal))
        {
            return refusal;
        }

        var members = await db.Members.AsNoTracking().Where(m => m.GroupId == id).ToListAsync(ct);
        var host = members.Any(m => m.UserId == caller.UserId && RoleOf(group, m) != GroupRole.Member);
        var warnings = host
            ? await db.Warnings.Where(w => w.GroupId == id).GroupBy(w => w.UserId).ToDictionaryAsync(w => w.Key, w => w.Count(), ct)
            : [];
        var profiles = await accounts.ProfilesAsync([.. members.Select(m => m.UserId)], ct);
        return new MemberList([.. members
            .Select(m => new MemberView(GroupPersonView.Of(m.UserId, profiles), RoleOf(group, m), m.JoinedAt, warnings.GetValueOrDefault(m.UserId)))
            .OrderByDescending(m => m.Role).ThenBy(m => m.JoinedAt)]);
    }

    private static GroupRole RoleOf(Group group, Member member) =>
        group.Owner == member.UserId ? GroupRole.Owner : member.IsManager ? GroupRole.Manager : GroupRole.Member;
}
