using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Passkeys;

internal sealed record PasskeyView(PasskeyId Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt)
{
    public static PasskeyView Of(Passkey passkey) => new(passkey.Id, passkey.Name, passkey.CreatedAt, passkey.LastUsedAt);
}

/// <summary>Begins to add a passkey to the caller's account. Door: <c>POST /me/passkeys/start</c>.</summary>
internal sealed class StartPasskey(RecentProof proof, AccountsDb db, Ceremonies ceremonies)
{
    public async Task<Result<CeremonyView>> RunAsync(Caller caller, HttpContext http, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        var user = caller.UserId;
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.Value, ct) is not { } account)
        {
            return AuthErrors.SessionEnded;
        }

        return await db.Passkeys.CountAsync(p => p.UserId == user, ct) >= Passkey.MostPerAccount
            ? AccountsErrors.PasskeysFull
            : await ceremonies.StartRegistrationAsync(Ceremonies.ForAccount, user, account.UserName!, account.DisplayName, http);
    }
}

/// <summary>Adds the passkey that the browser made (ACC-11). Door: <c>POST /me/passkeys</c>.</summary>
internal sealed class AddPasskey(RecentProof proof, IDatabase database, Ceremonies ceremonies, TimeProvider clock)
{
    public async Task<Result<PasskeyView>> RunAsync(Caller caller, PasskeyAnswer answer, string? name, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        if (!Passkey.CheckName(name, Visitor.Of(answer.Http).Device).IsOk(out var called, out var invalid))
        {
            return invalid.For("name");
        }

        if (!(await ceremonies.RegisterAsync(Ceremonies.ForAccount, answer, ct)).IsOk(out var made, out var wrong) || made.User != caller.UserId)
        {
            return wrong ?? AccountsErrors.PasskeyInvalid;
        }

        return await database.WriteAsync(
            unit => AddAsync(unit.Db<AccountsDb>(), caller, Passkey.Of(caller.UserId, made.Made, called, clock.GetUtcNow())), ct);
    }

    private static async Task<Result<PasskeyView>> AddAsync(AccountsDb db, Caller caller, Passkey passkey)
    {
        if (await db.Passkeys.CountAsync(p => p.UserId == caller.UserId) >= Passkey.MostPerAccount)
        {
            return AccountsErrors.PasskeysFull;
        }

        db.Passkeys.Add(passkey);
        await db.SaveChangesAsync();
        await db.Sessions.Where(s => s.Id == caller.SessionId).ExecuteUpdateAsync(set => set.SetProperty(s => s.IsStrong, true));
        return PasskeyView.Of(passkey);
    }
}

/// <summary>Gives a passkey another name. Door: <c>PATCH /me/passkeys/{passkeyId}</c>.</summary>
internal sealed class RenamePasskey(IDatabase database)
{
    public async Task<Result<PasskeyView>> RunAsync(Caller caller, PasskeyId id, string? name, CancellationToken ct) =>
        Passkey.CheckName(name, "").IsOk(out var called, out var invalid)
            ? await database.WriteAsync(unit => RenameAsync(unit.Db<AccountsDb>(), caller.UserId, id, called), ct)
            : invalid.For("name");

    private static async Task<Result<PasskeyView>> RenameAsync(AccountsDb db, UserId user, PasskeyId id, string name)
    {
        if (await db.Passkeys.SingleOrDefaultAsync(p => p.Id == id && p.UserId == user) is not { } passkey)
        {
            return AccountsErrors.PasskeyNotFound;
        }

        passkey.Name = name;
        await db.SaveChangesAsync();
        return PasskeyView.Of(passkey);
    }
}

/// <summary>Takes a passkey away, unless it is the only way in. Door: <c>DELETE /me/passkeys/{passkeyId}</c>.</summary>
internal sealed class RemovePasskey(RecentProof proof, IDatabase database)
{
    public async Task<Result<Done>> RunAsync(Caller caller, PasskeyId id, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        return await database.WriteAsync(unit => RemoveAsync(unit.Db<AccountsDb>(), caller.UserId, id), ct);
    }

    private static async Task<Result<Done>> RemoveAsync(AccountsDb db, UserId user, PasskeyId id)
    {
        if (await db.Passkeys.Where(p => p.Id == id && p.UserId == user).ExecuteDeleteAsync() == 0)
        {
            return AccountsErrors.PasskeyNotFound;
        }

        var hasWayIn = await db.Accounts.AnyAsync(a => a.Id == user.Value && a.PasswordHash != null) || await db.Passkeys.AnyAsync(p => p.UserId == user);
        return hasWayIn ? Done.Value : AccountsErrors.PasskeyIsLastWayIn; // A refusal leaves nothing behind.
    }
}
