using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Groups.Joining;

/// <summary>
/// Shows what an invitation leads to, also to the signed-out, and joins by it: use and membership are one transaction (GRP-9).
/// Twenty wrong codes in ten minutes from one address are enough. Doors: <c>GET</c> and <c>POST /invitations/{code}</c>.
/// </summary>
internal sealed class UseInvitation(IDatabase database, GroupsDb reader, IAccounts accounts, Memberships memberships, ICounters counters, TimeProvider clock)
{
    private const int WrongCodes = 20;
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(10);

    /// <param name="caller">Null while signed out.</param>
    /// <param name="address">The network address that asks.</param>
    public async Task<Result<InvitationPreview>> PreviewAsync(Caller? caller, string? code, string address, CancellationToken ct)
    {
        if (await LimitAsync(address, ct) is { } wait)
        {
            return wait;
        }

        if (await FindAsync(reader, code, ct) is not var (invitation, group))
        {
            return await UnknownAsync(address, ct);
        }

        var member = caller is not null && await reader.StandingAsync(group, caller.UserId, ct) >= Standing.Member;
        if (!member && invitation.Obstacle(clock.GetUtcNow()) is { } obstacle)
        {
            return obstacle;
        }

        var profiles = await accounts.ProfilesAsync([group.Owner], ct);
        return new InvitationPreview(
            invitation.Code, group.Id, group.Name, group.Subject, GroupPersonView.Of(group.Owner, profiles).DisplayName, group.MemberCount, group.MemberLimit, member);
    }

    public async Task<Result<GroupView>> RunAsync(Caller caller, string? code, string address, CancellationToken ct)
    {
        if (await LimitAsync(address, ct) is { } wait)
        {
            return wait;
        }

        var joined = await database.WriteAsync<Result<GroupView>>(unit => JoinAsync(unit, caller, code), ct);
        return joined.Error == GroupErrors.InviteUnknown ? await UnknownAsync(address, ct) : joined;
    }

    private async Task<Result<GroupView>> JoinAsync(WriteUnit unit, Caller caller, string? code)
    {
        var db = unit.Db<GroupsDb>();
        if (await FindAsync(db, code, CancellationToken.None) is not var (invitation, group))
        {
            return GroupErrors.InviteUnknown;
        }

        var now = clock.GetUtcNow();
        if (await db.StandingAsync(group, caller.UserId, CancellationToken.None) >= Standing.Member)
        {
            return GroupErrors.AlreadyMember;
        }

        if (invitation.Obstacle(now) is { } obstacle)
        {
            return obstacle;
        }

        // Again in the statement: where units run side by side, the last use is given once.
        var used = await db.Invitations
            .Where(i => i.Code == invitation.Code && i.RevokedAt == null && (i.MaxUses == null || i.Uses < i.MaxUses))
            .ExecuteUpdateAsync(set => set.SetProperty(i => i.Uses, i => i.Uses + 1));
        if (used == 0)
        {
            return GroupErrors.InviteUsedUp;
        }

        if (await memberships.BeginAsync(unit, group, caller.UserId) is { } refusal)
        {
            return refusal;
        }

        await db.Entry(group).ReloadAsync();
        return GroupView.Of(group, GroupRole.Member);
    }

    /// <summary>Null also while the group is dissolved: its invitations are suspended (5.3).</summary>
    private static async Task<(Invitation, Group)?> FindAsync(GroupsDb db, string? code, CancellationToken ct)
    {
        var read = Invitation.ReadCode(code);
        return read.Length == Invitation.CodeLength
            && await db.Invitations.AsNoTracking().SingleOrDefaultAsync(i => i.Code == read, ct) is { } invitation
            && await db.FindAsync(invitation.GroupId, ct) is { } group
            ? (invitation, group)
            : null;
    }

    private async ValueTask<Error?> LimitAsync(string address, CancellationToken ct) =>
        await counters.PeekAsync(Key(address), WrongCodes, s_window, ct) is { } wait ? GroupErrors.TooManyCodes(wait) : null;

    private async ValueTask<Error> UnknownAsync(string address, CancellationToken ct)
    {
        await counters.TryCountAsync(Key(address), WrongCodes, s_window, ct);
        return GroupErrors.InviteUnknown;
    }

    private static string Key(string address) => $"groups.invitation/{address}";
}
