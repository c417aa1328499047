using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>Signs in by handle or e-mail and password. Door: <c>POST /sessions</c>.</summary>
internal sealed class SignIn(AccountsDb db, PasswordProof passwords, OpenSession open)
{
    /// <param name="Name">Handle or e-mail address.</param>
    /// <param name="Password">As typed.</param>
    /// <param name="Code">Where a second factor is switched on.</param>
    /// <param name="Visitor">Where they come from.</param>
    public sealed record Request(string? Name, string? Password, string? Code, Visitor Visitor);

    public async Task<Result<SignedIn>> RunAsync(Request request, CancellationToken ct)
    {
        var name = AccountName.Of(request.Name);
        var account = await FindAsync(name, ct);
        var proof = await passwords.TryAsync(account, name.Key, request.Password, request.Code, request.Visitor.Address, ct);
        return proof.IsOk(out var isStrong, out var refused) ? await open.RunAsync(account!, request.Visitor.Device, isStrong, ct) : refused;
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
