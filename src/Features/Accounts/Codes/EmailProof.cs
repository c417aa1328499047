using Microsoft.EntityFrameworkCore;

namespace StudyHub.Accounts.Codes;

/// <summary>
/// Says that somebody typed the code sent to an address: an opaque value, stored hashed, valid once, for that address and purpose
/// only (ACC-6).
/// </summary>
internal sealed class EmailProof
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public required byte[] Hash { get; init; }

    /// <summary>The key of the address, see <see cref="EmailAddress.Key"/>.</summary>
    public required string Email { get; init; }

    /// <summary>What the code was sent for, see <see cref="EmailCode"/>.</summary>
    public required string Purpose { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static (EmailProof Proof, string Token) Give(string email, string purpose, DateTimeOffset now)
    {
        var token = OpaqueToken.New();
        return (new() { Hash = OpaqueToken.Hash(token)!, Email = email, Purpose = purpose, ExpiresAt = now + Life }, token);
    }
}

/// <summary>A proof as somebody presents it.</summary>
/// <param name="Hash">Null where it cannot be one.</param>
/// <param name="Email">The key of the address.</param>
/// <param name="Purpose">What it must have been given for.</param>
internal sealed record PresentedProof(byte[]? Hash, string Email, string Purpose)
{
    public static PresentedProof Of(string? token, string email, string purpose) => new(OpaqueToken.Hash(token), EmailAddress.Key(email), purpose);

    public async Task<bool> HoldsAsync(AccountsDb db, DateTimeOffset now, CancellationToken ct) => Hash is not null && await Rows(db, now).AnyAsync(ct);

    /// <returns>Whether it held; from now on it does no more.</returns>
    public async Task<bool> SpendAsync(AccountsDb db, DateTimeOffset now) => Hash is not null && await Rows(db, now).ExecuteDeleteAsync() == 1;

    private IQueryable<EmailProof> Rows(AccountsDb db, DateTimeOffset now) =>
        db.Proofs.Where(p => p.Hash == Hash && p.Email == Email && p.Purpose == Purpose && p.ExpiresAt > now);
}
