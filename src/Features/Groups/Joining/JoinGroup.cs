using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Joining;

/// <summary>
/// Joins a listed group that is open, applies to one that asks (GRP-5), leaves one (GRP-10).
/// Doors: <c>POST /groups/{id}/join</c>, <c>POST</c> and <c>DELETE /groups/{id}/applications/mine</c>, <c>POST /groups/{id}/leave</c>.
/// </summary>
internal sealed class JoinGroup(IDatabase database, Memberships memberships, GroupNews news, TimeProvider clock)
{
    public Task<Result<Done>> RunAsync(Caller caller, GroupId id, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            if (!(await SeeAsync(unit.Db<GroupsDb>(), id, caller.UserId, JoinPolicy.Open)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            return await memberships.BeginAsync(unit, group, caller.UserId) is { } full ? full : Done.Value;
        },
        ct);

    public async Task<Result<Done>> ApplyAsync(Caller caller, GroupId id, string? text, CancellationToken ct) => await database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await SeeAsync(db, id, caller.UserId, JoinPolicy.Apply)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            if (!Application.Read(text).IsOk(out var said, out var wrong))
            {
                return wrong;
            }

            var now = clock.GetUtcNow();
            await db.Applications.Where(a => a.UserId == caller.UserId && a.ExpiresAt <= now).ExecuteDeleteAsync();
            var waiting = await db.Applications.AsNoTracking().Where(a => a.UserId == caller.UserId).ToListAsync();
            if (waiting.Any(a => a.GroupId == id))
            {
                return GroupErrors.ApplicationPending;
            }

            var free = Enumerable.Range(1, Application.PerUser).Except(waiting.Select(a => a.Slot)).Order().ToList();
            if (free.Count == 0)
            {
                return GroupErrors.ApplicationsLimit;
            }

            db.Applications.Add(Application.Write(id, caller.UserId, free[0], said, now));
            await db.SaveChangesAsync();
            await unit.TellAsync(new ApplicationSent(group.Id, group.Name, caller.UserId, now));
            news.Changed(unit, group.Id);
            return Done.Value;
        },
        ct);

    public Task<Result<Done>> WithdrawAsync(Caller caller, GroupId id, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            if (await unit.Db<GroupsDb>().Applications.Where(a => a.GroupId == id && a.UserId == caller.UserId).ExecuteDeleteAsync() == 0)
            {
                return GroupErrors.ApplicationNotFound;
            }

            await unit.TellAsync(new ApplicationEnded(id, "", caller.UserId, ApplicationEnd.Withdrawn, clock.GetUtcNow()));
            news.Changed(unit, id);
            return Done.Value;
        },
        ct);

    public Task<Result<Done>> LeaveAsync(Caller caller, GroupId id, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            if (!(await unit.Db<GroupsDb>().AsMemberAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            if (group.Owner == caller.UserId)
            {
                return GroupErrors.OwnerMustHandOver;
            }

            await memberships.EndAsync(unit, group, caller.UserId, MembershipEnd.Left);
            return Done.Value;
        },
        ct);

    /// <summary>A group that somebody outside may ask to join in this way.</summary>
    private static async Task<Result<Group>> SeeAsync(GroupsDb db, GroupId id, UserId user, JoinPolicy policy)
    {
        if (await db.FindAsync(id, CancellationToken.None) is not { } group)
        {
            return GroupErrors.NotFound;
        }

        var standing = await db.StandingAsync(group, user, CancellationToken.None);
        if (standing >= Standing.Member)
        {
            return GroupErrors.AlreadyMember;
        }

        if (!group.IsListed)
        {
            return GroupErrors.Hidden;
        }

        return standing == Standing.Banned ? GroupErrors.Banned : group.JoinPolicy == policy ? group : GroupErrors.PolicyOther;
    }
}
