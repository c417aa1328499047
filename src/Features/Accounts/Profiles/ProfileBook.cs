using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Profiles;

/// <summary>Public profiles, from this node's memory, else from the database.</summary>
internal sealed class ProfileBook(IServiceScopeFactory scopes) : IAccounts
{
    private const int Capacity = 50_000;
    private const int Batch = 500;

    private readonly NodeCache<UserId, Profile> _known = new(Capacity);

    public async ValueTask<IReadOnlyDictionary<UserId, Profile>> ProfilesAsync(IReadOnlyCollection<UserId> users, CancellationToken ct)
    {
        var found = new Dictionary<UserId, Profile>(users.Count);
        var missing = new HashSet<UserId>();
        foreach (var user in users)
        {
            if (_known.TryGet(user, out var profile))
            {
                found[user] = profile;
            }
            else
            {
                missing.Add(user);
            }
        }

        foreach (var batch in missing.Chunk(Batch))
        {
            await ReadAsync(batch, found, ct);
        }

        return found;
    }

    public async ValueTask<PublicProfile?> FindPublicAsync(UserId user, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AccountsDb>().Accounts.AsNoTracking()
            .SingleOrDefaultAsync(a => a.Id == user.Value && a.EraseAt == null && a.DisabledAt == null, ct) is { } account
            ? new(new(user, account.UserName!, account.DisplayName) { Avatar = Profiles.Avatar.AddressOf(account.Avatar) }, account.Bio, account.Link, account.Avatar is null ? null : Profiles.Avatar.KeyOf(account.Avatar))
            : null;
    }

    /// <summary>Called once a change of the profile is durable.</summary>
    public void Forget(UserId user) => _known.Forget(user);

    private async Task ReadAsync(UserId[] users, Dictionary<UserId, Profile> found, CancellationToken ct)
    {
        var version = _known.Version;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        var ids = users.Select(u => u.Value).ToList();
        var rows = await db.Accounts.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.UserName, a.DisplayName, a.Avatar }).ToListAsync(ct);
        foreach (var row in rows)
        {
            var profile = new Profile(UserId.Of(row.Id), row.UserName!, row.DisplayName) { Avatar = Profiles.Avatar.AddressOf(row.Avatar) };
            _known.Keep(profile.Id, profile, version); // Where somebody changed meanwhile, the next question reads again.
            found[profile.Id] = profile;
        }
    }
}
