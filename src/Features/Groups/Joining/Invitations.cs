using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups.Joining;

/// <summary>Hosts issue, see again and revoke invitations (GRP-8). Doors: <c>/groups/{id}/invitations</c>.</summary>
internal sealed class Invitations(IDatabase database, IAudit audit, GroupsDb reader, IAccounts accounts, GroupNews news, TimeProvider clock)
{
    public async Task<Result<InvitationList>> ListAsync(Caller caller, GroupId id, CancellationToken ct)
    {
        if (!(await reader.AsHostAsync(id, caller.UserId, ct)).IsOk(out _, out var refusal))
        {
            return refusal;
        }

        var active = await ActiveOf(reader, id).AsNoTracking().OrderByDescending(i => i.IssuedAt).ToListAsync(ct);
        var profiles = await accounts.ProfilesAsync([.. active.Select(i => i.IssuedBy).Distinct()], ct);
        return new InvitationList([.. active.Select(i => InvitationView.Of(i, profiles))]);
    }

    public async Task<Result<InvitationView>> IssueAsync(Caller caller, GroupId id, InvitationLife life, int? maxUses, CancellationToken ct)
    {
        var profiles = await accounts.ProfilesAsync([caller.UserId], ct);
        return await database.WriteAsync<Result<InvitationView>>(
            async unit =>
            {
                var db = unit.Db<GroupsDb>();
                if (!(await db.AsHostAsync(id, caller.UserId, CancellationToken.None)).IsOk(out _, out var refusal))
                {
                    return refusal;
                }

                if (!Invitation.Issue(id, caller.UserId, life, maxUses, clock.GetUtcNow()).IsOk(out var invitation, out var wrong))
                {
                    return wrong;
                }

                if (await ActiveOf(db, id).CountAsync() >= Invitation.Active)
                {
                    return GroupErrors.InvitationsLimit;
                }

                db.Invitations.Add(invitation);
                await db.SaveChangesAsync();
                await audit.RecordAsync(unit, id, caller, GroupActs.Invited);
                news.Changed(unit, id);
                return InvitationView.Of(invitation, profiles);
            },
            ct);
    }

    public Task<Result<Done>> RevokeAsync(Caller caller, GroupId id, string? code, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            var db = unit.Db<GroupsDb>();
            if (!(await db.AsHostAsync(id, caller.UserId, CancellationToken.None)).IsOk(out _, out var refusal))
            {
                return refusal;
            }

            var read = Invitation.ReadCode(code);
            if (await db.Invitations.SingleOrDefaultAsync(i => i.Code == read && i.GroupId == id) is not { } invitation)
            {
                return GroupErrors.InviteUnknown;
            }

            invitation.Revoke(clock.GetUtcNow());
            await db.SaveChangesAsync();
            await audit.RecordAsync(unit, id, caller, GroupActs.InvitationRevoked);
            news.Changed(unit, id);
            return Done.Value;
        },
        ct);

    private IQueryable<Invitation> ActiveOf(GroupsDb db, GroupId id)
    {
        var now = clock.GetUtcNow();
        return db.Invitations.Where(i =>
            i.GroupId == id && i.RevokedAt == null && (i.ExpiresAt == null || i.ExpiresAt > now) && (i.MaxUses == null || i.Uses < i.MaxUses));
    }
}
