using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Credentials;

/// <summary>Sets the caller's password and ends their other sessions. Door: <c>PUT /me/password</c>.</summary>
internal sealed class ChangePassword(RecentProof proof, IDatabase database, PasswordHashing hashing, PasswordChange change)
{
    public async Task<Result<Done>> RunAsync(Caller caller, string? typed, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } reauth)
        {
            return reauth;
        }

        if (!Password.Choose(typed).IsOk(out var password, out var refused))
        {
            return refused.For("password");
        }

        if (!(await hashing.HashAsync(password, ct)).IsOk(out var hash, out var busy))
        {
            return busy;
        }

        var result = await database.WriteAsync(unit => SetAsync(unit, caller, hash), ct);
        if (!result.IsOk(out var changed, out var gone))
        {
            return gone;
        }

        await change.TellAsync(changed);
        return Done.Value;
    }

    private static async Task<Result<WithEnded>> SetAsync(WriteUnit unit, Caller caller, string hash)
    {
        var db = unit.Db<AccountsDb>();
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == caller.UserId.Value);
        if (account is null)
        {
            return AuthErrors.SessionEnded;
        }

        account.ChangePassword(hash);
        await db.SaveChangesAsync();
        return new WithEnded(account, await SessionEnds.EndAsync(unit, s => s.UserId == caller.UserId && s.Id != caller.SessionId));
    }
}

/// <summary>What follows when a password has changed, whichever way.</summary>
internal sealed class PasswordChange(SessionEnds ends, MailQueue mails, TimeProvider clock)
{
    private static readonly TimeSpan s_newsFor = TimeSpan.FromDays(1);

    public async Task TellAsync(WithEnded changed)
    {
        await ends.CloseAsync(changed.Sessions);
        mails.Add(CodeMails.PasswordChanged(changed.Account.Email!, changed.Account.UserName!), clock.GetUtcNow() + s_newsFor);
    }
}
