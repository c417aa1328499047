using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Codes;

/// <summary>How often codes are mailed (ACC-8): counted before anything is looked up, so alike for known and unknown addresses.</summary>
internal sealed class CodeLimits(ICounters counters, AccountsOptions options)
{
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    public TimeSpan Spacing => options.CodeSpacing;

    /// <summary>Counts one mail unless a limit stands in the way.</summary>
    /// <param name="email">The key of the e-mail address.</param>
    /// <param name="address">The network address.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null when counted.</returns>
    public async ValueTask<Error?> TryCountAsync(string email, string address, CancellationToken ct)
    {
        (string Key, int Limit, TimeSpan Window)[] limits =
        [
            ($"accounts.code.address:{address}", options.CodesPerAddressPerHour, s_hour),
            ($"accounts.code.hour:{email}", options.CodesPerEmailPerHour, s_hour),
            ($"accounts.code.spacing:{email}", 1, options.CodeSpacing),
        ];

        // Asked before counted: whoever may send no more must not use up somebody else's five an hour.
        foreach (var (key, limit, window) in limits)
        {
            if (await counters.PeekAsync(key, limit, window, ct) is { } wait)
            {
                return AccountsErrors.CodeSendLimited(wait);
            }
        }

        foreach (var (key, limit, window) in limits.Reverse())
        {
            if (await counters.TryCountAsync(key, limit, window, ct) is { } wait)
            {
                return AccountsErrors.CodeSendLimited(wait);
            }
        }

        return null;
    }
}
