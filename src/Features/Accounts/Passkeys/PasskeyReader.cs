using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Passkeys;

/// <summary>
/// What Identity's passkey handler reads of accounts. Nothing is written through Identity: its handler checks ceremonies, our use
/// cases store their outcome.
/// </summary>
internal sealed class PasskeyReader(AccountsDb db) : IUserPasskeyStore<Account>
{
    /// <summary>The handler takes a manager; this one only passes reads on.</summary>
    public static UserManager<Account> Manager(AccountsDb db) => new(
        new PasskeyReader(db), Options.Create(new IdentityOptions()), null!, [], [], new UpperInvariantLookupNormalizer(), new(), null!, NullLogger<UserManager<Account>>.Instance);

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        IdText.TryParse<UserId>(userId, out var user) ? await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.Value, cancellationToken) : null;

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.UserId.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.UserName);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await db.Passkeys.AsNoTracking().Where(p => p.UserId == user.UserId).ToListAsync(cancellationToken)).Select(p => p.ToInfo())];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        (await db.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.CredentialId == credentialId && p.UserId == user.UserId, cancellationToken))?.ToInfo();

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var passkey = await db.Passkeys.AsNoTracking().SingleOrDefaultAsync(p => p.CredentialId == credentialId, cancellationToken);
        return passkey is null ? null : await FindByIdAsync(passkey.UserId.ToString(), cancellationToken);
    }

    public void Dispose()
    {
        // The context belongs to the scope.
    }

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();
}
