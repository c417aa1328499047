using StudyHub.Kernel;

namespace StudyHub.Web.Auth;

/// <summary>Asked by the authentication handler, answered by Accounts: who holds this session token?</summary>
public interface ISessions
{
    /// <param name="token">The cookie's value: whatever a stranger sent.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>Null where no such session lives.</returns>
    ValueTask<Caller?> FindAsync(string token, CancellationToken ct);
}
