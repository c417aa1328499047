using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Administration;

internal sealed class Admins(AccountsDb db) : IAdmins
{
    public async Task<Error?> CheckAsync(Caller caller, CancellationToken ct)
    {
        var user = caller.UserId;
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.Value, ct);
        if (account is not { IsAdmin: true })
        {
            return AccountsErrors.AdminNeeded;
        }

        // The account has a second factor still, and this session was proved by one.
        var has = account.TwoFactorEnabled || await db.Passkeys.AnyAsync(p => p.UserId == user, ct);
        return has && await db.Sessions.AnyAsync(s => s.Id == caller.SessionId && s.IsStrong, ct) ? null : AccountsErrors.AdminSecondFactorNeeded;
    }
}
