using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Codes;

/// <summary>
/// Sends codes and takes them back. Known and unknown addresses answer alike (ACC-9): both do the same work, and the mail, which
/// tells them apart, goes out after the answer.
/// </summary>
internal sealed class EmailCodes(IDatabase database, CodeLimits limits, MailQueue mails, CodeKey key, TimeProvider clock)
{
    private const int LongestTyped = 100;

    /// <param name="typed">The address as typed.</param>
    /// <param name="purpose">What the code will prove it for, see <see cref="EmailCode"/>.</param>
    /// <param name="address">The network address.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<CodeSentView>> SendAsync(string? typed, string purpose, string address, CancellationToken ct)
    {
        if (!EmailAddress.Parse(typed).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        if (!mails.HasRoom)
        {
            return AccountsErrors.MailBusy;
        }

        if (await limits.TryCountAsync(EmailAddress.Key(email), address, ct) is { } limited)
        {
            return limited;
        }

        var digits = EmailCode.NewDigits();
        var handle = await database.WriteAsync(unit => ReplaceAsync(unit.Db<AccountsDb>(), EmailAddress.Key(email), purpose, digits), ct);
        mails.Add(CodeMails.For(purpose, email, handle, digits), clock.GetUtcNow() + EmailCode.Life);
        return new CodeSentView((int)limits.Spacing.TotalSeconds, (int)EmailCode.Life.TotalSeconds);
    }

    /// <summary>Spends a try. What it changes must be stored, whatever the outcome.</summary>
    /// <param name="db">The unit's.</param>
    /// <param name="address">The key of the e-mail address.</param>
    /// <param name="purpose">What the code was sent for.</param>
    /// <param name="typed">As typed.</param>
    /// <returns>Null when it was the code.</returns>
    public async Task<Error?> TryAsync(AccountsDb db, string address, string purpose, string? typed)
    {
        var digits = typed is null or { Length: > LongestTyped } ? "" : typed.Trim(); // As wrong as any other, without hashing a novel.
        var code = await db.Codes.SingleOrDefaultAsync(c => c.Email == address && c.Purpose == purpose);
        var refused = code is null ? AccountsErrors.CodeExpired : code.Try(key.Value, digits, clock.GetUtcNow(), limits.Spacing);
        await db.SaveChangesAsync();
        return refused;
    }

    /// <returns>The handle of the account with this address; null where there is none.</returns>
    private async Task<string?> ReplaceAsync(AccountsDb db, string address, string purpose, string digits)
    {
        var handle = await db.Accounts.Where(a => a.NormalizedEmail == address).Select(a => a.UserName).FirstOrDefaultAsync();

        // Where the mail holds no code there is a row too, with one that nobody knows: guessing must not tell the two apart.
        var known = EmailCode.IsSent(purpose, toAccount: handle is not null) ? digits : OpaqueToken.New();
        await db.Codes.Where(c => c.Email == address && c.Purpose == purpose).ExecuteDeleteAsync();
        db.Codes.Add(EmailCode.Send(key.Value, address, purpose, known, clock.GetUtcNow()));
        await db.SaveChangesAsync();
        return handle;
    }
}

/// <summary>The server's secret for hashing codes.</summary>
internal sealed class CodeKey(IServerSecrets secrets)
{
    public byte[] Value => secrets.Get("codes");
}
