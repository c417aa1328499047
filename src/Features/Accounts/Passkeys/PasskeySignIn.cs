using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Sessions;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web;

namespace StudyHub.Accounts.Passkeys;

/// <summary>Begins a sign-in by any passkey of this site. Door: <c>POST /sessions/passkey/start</c>.</summary>
internal sealed class StartPasskeySignIn(Ceremonies ceremonies, ICounters counters)
{
    private const int PerMinute = 60;

    public async Task<Result<CeremonyView>> RunAsync(HttpContext http, CancellationToken ct) =>
        await counters.TryCountAsync($"accounts.passkey:{ClientAddress.Of(http)}", PerMinute, TimeSpan.FromMinutes(1), ct) is { } wait
            ? AccountsErrors.TooManyCeremonies(wait)
            : await ceremonies.StartAssertionAsync(null, http);
}

/// <summary>Signs in by passkey, which counts as two factors: the device, and what unlocks it. Door: <c>POST /sessions/passkey</c>.</summary>
internal sealed class PasskeySignIn(Ceremonies ceremonies, OpenSession open)
{
    public async Task<Result<SignedIn>> RunAsync(PasskeyAnswer answer, CancellationToken ct)
    {
        var visitor = Visitor.Of(answer.Http);
        var proof = await ceremonies.AssertAsync(answer, visitor.Address, ct);
        return proof.IsOk(out var account, out var refused) ? await open.RunAsync(account, visitor.Device, isStrong: true, ct) : refused;
    }
}

/// <summary>Begins to prove by one of the caller's own passkeys who they are. Door: <c>POST /sessions/current/proof/passkey/start</c>.</summary>
internal sealed class StartPasskeyProof(AccountsDb db, Ceremonies ceremonies)
{
    public async Task<Result<CeremonyView>> RunAsync(Caller caller, HttpContext http, CancellationToken ct)
    {
        var id = caller.UserId.Value;
        return await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is { } account
            ? await ceremonies.StartAssertionAsync(account, http)
            : AuthErrors.SessionEnded;
    }
}

/// <summary>Renews the proof of who the caller is by passkey (ACC-18). Door: <c>POST /sessions/current/proof/passkey</c>.</summary>
internal sealed class PasskeyProof(Ceremonies ceremonies, ProveAgain prove)
{
    public async Task<Result<Done>> RunAsync(Caller caller, PasskeyAnswer answer, CancellationToken ct)
    {
        var proof = await ceremonies.AssertAsync(answer, ClientAddress.Of(answer.Http), ct);
        if (!proof.IsOk(out var account, out var refused))
        {
            return refused;
        }

        return account.UserId == caller.UserId ? await prove.RenewAsync(caller, isStrong: true, ct) : AccountsErrors.PasskeyWrong;
    }
}

/// <summary>Begins to make the passkey of an account that does not exist yet (ACC-6). Door: <c>POST /accounts/passkey/start</c>.</summary>
internal sealed class StartSignUpPasskey(AccountsDb db, Ceremonies ceremonies, TimeProvider clock)
{
    public sealed record Request(string? Email, string? Proof, string? Handle, HttpContext Http);

    public async Task<Result<CeremonyView>> RunAsync(Request request, CancellationToken ct)
    {
        if (!EmailAddress.Parse(request.Email).IsOk(out var email, out var invalid))
        {
            return invalid.For("email");
        }

        var now = clock.GetUtcNow();
        if (!await PresentedProof.Of(request.Proof, email, EmailCode.SignUp).HoldsAsync(db, now, ct))
        {
            return AccountsErrors.EmailUnproven;
        }

        if (!Handle.Parse(request.Handle).IsOk(out var handle, out var handleInvalid))
        {
            return handleInvalid.For("handle");
        }

        var key = Handle.Key(handle);
        return await db.Accounts.AnyAsync(a => a.NormalizedUserName == key, ct)
            ? AccountsErrors.HandleTaken
            : await ceremonies.StartRegistrationAsync(Ceremonies.ForSignUp, UserId.New(now), handle, handle, request.Http);
    }
}
