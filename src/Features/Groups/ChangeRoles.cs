using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>
/// Makes somebody a manager or a plain member again (GRP-6), or hands the group over (GRP-10).
/// Doors: <c>PUT /groups/{id}/members/{userId}/role</c>, <c>PUT /groups/{id}/owner</c>.
/// </summary>
internal sealed class ChangeRoles(IDatabase database, IAudit audit, GroupNews news)
{
    public Task<Result<Done>> RunAsync(Caller caller, GroupId id, UserId target, GroupRole role, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await db.AsOwnerAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            if (role is not (GroupRole.Member or GroupRole.Manager))
            {
                return GroupErrors.FieldInvalid("role", "group.role_invalid");
            }

            if (target == group.Owner || await db.Members.SingleOrDefaultAsync(m => m.GroupId == id && m.UserId == target) is not { } member)
            {
                return target == group.Owner ? GroupErrors.TargetIsOwner : GroupErrors.MemberNotFound;
            }

            if (role == GroupRole.Manager && !member.IsManager && await db.Members.CountAsync(m => m.GroupId == id && m.IsManager) >= Group.MaxManagers)
            {
                return GroupErrors.ManagersFull;
            }

            member.IsManager = role == GroupRole.Manager;
            await audit.RecordAsync(unit, id, caller, GroupActs.RoleChanged, target, role == GroupRole.Manager ? "manager" : "member");
            return await StoreAsync(unit, group, target);
        },
        ct);

    public Task<Result<Done>> HandOverAsync(Caller caller, GroupId id, UserId target, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await db.AsOwnerAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            if (target == caller.UserId)
            {
                return GroupErrors.SelfTarget;
            }

            if (await db.Members.SingleOrDefaultAsync(m => m.GroupId == id && m.UserId == target) is not { } heir)
            {
                return GroupErrors.MemberNotFound;
            }

            heir.IsManager = false; // Being the owner says more.
            group.HandOver(target);
            await audit.RecordAsync(unit, id, caller, GroupActs.HandedOver, target);
            return await StoreAsync(unit, group, target);
        },
        ct);

    private async Task<Result<Done>> StoreAsync(WriteUnit unit, Group group, UserId target)
    {
        await unit.Db<GroupsDb>().SaveChangesAsync();
        await unit.TellAsync(new GroupEdited(group.Id));
        news.Tell(unit, target, group, GroupHappening.Role);
        news.Changed(unit, group.Id);
        return Done.Value;
    }
}
