using StudyHub.Accounts.SecondFactor;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>Proves who somebody is by password and, where it is switched on, second factor, within the limits of ACC-13.</summary>
internal sealed class PasswordProof(SignInAttempts attempts, PasswordHashing hashing, SecondFactorCheck secondFactor)
{
    /// <param name="account">Null where there is none: it takes as long and ends alike.</param>
    /// <param name="name">What was typed as a name, in its compared form.</param>
    /// <param name="password">As typed.</param>
    /// <param name="code">From the authenticator app, or a recovery code.</param>
    /// <param name="address">The network address.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Whether a second factor was part of it.</returns>
    public async Task<Result<bool>> TryAsync(Account? account, string name, string? password, string? code, string address, CancellationToken ct)
    {
        var refused = await attempts.TryAsync(account?.Id.ToString() ?? name, address, () => CheckAsync(account, password, code, ct), ct);
        return refused is null ? account!.TwoFactorEnabled : refused;
    }

    private async Task<Error?> CheckAsync(Account? account, string? password, string? code, CancellationToken ct)
    {
        if (!(await hashing.VerifyAsync(account?.PasswordHash, Password.Typed(password), ct)).IsOk(out var right, out var busy))
        {
            return busy;
        }

        if (!right)
        {
            return AccountsErrors.CredentialsWrong;
        }

        return account!.TwoFactorEnabled ? await secondFactor.TryAsync(account.UserId, code, ct) : null;
    }
}
