using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Moderation;

/// <summary>Hosts see who is banned; the owner lifts a ban, which clears the warnings (MEET-17). Doors: <c>/groups/{id}/bans</c>.</summary>
internal sealed class Bans(IDatabase database, IAudit audit, GroupsDb reader, IAccounts accounts, GroupNews news)
{
    public async Task<Result<BanList>> ListAsync(Caller caller, GroupId id, CancellationToken ct)
    {
        if (!(await reader.AsHostAsync(id, caller.UserId, ct)).IsOk(out _, out var refusal))
        {
            return refusal;
        }

        var bans = await reader.Bans.AsNoTracking().Where(b => b.GroupId == id).OrderByDescending(b => b.BannedAt).ToListAsync(ct);
        var profiles = await accounts.ProfilesAsync([.. bans.SelectMany(b => (UserId[])[b.UserId, b.BannedBy]).Distinct()], ct);
        return new BanList([.. bans.Select(b => BanView.Of(b, profiles))]);
    }

    public Task<Result<Done>> LiftAsync(Caller caller, GroupId id, UserId target, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await db.AsOwnerAsync(id, caller.UserId, CancellationToken.None)).IsOk(out _, out var refusal))
            {
                return refusal;
            }

            if (await db.Bans.Where(b => b.GroupId == id && b.UserId == target).ExecuteDeleteAsync() == 0)
            {
                return GroupErrors.NotBanned;
            }

            await db.Warnings.Where(w => w.GroupId == id && w.UserId == target).ExecuteDeleteAsync();
            await audit.RecordAsync(unit, id, caller, GroupActs.BanLifted, target);
            news.Changed(unit, id);
            return Done.Value;
        },
        ct);
}
