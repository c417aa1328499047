using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Kernel;

namespace StudyHub.Groups.Moderation;

/// <summary>
/// Warns a member, the third time with the end of the membership in the same transaction (MEET-16); kicks, present or not (MEET-17).
/// Doors: <c>POST /groups/{id}/warnings</c>, <c>POST /groups/{id}/bans</c>.
/// </summary>
internal sealed class ModerateMember(IDatabase database, IAudit audit, Memberships memberships, GroupNews news, TimeProvider clock)
{
    private const int MaxReason = 200;

    public Task<Result<WarningGiven>> WarnAsync(Caller caller, GroupId id, UserId target, string? reason, CancellationToken ct) => database.WriteAsync<Result<WarningGiven>>(
        async unit =>
        {
            if (!(await MayAsync(unit, caller, id, target, member: true)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            var said = TextRules.Clean(reason);
            if (TextRules.Length(said) is < 1 or > MaxReason)
            {
                return GroupErrors.FieldInvalid("reason", "mod.reason_invalid");
            }

            var db = unit.Db<GroupsDb>();
            var now = clock.GetUtcNow();
            var number = 1 + await db.Warnings.CountAsync(w => w.GroupId == id && w.UserId == target);
            var warning = new Warning
            {
                Id = Guid.CreateVersion7(now),
                GroupId = id,
                UserId = target,
                WarnedBy = caller.UserId,
                Reason = said,
                Number = number,
                WarnedAt = now,
            };
            db.Warnings.Add(warning);
            await db.SaveChangesAsync();
            await unit.TellAsync(new MemberWarned(id, group.Name, warning.Id, target, caller.UserId, said, number, now));
            await audit.RecordAsync(unit, id, caller, GroupActs.Warned, target, said);
            news.Tell(unit, target, new GroupWarned(id, group.Name, said, number));
            news.Changed(unit, id);
            if (number >= Warning.Last)
            {
                await BanAsync(unit, group, caller, target, said, MembershipEnd.Warned);
            }

            return new WarningGiven(number, number >= Warning.Last);
        },
        ct);

    public Task<Result<Done>> KickAsync(Caller caller, GroupId id, UserId target, string? reason, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            if (!(await MayAsync(unit, caller, id, target, member: false)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            var said = TextRules.Clean(reason);
            if (TextRules.Length(said) > MaxReason)
            {
                return GroupErrors.FieldInvalid("reason", "mod.reason_invalid");
            }

            await BanAsync(unit, group, caller, target, said, MembershipEnd.Kicked);
            return Done.Value;
        },
        ct);

    private async Task BanAsync(WriteUnit unit, Group group, Caller caller, UserId target, string reason, MembershipEnd cause)
    {
        var db = unit.Db<GroupsDb>();
        await audit.RecordAsync(unit, group.Id, caller, cause == MembershipEnd.Warned ? GroupActs.Banned : GroupActs.Kicked, target, reason);
        if (!await db.Bans.AnyAsync(b => b.GroupId == group.Id && b.UserId == target))
        {
            db.Bans.Add(new Ban { GroupId = group.Id, UserId = target, BannedBy = caller.UserId, Reason = reason, BannedAt = clock.GetUtcNow() });
            await db.SaveChangesAsync();
        }

        await db.Applications.Where(a => a.GroupId == group.Id && a.UserId == target).ExecuteDeleteAsync();
        await memberships.EndAsync(unit, group, target, cause);
        news.Changed(unit, group.Id);
    }

    /// <summary>MEET-18: not oneself, not the owner, no manager another manager, nobody who is no host.</summary>
    private static async Task<Result<Group>> MayAsync(WriteUnit unit, Caller caller, GroupId id, UserId target, bool member)
    {
        var db = unit.Db<GroupsDb>();
        if (!(await db.AsMemberAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal))
        {
            return refusal;
        }

        var mine = await db.StandingAsync(group, caller.UserId, CancellationToken.None);
        if (mine < Standing.Manager)
        {
            return GroupErrors.HostNeeded;
        }

        if (target == caller.UserId)
        {
            return GroupErrors.SelfTarget;
        }

        return await db.StandingAsync(group, target, CancellationToken.None) switch
        {
            Standing.Owner => GroupErrors.TargetIsOwner,
            Standing.Manager when mine != Standing.Owner => GroupErrors.TargetIsManager,
            < Standing.Member when member => GroupErrors.MemberNotFound,
            _ => group,
        };
    }
}
