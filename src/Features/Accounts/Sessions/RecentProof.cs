using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>Whether the caller proved lately who they are: asked before credentials, address, export and deletion (ACC-18).</summary>
internal sealed class RecentProof(AccountsDb db, TimeProvider clock)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <returns>Null when they did.</returns>
    public async Task<Error?> CheckAsync(Caller caller, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Life;
        return await db.Sessions.AnyAsync(s => s.Id == caller.SessionId && s.UserId == caller.UserId && s.ProvedAt >= since, ct)
            ? null
            : AccountsErrors.ReauthNeeded;
    }
}
