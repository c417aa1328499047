using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Credentials;

/// <summary>
/// Sets a new password for whoever proved the account's address, and ends every session (ACC-17). The second factor stays (ACC-12).
/// Door: <c>POST /accounts/recovery</c>.
/// </summary>
internal sealed class RecoverPassword(AccountsDb db, IDatabase database, PasswordHashing hashing, PasswordChange change, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Proof, string? Password);

    public async Task<Result<Done>> RunAsync(Request request, CancellationToken ct)
    {
        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        var proof = PresentedProof.Of(request.Proof, email, EmailCode.Recovery);
        if (!await proof.HoldsAsync(db, clock.GetUtcNow(), ct))
        {
            return AccountsErrors.EmailUnproven;
        }

        if (!Password.Choose(request.Password).IsOk(out var password, out var refused))
        {
            return refused.For("password");
        }

        if (!(await hashing.HashAsync(password, ct)).IsOk(out var hash, out var busy))
        {
            return busy;
        }

        var result = await database.WriteAsync(unit => SetAsync(unit, proof, hash), ct);
        if (!result.IsOk(out var changed, out var gone))
        {
            return gone;
        }

        await change.TellAsync(changed);
        return Done.Value;
    }

    private async Task<Result<WithEnded>> SetAsync(WriteUnit unit, PresentedProof proof, string hash)
    {
        var accounts = unit.Db<AccountsDb>();
        var account = await accounts.Accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == proof.Email);
        if (account is null || !await proof.SpendAsync(accounts, clock.GetUtcNow()))
        {
            return AccountsErrors.EmailUnproven;
        }

        account.ChangePassword(hash);
        await accounts.SaveChangesAsync();
        return new WithEnded(account, await SessionEnds.EndAsync(unit, s => s.UserId == account.UserId));
    }
}
