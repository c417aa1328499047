using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Codes;

/// <summary>Turns a code into a proof of the address. Door: <c>POST /accounts/codes/verify</c>.</summary>
internal sealed class VerifyCode(IDatabase database, EmailCodes codes, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Purpose, string? Code);

    public async Task<Result<EmailProofView>> RunAsync(Request request, CancellationToken ct)
    {
        if (request.Purpose is not (EmailCode.SignUp or EmailCode.Recovery))
        {
            return AccountsErrors.PurposeInvalid;
        }

        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        // Not a Result: a wrong try must be stored, and a unit that returns an error leaves nothing behind.
        var (proof, refused) = await database.WriteAsync(
            unit => TryAsync(unit.Db<AccountsDb>(), EmailAddress.Key(email), request.Purpose, request.Code), ct);
        return proof is null ? refused! : proof;
    }

    private async Task<(EmailProofView? Proof, Error? Refused)> TryAsync(AccountsDb db, string address, string purpose, string? typed)
    {
        if (await codes.TryAsync(db, address, purpose, typed) is { } refused)
        {
            return (null, refused);
        }

        var (proof, token) = EmailProof.Give(address, purpose, clock.GetUtcNow());
        db.Proofs.Add(proof);
        await db.SaveChangesAsync();
        return (new(token, proof.ExpiresAt), null);
    }
}
