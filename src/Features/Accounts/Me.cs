using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts;

/// <summary>The caller's own account. Door: <c>GET /me</c>.</summary>
internal sealed class GetMe(AccountsDb db)
{
    public async Task<Result<MeView>> RunAsync(Caller caller, CancellationToken ct)
    {
        var id = caller.UserId.Value;
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct);
        return account is null ? AuthErrors.SessionEnded : MeView.Of(account);
    }
}

/// <summary>Changes the fields that were sent, and no others. Door: <c>PATCH /me</c>.</summary>
internal sealed class EditMe(IDatabase database, ProfileBook profiles)
{
    public sealed record Request(string? DisplayName);

    public async Task<Result<MeView>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        string? displayName = null;
        if (request.DisplayName is not null && !Account.CheckDisplayName(request.DisplayName).IsOk(out displayName, out var invalid))
        {
            return invalid.For("displayName");
        }

        var result = await database.WriteAsync(unit => ChangeAsync(unit.Db<AccountsDb>(), caller.UserId, displayName), ct);
        profiles.Forget(caller.UserId);
        return result;
    }

    private static async Task<Result<MeView>> ChangeAsync(AccountsDb db, UserId user, string? displayName)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value);
        if (account is null)
        {
            return AuthErrors.SessionEnded;
        }

        account.DisplayName = displayName ?? account.DisplayName;
        await db.SaveChangesAsync();
        return MeView.Of(account);
    }
}
