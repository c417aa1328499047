using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts;

/// <summary>Whether a handle is free (ACC-3). Door: <c>GET /accounts/handles/{handle}</c>.</summary>
internal sealed class CheckHandle(AccountsDb db, ICounters counters)
{
    private const int PerMinute = 30;

    public async Task<Result<HandleView>> RunAsync(string? text, string address, CancellationToken ct)
    {
        if (await counters.TryCountAsync($"accounts.handle:{address}", PerMinute, TimeSpan.FromMinutes(1), ct) is { } wait)
        {
            return AccountsErrors.TooManyChecks(wait);
        }

        if (!Handle.Parse(text).IsOk(out var handle, out var invalid))
        {
            return invalid.For("handle");
        }

        var key = Handle.Key(handle);
        return new HandleView(handle, !await db.Accounts.AnyAsync(a => a.NormalizedUserName == key, ct));
    }
}
