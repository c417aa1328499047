using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Joining;

/// <summary>Hosts read who asks to join, and decide; who is let in hears so at once. Doors: <c>/groups/{id}/applications</c>.</summary>
internal sealed class DecideApplication(IDatabase database, IAudit audit, GroupsDb reader, IAccounts accounts, Memberships memberships, GroupNews news, TimeProvider clock)
{
    public async Task<Result<ApplicationList>> ListAsync(Caller caller, GroupId id, CancellationToken ct)
    {
        if (!(await reader.AsHostAsync(id, caller.UserId, ct)).IsOk(out _, out var refusal))
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var waiting = await reader.Applications.AsNoTracking().Where(a => a.GroupId == id && a.ExpiresAt > now).OrderBy(a => a.CreatedAt).ToListAsync(ct);
        var profiles = await accounts.ProfilesAsync([.. waiting.Select(a => a.UserId)], ct);
        return new ApplicationList([.. waiting.Select(a => ApplicationView.Of(a, profiles))]);
    }

    public Task<Result<Done>> RunAsync(Caller caller, GroupId id, UserId applicant, bool accept, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await db.AsHostAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal))
            {
                return refusal;
            }

            var now = clock.GetUtcNow();
            if (!await db.Applications.AnyAsync(a => a.GroupId == id && a.UserId == applicant && a.ExpiresAt > now))
            {
                return GroupErrors.ApplicationNotFound;
            }

            await audit.RecordAsync(unit, id, caller, accept ? GroupActs.Accepted : GroupActs.Refused, applicant);
            await unit.TellAsync(new ApplicationEnded(id, group.Name, applicant, accept ? ApplicationEnd.Accepted : ApplicationEnd.Refused, now));
            if (accept)
            {
                return await memberships.BeginAsync(unit, group, applicant) is { } full ? full : Done.Value;
            }

            await db.Applications.Where(a => a.GroupId == id && a.UserId == applicant).ExecuteDeleteAsync();
            news.Tell(unit, applicant, group, GroupHappening.Refused);
            news.Changed(unit, id);
            return Done.Value;
        },
        ct);
}
