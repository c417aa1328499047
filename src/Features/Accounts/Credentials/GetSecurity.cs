using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Passkeys;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Credentials;

/// <summary>How somebody can sign in.</summary>
/// <param name="HasPassword">False where passkeys are the only way.</param>
/// <param name="SecondFactor">Whether a password needs a code too.</param>
/// <param name="RecoveryCodesLeft">Of ten.</param>
/// <param name="Passkeys">The oldest first.</param>
internal sealed record SecurityView(bool HasPassword, bool SecondFactor, int RecoveryCodesLeft, IReadOnlyList<PasskeyView> Passkeys);

/// <summary>The caller's ways in. Door: <c>GET /me/security</c>.</summary>
internal sealed class GetSecurity(AccountsDb db)
{
    public async Task<Result<SecurityView>> RunAsync(Caller caller, CancellationToken ct)
    {
        var user = caller.UserId;
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.Value, ct);
        if (account is null)
        {
            return AuthErrors.SessionEnded;
        }

        var codes = await db.RecoveryCodes.CountAsync(c => c.UserId == user, ct);
        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == user).OrderBy(p => p.Id).ToListAsync(ct);
        return new SecurityView(account.PasswordHash is not null, account.TwoFactorEnabled, codes, [.. passkeys.Select(PasskeyView.Of)]);
    }
}
