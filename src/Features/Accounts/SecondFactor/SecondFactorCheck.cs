using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.SecondFactor;

/// <summary>Spends a code of the authenticator app, or a recovery code (ACC-12).</summary>
internal sealed class SecondFactorCheck(IDatabase database, SecretBox box, IServerSecrets secrets, TimeProvider clock)
{
    public const int RecoveryCodes = 10;
    private const int RecoveryLength = 10;
    private const int LongestTyped = 100;
    private const string RecoveryAlphabet = "abcdefghjkmnpqrstuvwxyz23456789"; // Nothing that looks like something else.

    public async Task<Error?> TryAsync(UserId user, string? typed, CancellationToken ct)
    {
        var code = Clean(typed);
        if (code.Length == 0)
        {
            return AccountsErrors.SecondFactorNeeded;
        }

        var right = await database.WriteAsync(
            unit => code.Length == Totp.Digits && code.All(char.IsAsciiDigit)
                ? SpendAppCodeAsync(unit.Db<AccountsDb>(), user, code)
                : SpendRecoveryCodeAsync(unit.Db<AccountsDb>(), user, code),
            ct);
        return right ? null : AccountsErrors.SecondFactorWrong;
    }

    /// <summary>Spends a code of an app that is, or is about to be, the account's.</summary>
    public async Task<bool> SpendAppCodeAsync(AccountsDb db, UserId user, string code, bool unconfirmed = false)
    {
        var key = await db.TotpKeys.AsNoTracking().SingleOrDefaultAsync(k => k.UserId == user && k.ConfirmedAt == null == unconfirmed);
        if (key is null || box.Open(TotpKey.Purpose, user.ToString(), key.Secret) is not { } secret
            || Totp.Match(secret, code, clock.GetUtcNow(), key.LastStep) is not { } step)
        {
            return false;
        }

        // Of two that come at once with the same code, one finds the step taken.
        return await db.TotpKeys.Where(k => k.UserId == user && k.LastStep < step).ExecuteUpdateAsync(set => set.SetProperty(k => k.LastStep, step)) == 1;
    }

    /// <summary>Replaces the account's recovery codes by ten new ones.</summary>
    /// <returns>The codes; they are shown once and nowhere stored.</returns>
    public async Task<IReadOnlyList<string>> RenewRecoveryCodesAsync(AccountsDb db, UserId user)
    {
        await db.RecoveryCodes.Where(c => c.UserId == user).ExecuteDeleteAsync();
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => RandomNumberGenerator.GetString(RecoveryAlphabet, RecoveryLength)).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { UserId = user, Hash = HashOf(user, code) }));
        await db.SaveChangesAsync();
        return [.. codes.Select(code => code.Insert(RecoveryLength / 2, "-"))];
    }

    /// <summary>Apps and people group digits by spaces and dashes.</summary>
    public static string Clean(string? typed) => typed is null or { Length: > LongestTyped }
        ? ""
        : string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c != '-')).ToLowerInvariant();

    private async Task<bool> SpendRecoveryCodeAsync(AccountsDb db, UserId user, string code)
    {
        var hash = HashOf(user, code);
        return await db.RecoveryCodes.Where(c => c.UserId == user && c.Hash == hash).ExecuteDeleteAsync() == 1;
    }

    private byte[] HashOf(UserId user, string code) => HMACSHA256.HashData(secrets.Get("recovery-codes"), Encoding.UTF8.GetBytes($"{user}\n{code}"));
}
