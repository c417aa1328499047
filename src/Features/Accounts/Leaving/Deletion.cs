using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Codes;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Profiles;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Leaving;

/// <param name="EraseAt">Until then, signing in cancels it.</param>
internal sealed record DeletionView(DateTimeOffset EraseAt);

/// <summary>Disables the caller's account at once; it is erased later, unless they sign in (ACC-22). Door: <c>POST /me/deletion</c>.</summary>
internal sealed class DeleteAccount(
    RecentProof proof, IDatabase database, IEnumerable<IGroupOwners> owners, AccountDeparture departure, AccountsOptions options, TimeProvider clock)
{
    public async Task<Result<DeletionView>> RunAsync(Caller caller, CancellationToken ct)
    {
        if (await proof.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        foreach (var groups in owners)
        {
            if (await groups.OwnsAnyAsync(caller.UserId, ct))
            {
                return AccountsErrors.OwnsGroups;
            }
        }

        var eraseAt = clock.GetUtcNow() + options.ErasureDelay;
        var result = await database.WriteAsync(unit => StoreAsync(unit, caller.UserId, eraseAt), ct);
        if (!result.IsOk(out var leaving, out var gone))
        {
            return gone;
        }

        await departure.TellAsync(leaving, eraseAt);
        return new DeletionView(eraseAt);
    }

    private static async Task<Result<WithEnded>> StoreAsync(WriteUnit unit, UserId user, DateTimeOffset eraseAt)
    {
        var db = unit.Db<AccountsDb>();
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value) is not { } account)
        {
            return AuthErrors.SessionEnded;
        }

        account.EraseAt = eraseAt;
        await db.SaveChangesAsync();
        return new WithEnded(account, await SessionEnds.EndAsync(unit, s => s.UserId == user));
    }
}

/// <summary>What follows when somebody leaves: every session ends, and a mail says how to come back.</summary>
internal sealed class AccountDeparture(SessionEnds ends, MailQueue mails)
{
    public async Task TellAsync(WithEnded leaving, DateTimeOffset eraseAt)
    {
        await ends.CloseAsync(leaving.Sessions);
        mails.Add(CodeMails.Leaving(leaving.Account.Email!, leaving.Account.UserName!, eraseAt), eraseAt);
    }
}

/// <summary>Erases accounts whose time has come. What it does in one transaction is repeated after a crash.</summary>
internal sealed class EraseAccounts(AccountsDb db, IDatabase database, ProfileBook profiles, TimeProvider clock)
{
    private const int Batch = 50;

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        foreach (var id in await db.Accounts.Where(a => a.EraseAt <= now).OrderBy(a => a.EraseAt).Select(a => a.Id).Take(Batch).ToListAsync(ct))
        {
            await database.WriteAsync(unit => EraseAsync(unit, UserId.Of(id), now), ct);
            profiles.Forget(UserId.Of(id));
        }
    }

    private static async Task<bool> EraseAsync(WriteUnit unit, UserId user, DateTimeOffset now)
    {
        var accounts = unit.Db<AccountsDb>();
        var account = await accounts.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.Value && a.EraseAt <= now);
        if (account is null)
        {
            return false; // They signed in after all.
        }

        await accounts.Passkeys.Where(p => p.UserId == user).ExecuteDeleteAsync();
        await accounts.TotpKeys.Where(k => k.UserId == user).ExecuteDeleteAsync();
        await accounts.RecoveryCodes.Where(c => c.UserId == user).ExecuteDeleteAsync();
        await accounts.Codes.Where(c => c.Email == account.NormalizedEmail).ExecuteDeleteAsync();
        await accounts.Proofs.Where(p => p.Email == account.NormalizedEmail).ExecuteDeleteAsync();
        if (await accounts.Exports.AsNoTracking().SingleOrDefaultAsync(e => e.UserId == user) is { } export)
        {
            await accounts.Exports.Where(e => e.UserId == user).ExecuteDeleteAsync();
            await unit.TellAsync(new BlobUnused(export.Blob));
        }

        await accounts.Accounts.Where(a => a.Id == user.Value).ExecuteDeleteAsync();
        if (account.Avatar is not null)
        {
            await unit.TellAsync(new BlobUnused(Avatar.KeyOf(account.Avatar)));
        }

        await unit.TellAsync(new AccountErased(user));
        return true;
    }
}
