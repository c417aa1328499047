using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Sessions;

/// <summary>
/// Failed sign-ins per account and per network address (ACC-13). Attempts on one account take turns, so that many at once
/// are not all let in before the first has failed.
/// </summary>
internal sealed class SignInAttempts : IDisposable
{
    private const int Stripes = 256;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    private static readonly string[] s_failures =
        [AccountsErrors.CredentialsWrong.Code, AccountsErrors.SecondFactorWrong.Code, AccountsErrors.PasskeyWrong.Code];

    private readonly ICounters _counters;
    private readonly AccountsOptions _options;
    private readonly IAudit _audit;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public SignInAttempts(ICounters counters, AccountsOptions options, IAudit audit) => (_counters, _options, _audit) = (counters, options, audit);

    /// <param name="account">The account's id, or an unknown name in its compared form: both count alike.</param>
    /// <param name="address">The network address.</param>
    /// <param name="verify">Null when somebody is who they say; an error that is wrong, not only incomplete, counts.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What <paramref name="verify"/> said, unless a limit stood in the way.</returns>
    public async Task<Error?> TryAsync(string account, string address, Func<Task<Error?>> verify, CancellationToken ct)
    {
        var turns = _turns[(uint)account.GetHashCode(StringComparison.Ordinal) % Stripes];
        if (!await turns.WaitAsync(s_patience, ct))
        {
            return AccountsErrors.Busy;
        }

        try
        {
            return await TakeTurnAsync(account, address, verify, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => Array.ForEach(_turns, t => t.Dispose());

    private async Task<Error?> TakeTurnAsync(string account, string address, Func<Task<Error?>> verify, CancellationToken ct)
    {
        var (accountKey, addressKey) = ($"accounts.sign_in.account:{account}", $"accounts.sign_in.address:{address}");
        var window = _options.SignInWindow;
        var wait = await _counters.PeekAsync(addressKey, _options.SignInFailuresPerAddress, window, ct)
            ?? await _counters.PeekAsync(accountKey, _options.SignInFailuresPerAccount, window, ct);
        if (wait is { } remaining)
        {
            return AccountsErrors.TooManyAttempts(remaining);
        }

        var refused = await verify();
        if (refused is not null && s_failures.Contains(refused.Code))
        {
            // Never what was typed as a name: it may be a password.
            var known = Guid.TryParseExact(account, "D", out _) ? account : null;
            _audit.Note(new(null, "sign_in.failed", known, refused.Code) { Address = address });
            await _counters.TryCountAsync(addressKey, _options.SignInFailuresPerAddress, window, CancellationToken.None);
            await _counters.TryCountAsync(accountKey, _options.SignInFailuresPerAccount, window, CancellationToken.None);
        }

        return refused;
    }
}
