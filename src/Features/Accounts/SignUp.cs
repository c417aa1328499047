using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>Opens an account for a proven address and signs in (ACC-6). Door: <c>POST /accounts</c>.</summary>
internal sealed class SignUp(AccountsDb db, IDatabase database, PasswordHashing hashing, SessionStart start, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Proof, string? Handle, string? Password, string? DisplayName);

    public async Task<Result<SignedIn>> RunAsync(Request request, CancellationToken ct)
    {
        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        var proof = OpaqueToken.Hash(request.Proof);
        if (proof is null || !await IsProvenAsync(proof, EmailAddress.Key(email), ct))
        {
            return AccountsErrors.EmailUnproven;
        }

        var handleIsOk = Handle.Parse(request.Handle).IsOk(out var handle, out var handleError);
        var passwordIsOk = Password.Choose(request.Password).IsOk(out var password, out var passwordError);
        var displayNameIsOk = Account.CheckDisplayName(request.DisplayName ?? handle ?? "x").IsOk(out var displayName, out var nameError);
        if (!handleIsOk || !passwordIsOk || !displayNameIsOk)
        {
            return Fields.FirstOf(("handle", handleError), ("password", passwordError), ("displayName", nameError))!;
        }

        if (await IsHandleTakenAsync(handle!, ct))
        {
            return AccountsErrors.HandleTaken;
        }

        if (!(await hashing.HashAsync(password!, ct)).IsOk(out var hash, out var busy))
        {
            return busy;
        }

        var account = Account.Open(handle!, displayName!, email, hash, clock.GetUtcNow());
        return await StoreAsync(account, proof, ct);
    }

    private async Task<Result<SignedIn>> StoreAsync(Account account, byte[] proof, CancellationToken ct)
    {
        var (session, signedIn) = start.Of(account);
        try
        {
            var result = await database.WriteAsync(unit => AddAsync(unit.Db<AccountsDb>(), account, session, proof), ct);
            if (!result.IsOk(out _, out var refused))
            {
                return refused;
            }
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // The unique indexes have the last word. Which of them spoke, no database says alike.
            if (await IsHandleTakenAsync(account.UserName!, ct))
            {
                return AccountsErrors.HandleTaken;
            }

            if (await db.Accounts.AnyAsync(a => a.NormalizedEmail == account.NormalizedEmail, ct))
            {
                return AccountsErrors.EmailTaken;
            }

            throw;
        }

        return signedIn;
    }

    private async Task<Result<Done>> AddAsync(AccountsDb unit, Account account, Session session, byte[] proof)
    {
        var now = clock.GetUtcNow();
        if (await unit.Proofs.Where(p => p.Hash == proof && p.Email == account.NormalizedEmail && p.ExpiresAt > now).ExecuteDeleteAsync() == 0)
        {
            return AccountsErrors.EmailUnproven;
        }

        // Asked again where nobody can come in between on one node: a race is no failure worth logging.
        if (await unit.Accounts.AnyAsync(a => a.NormalizedUserName == account.NormalizedUserName))
        {
            return AccountsErrors.HandleTaken;
        }

        unit.Accounts.Add(account);
        unit.Sessions.Add(session);
        await unit.SaveChangesAsync();
        return Done.Value;
    }

    private Task<bool> IsProvenAsync(byte[] proof, string address, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return db.Proofs.AnyAsync(p => p.Hash == proof && p.Email == address && p.ExpiresAt > now, ct);
    }

    private Task<bool> IsHandleTakenAsync(string handle, CancellationToken ct)
    {
        var key = Handle.Key(handle);
        return db.Accounts.AnyAsync(a => a.NormalizedUserName == key, ct);
    }
}
