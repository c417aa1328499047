using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Profiles;

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
    /// <param name="DisplayName">Null: as it is.</param>
    /// <param name="Bio">Null: as it is; empty: none.</param>
    /// <param name="Link">Null: as it is; empty: none.</param>
    public sealed record Request(string? DisplayName, string? Bio, string? Link);

    public async Task<Result<MeView>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        var displayName = Check(request.DisplayName, Account.CheckDisplayName, out var nameError);
        var bio = Check(request.Bio, ProfileRules.CheckBio, out var bioError);
        var link = Check(request.Link, ProfileRules.CheckLink, out var linkError);
        if (Fields.FirstOf(("displayName", nameError), ("bio", bioError), ("link", linkError)) is { } invalid)
        {
            return invalid;
        }

        var result = await database.WriteAsync(unit => ChangeAsync(unit.Db<AccountsDb>(), caller.UserId, displayName, bio, link), ct);
        profiles.Forget(caller.UserId);
        return result;
    }

    private static string? Check(string? text, Func<string, Result<string>> check, out Error? error)
    {
        error = null;
        return text is null ? null : check(text).IsOk(out var clean, out error) ? clean : null;
    }

    private static async Task<Result<MeView>> ChangeAsync(AccountsDb db, UserId user, string? displayName, string? bio, string? link)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value);
        if (account is null)
        {
            return AuthErrors.SessionEnded;
        }

        account.DisplayName = displayName ?? account.DisplayName;
        account.Bio = bio ?? account.Bio;
        account.Link = link is null ? account.Link : link.Length == 0 ? null : link;
        await db.SaveChangesAsync();
        return MeView.Of(account);
    }
}
