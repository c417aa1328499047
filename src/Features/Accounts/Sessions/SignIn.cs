using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>Signs in by handle or e-mail and password. Door: <c>POST /sessions</c>.</summary>
internal sealed class SignIn(AccountsDb db, IDatabase database, SignInAttempts attempts, PasswordHashing hashing, SessionStart start)
{
    /// <param name="Name">Handle or e-mail address.</param>
    /// <param name="Password">As typed.</param>
    /// <param name="Address">The network address.</param>
    public sealed record Request(string? Name, string? Password, string Address);

    public async Task<Result<SignedIn>> RunAsync(Request request, CancellationToken ct)
    {
        var name = AccountName.Of(request.Name);
        var account = await FindAsync(name, ct);
        var refused = await attempts.TryAsync(
            account?.Id.ToString() ?? name.Key,
            request.Address,
            () => hashing.VerifyAsync(account?.PasswordHash, Password.Typed(request.Password), ct),
            ct);
        if (refused is not null)
        {
            return refused;
        }

        var (session, signedIn) = start.Of(account!);
        await database.WriteAsync(
            async unit =>
            {
                var sessions = unit.Db<AccountsDb>();
                sessions.Sessions.Add(session);
                return await sessions.SaveChangesAsync();
            },
            ct);
        return signedIn;
    }

    private Task<Account?> FindAsync(AccountName name, CancellationToken ct)
    {
        var (key, isEmail) = (name.Key, name.IsEmail);
        var accounts = db.Accounts.AsNoTracking();
        return isEmail
            ? accounts.SingleOrDefaultAsync(a => a.NormalizedEmail == key, ct)
            : accounts.SingleOrDefaultAsync(a => a.NormalizedUserName == key, ct);
    }
}

/// <summary>What somebody typed to say who they are, in the form that is compared and counted.</summary>
internal readonly record struct AccountName(string Key, bool IsEmail)
{
    private const int LongestTyped = 1_000;

    public static AccountName Of(string? typed)
    {
        // A name longer than any address is nobody's, and too long to remember.
        var name = typed is { Length: <= LongestTyped } ? TextRules.Clean(typed) : "";
        return name.Length > EmailAddress.MaxLength ? new("", false) : new(EmailAddress.Key(name), name.Contains('@', StringComparison.Ordinal));
    }
}
