using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Credentials;
using StudyHub.Accounts.Passkeys;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>Opens an account for a proven address, with a password or a passkey, and signs in (ACC-6). Door: <c>POST /accounts</c>.</summary>
internal sealed partial class SignUp(
    AccountsDb db, IDatabase database, FirstCredential credentials, SessionStart start, TimeProvider clock, ILogger<SignUp> logger)
{
    /// <param name="Email">As typed.</param>
    /// <param name="Proof">From the code.</param>
    /// <param name="Handle">As typed.</param>
    /// <param name="Password">As typed; not looked at where there is a passkey.</param>
    /// <param name="Passkey">Null for a password.</param>
    /// <param name="DisplayName">The handle where it is null.</param>
    /// <param name="Visitor">Where they come from.</param>
    public sealed record Request(
        string? Email, string? Proof, string? Handle, string? Password, PasskeyAnswer? Passkey, string? DisplayName, Visitor Visitor);

    public async Task<Result<SignedIn>> RunAsync(Request request, CancellationToken ct)
    {
        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        var proof = PresentedProof.Of(request.Proof, email, EmailCode.SignUp);
        if (!await proof.HoldsAsync(db, clock.GetUtcNow(), ct))
        {
            return AccountsErrors.EmailUnproven;
        }

        var handleIsOk = Handle.Parse(request.Handle).IsOk(out var handle, out var handleError);
        Error? passwordError = null;
        var passwordIsOk = request.Passkey is not null || Password.Choose(request.Password).IsOk(out _, out passwordError);
        var displayNameIsOk = Account.CheckDisplayName(request.DisplayName ?? handle ?? "x").IsOk(out var displayName, out var nameError);
        if (!handleIsOk || !passwordIsOk || !displayNameIsOk)
        {
            return Fields.FirstOf(("handle", handleError), ("password", passwordError), ("displayName", nameError))!;
        }

        if (await IsHandleTakenAsync(handle!, ct))
        {
            return AccountsErrors.HandleTaken;
        }

        if (!(await credentials.MakeAsync(request, ct)).IsOk(out var credential, out var refused))
        {
            return refused;
        }

        var account = Account.Open(credential.User, handle!, displayName!, email, credential.PasswordHash, clock.GetUtcNow());
        return await StoreAsync(account, credential.Passkey, proof, request.Visitor, ct);
    }

    private async Task<Result<SignedIn>> StoreAsync(Account account, Passkey? passkey, PresentedProof proof, Visitor visitor, CancellationToken ct)
    {
        var (session, signedIn) = start.Of(account, visitor.Device, isStrong: passkey is not null);
        try
        {
            var result = await database.WriteAsync(unit => AddAsync(unit.Db<AccountsDb>(), account, passkey, session, proof), ct);
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

        LogSignedUp(session.UserId);
        return signedIn;
    }

    private async Task<Result<Done>> AddAsync(AccountsDb unit, Account account, Passkey? passkey, Session session, PresentedProof proof)
    {
        if (!await proof.SpendAsync(unit, clock.GetUtcNow()))
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
        if (passkey is not null)
        {
            unit.Passkeys.Add(passkey);
        }

        await unit.SaveChangesAsync();
        return Done.Value;
    }

    private Task<bool> IsHandleTakenAsync(string handle, CancellationToken ct)
    {
        var key = Handle.Key(handle);
        return db.Accounts.AnyAsync(a => a.NormalizedUserName == key, ct);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Signed up and in: user {UserId}")]
    private partial void LogSignedUp(UserId userId);
}
