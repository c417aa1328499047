using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>Begins a session for somebody who has proved who they are, by whatever means. It cancels a deletion (ACC-22).</summary>
internal sealed partial class OpenSession(IDatabase database, SessionStart start, TimeProvider clock, ILogger<OpenSession> logger)
{
    public async Task<Result<SignedIn>> RunAsync(Account account, string device, bool isStrong, CancellationToken ct)
    {
        var (session, signedIn) = start.Of(account, device, isStrong);
        var result = await database.WriteAsync(unit => StoreAsync(unit.Db<AccountsDb>(), session), ct);
        if (!result.IsOk(out _, out var refused))
        {
            return refused;
        }

        LogSignedIn(session.UserId, isStrong);
        return signedIn;
    }

    private async Task<Result<Done>> StoreAsync(AccountsDb db, Session session)
    {
        var now = clock.GetUtcNow();
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == session.UserId.Value);
        if (account is null || account.EraseAt <= now)
        {
            return AccountsErrors.CredentialsWrong;
        }

        if (account.DisabledAt is not null)
        {
            return AccountsErrors.Disabled;
        }

        account.EraseAt = null;
        db.Sessions.Add(session);
        await db.SaveChangesAsync();
        return Done.Value;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Signed in: user {UserId}, by a second factor or passkey: {IsStrong}")]
    private partial void LogSignedIn(UserId userId, bool isStrong);
}
