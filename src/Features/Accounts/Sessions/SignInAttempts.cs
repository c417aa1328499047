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

    private readonly ICounters _counters;
    private readonly AccountsOptions _options;
    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1))];

    public SignInAttempts(ICounters counters, AccountsOptions options) => (_counters, _options) = (counters, options);

    /// <param name="account">The account's id, or an unknown name in its compared form: both count alike.</param>
    /// <param name="address">The network address.</param>
    /// <param name="verify">Whether the password is right.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when it was.</returns>
    public async Task<Error?> TryAsync(string account, string address, Func<Task<Result<bool>>> verify, CancellationToken ct)
    {
        var turns = _turns[(uint)account.GetHashCode(StringComparison.Ordinal) % Stripes];
        if (!await turns.WaitAsync(s_patience, ct))
        {
            return AccountsErrors.Busy;
        }

        try
        {
            return await TakeTurnAsync($"accounts.sign_in.account:{account}", $"accounts.sign_in.address:{address}", verify, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    public void Dispose() => Array.ForEach(_turns, t => t.Dispose());

    private async Task<Error?> TakeTurnAsync(string accountKey, string addressKey, Func<Task<Result<bool>>> verify, CancellationToken ct)
    {
        var window = _options.SignInWindow;
        var wait = await _counters.PeekAsync(addressKey, _options.SignInFailuresPerAddress, window, ct)
            ?? await _counters.PeekAsync(accountKey, _options.SignInFailuresPerAccount, window, ct);
        if (wait is { } remaining)
        {
            return AccountsErrors.TooManyAttempts(remaining);
        }

        if (!(await verify()).IsOk(out var right, out var busy))
        {
            return busy;
        }

        if (right)
        {
            return null;
        }

        await _counters.TryCountAsync(addressKey, _options.SignInFailuresPerAddress, window, CancellationToken.None);
        await _counters.TryCountAsync(accountKey, _options.SignInFailuresPerAccount, window, CancellationToken.None);
        return AccountsErrors.CredentialsWrong;
    }
}
