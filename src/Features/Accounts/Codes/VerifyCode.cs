using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Codes;

/// <summary>Turns a code into a proof of the address. Door: <c>POST /accounts/codes/verify</c>.</summary>
internal sealed class VerifyCode(IDatabase database, CodeKey key, AccountsOptions options, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Purpose, string? Code);

    public async Task<Result<EmailProofView>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Purpose != EmailCode.SignUp)
        {
            return AccountsErrors.PurposeInvalid;
        }

        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        var digits = request.Code?.Trim() ?? "";
        if (digits.Length > 100)
        {
            digits = ""; // As wrong as any other, without hashing a novel.
        }

        // Not a Result: a wrong try must be stored, and a unit that returns an error leaves nothing behind.
        var (proof, refused) = await database.WriteAsync(unit => TryAsync(unit.Db<AccountsDb>(), EmailAddress.Key(email), digits), ct);
        return proof is null ? refused! : proof;
    }

    private async Task<(EmailProofView? Proof, Error? Refused)> TryAsync(AccountsDb db, string address, string digits)
    {
        var now = clock.GetUtcNow();
        var code = await db.Codes.SingleOrDefaultAsync(c => c.Email == address && c.Purpose == EmailCode.SignUp);
        if (code is null)
        {
            return (null, AccountsErrors.CodeExpired);
        }

        if (code.Try(key.Value, digits, now, options.CodeSpacing) is { } refused)
        {
            await db.SaveChangesAsync();
            return (null, refused);
        }

        var (proof, token) = EmailProof.Give(address, now);
        db.Proofs.Add(proof);
        await db.SaveChangesAsync();
        return (new(token, proof.ExpiresAt), null);
    }
}
