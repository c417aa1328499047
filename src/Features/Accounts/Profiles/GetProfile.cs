using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Profiles;

/// <summary>What everybody signed in may see of a person (ACC-20).</summary>
/// <param name="Avatar">The address of the picture; null where there is none.</param>
internal sealed record PersonView(UserId Id, string Handle, string DisplayName, string? Avatar, string Bio, string? Link);

/// <summary>A public profile. Door: <c>GET /people/{handle}</c>.</summary>
internal sealed class GetProfile(AccountsDb db)
{
    public async Task<Result<PersonView>> RunAsync(string typed, CancellationToken ct)
    {
        if (!Handle.Parse(typed).IsOk(out var handle, out _))
        {
            return AccountsErrors.ProfileNotFound;
        }

        var key = Handle.Key(handle);
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(
            a => a.NormalizedUserName == key && a.EraseAt == null && a.DisabledAt == null, ct);
        return account is null
            ? AccountsErrors.ProfileNotFound
            : new PersonView(account.UserId, account.UserName!, account.DisplayName, Avatar.AddressOf(account.Avatar), account.Bio, account.Link);
    }
}
