using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Codes;

/// <summary>
/// Mails a code. Door: <c>POST /accounts/codes</c>. Known and unknown addresses answer alike (ACC-9): both do the same work, and the
/// mail, which tells them apart, goes out after the answer.
/// </summary>
internal sealed class SendCode(IDatabase database, CodeLimits limits, MailQueue mails, CodeKey key, TimeProvider clock)
{
    /// <param name="Email">As typed.</param>
    /// <param name="Purpose">Only <c>sign_up</c>.</param>
    /// <param name="Address">The network address.</param>
    public sealed record Request(string? Email, string? Purpose, string Address);

    public async Task<Result<CodeSentView>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Purpose != EmailCode.SignUp)
        {
            return AccountsErrors.PurposeInvalid;
        }

        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        if (!mails.HasRoom)
        {
            return AccountsErrors.MailBusy;
        }

        var address = EmailAddress.Key(email);
        if (await limits.TryCountAsync(address, request.Address, ct) is { } limited)
        {
            return limited;
        }

        var digits = EmailCode.NewDigits();
        var handle = await database.WriteAsync(unit => ReplaceAsync(unit.Db<AccountsDb>(), address, digits), ct);
        mails.Add(handle is null ? CodeMails.SignUp(email, digits) : CodeMails.AccountExists(email, handle), clock.GetUtcNow() + EmailCode.Life);
        return new CodeSentView((int)limits.Spacing.TotalSeconds, (int)EmailCode.Life.TotalSeconds);
    }

    /// <returns>The handle of the account with this address; null where there is none.</returns>
    private async Task<string?> ReplaceAsync(AccountsDb db, string address, string digits)
    {
        var handle = await db.Accounts.Where(a => a.NormalizedEmail == address).Select(a => a.UserName).FirstOrDefaultAsync();

        // A known address gets a row too, with a code nobody knows: guessing must not tell it from an unknown one.
        var code = EmailCode.Send(key.Value, address, EmailCode.SignUp, handle is null ? digits : OpaqueToken.New(), clock.GetUtcNow());
        await db.Codes.Where(c => c.Email == address && c.Purpose == EmailCode.SignUp).ExecuteDeleteAsync();
        db.Codes.Add(code);
        await db.SaveChangesAsync();
        return handle;
    }
}

/// <summary>The server's secret for hashing codes.</summary>
internal sealed class CodeKey(IServerSecrets secrets)
{
    public byte[] Value => secrets.Get("codes");
}
