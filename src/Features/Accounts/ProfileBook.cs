using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

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

    /// <summary>Called once a change of the profile is durable.</summary>
    public void Forget(UserId user) => _known.Forget(user);

    private async Task ReadAsync(UserId[] users, Dictionary<UserId, Profile> found, CancellationToken ct)
    {
        var version = _known.Version;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        var ids = users.Select(u => u.Value).ToList();
        var rows = await db.Accounts.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.UserName, a.DisplayName }).ToListAsync(ct);
        foreach (var row in rows)
        {
            var profile = new Profile(UserId.Of(row.Id), row.UserName!, row.DisplayName);
            _known.Keep(profile.Id, profile, version); // Where somebody changed meanwhile, the next question reads again.
            found[profile.Id] = profile;
        }
    }
}
