using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Credentials;

/// <summary>Mails a code to an address that shall become the caller's (ACC-18). Door: <c>POST /me/email/code</c>.</summary>
internal sealed class SendEmailChangeCode(RecentProof proof, EmailCodes codes)
{
    public async Task<Result<CodeSentView>> RunAsync(Caller caller, string? email, string address, CancellationToken ct) =>
        await proof.CheckAsync(caller, ct) is { } refused ? refused : await codes.SendAsync(email, EmailCode.ChangeEmail, address, ct);
}

/// <summary>Makes a proven address the caller's and informs the old one (ACC-18). Door: <c>PUT /me/email</c>.</summary>
internal sealed class ChangeEmail(RecentProof proof, IDatabase database, EmailCodes codes, MailQueue mails, TimeProvider clock)
{
    private static readonly TimeSpan s_newsFor = TimeSpan.FromDays(1);

    public async Task<Result<MeView>> RunAsync(Caller caller, string? typed, string? code, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } reauth)
        {
            return reauth;
        }

        if (!EmailAddress.Parse(typed).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        var (account, old, refused) = await database.WriteAsync(unit => ChangeAsync(unit.Db<AccountsDb>(), caller.UserId, email, code), ct);
        if (account is null)
        {
            return refused!;
        }

        mails.Add(CodeMails.EmailChanged(old!, account.UserName!), clock.GetUtcNow() + s_newsFor);
        return MeView.Of(account);
    }

    /// <summary>Not a Result: a wrong try must be stored, and a unit that returns an error leaves nothing behind.</summary>
    private async Task<(Account? Changed, string? Old, Error? Refused)> ChangeAsync(AccountsDb db, UserId user, string email, string? code)
    {
        var key = EmailAddress.Key(email);
        if (await codes.TryAsync(db, key, EmailCode.ChangeEmail, code) is { } refused)
        {
            return (null, null, refused);
        }

        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value);
        if (account is null)
        {
            return (null, null, AuthErrors.SessionEnded);
        }

        // Free when the code was sent; somebody may have signed up with it since.
        if (await db.Accounts.AnyAsync(a => a.NormalizedEmail == key))
        {
            return (null, null, AccountsErrors.EmailTaken);
        }

        var old = account.Email;
        (account.Email, account.NormalizedEmail) = (email, key);
        await db.SaveChangesAsync();
        return (account, old, null);
    }
}
