using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.SecondFactor;

/// <param name="Secret">Base 32, for typing.</param>
/// <param name="Uri">For a QR code.</param>
internal sealed record TotpStartView(string Secret, string Uri);

/// <param name="Codes">Shown once: only their hashes are kept.</param>
internal sealed record RecoveryCodesView(IReadOnlyList<string> Codes);

/// <summary>Makes a secret for an authenticator app; a code from it switches the second factor on. Door: <c>POST /me/totp</c>.</summary>
internal sealed class StartTotp(RecentProof proof, IDatabase database, SecretBox box)
{
    public async Task<Result<TotpStartView>> RunAsync(Caller caller, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        var secret = Totp.NewSecret();
        return await database.WriteAsync(unit => StoreAsync(unit.Db<AccountsDb>(), caller.UserId, secret), ct);
    }

    private async Task<Result<TotpStartView>> StoreAsync(AccountsDb db, UserId user, byte[] secret)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value);
        if (account is null)
        {
            return AuthErrors.SessionEnded;
        }

        if (account.TwoFactorEnabled)
        {
            return AccountsErrors.TotpAlreadyOn;
        }

        await db.TotpKeys.Where(k => k.UserId == user).ExecuteDeleteAsync();
        db.TotpKeys.Add(new() { UserId = user, Secret = box.Seal(TotpKey.Purpose, user.ToString(), secret) });
        await db.SaveChangesAsync();
        return new TotpStartView(Totp.Base32(secret), Totp.Uri(account.UserName!, secret));
    }
}

/// <summary>Switches the second factor on by a first code. Door: <c>POST /me/totp/confirm</c>.</summary>
internal sealed class ConfirmTotp(RecentProof proof, IDatabase database, SecondFactorCheck check, TimeProvider clock)
{
    public async Task<Result<RecoveryCodesView>> RunAsync(Caller caller, string? code, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        return await database.WriteAsync(unit => ConfirmAsync(unit.Db<AccountsDb>(), caller, SecondFactorCheck.Clean(code)), ct);
    }

    private async Task<Result<RecoveryCodesView>> ConfirmAsync(AccountsDb db, Caller caller, string code)
    {
        var user = caller.UserId;
        if (!await check.SpendAppCodeAsync(db, user, code, unconfirmed: true))
        {
            return AccountsErrors.SecondFactorWrong;
        }

        var now = clock.GetUtcNow();
        await db.TotpKeys.Where(k => k.UserId == user).ExecuteUpdateAsync(set => set.SetProperty(k => k.ConfirmedAt, now));
        await db.Accounts.Where(a => a.Id == user.Value).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, true));
        await db.Sessions.Where(s => s.Id == caller.SessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.IsStrong, true));
        return new RecoveryCodesView(await check.RenewRecoveryCodesAsync(db, user));
    }
}

/// <summary>Switches the second factor off. Door: <c>DELETE /me/totp</c>.</summary>
internal sealed class StopTotp(RecentProof proof, IDatabase database)
{
    public async Task<Result<Done>> RunAsync(Caller caller, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        var user = caller.UserId;
        await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<AccountsDb>();
                await db.TotpKeys.Where(k => k.UserId == user).ExecuteDeleteAsync();
                await db.RecoveryCodes.Where(c => c.UserId == user).ExecuteDeleteAsync();
                return await db.Accounts.Where(a => a.Id == user.Value).ExecuteUpdateAsync(set => set.SetProperty(a => a.TwoFactorEnabled, false));
            },
            ct);
        return Done.Value;
    }
}

/// <summary>Ten new recovery codes; the old ones work no more. Door: <c>POST /me/recovery-codes</c>.</summary>
internal sealed class RenewRecoveryCodes(RecentProof proof, IDatabase database, SecondFactorCheck check)
{
    public async Task<Result<RecoveryCodesView>> RunAsync(Caller caller, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        return await database.WriteAsync(unit => RenewAsync(unit.Db<AccountsDb>(), caller.UserId), ct);
    }

    private async Task<Result<RecoveryCodesView>> RenewAsync(AccountsDb db, UserId user) =>
        await db.Accounts.AnyAsync(a => a.Id == user.Value && a.TwoFactorEnabled)
            ? new RecoveryCodesView(await check.RenewRecoveryCodesAsync(db, user))
            : AccountsErrors.TotpNotOn;
}
