namespace StudyHub.Accounts.Codes;

/// <summary>Says that somebody typed the code sent to an address: an opaque value, stored hashed, valid once and for that address only (ACC-6).</summary>
internal sealed class EmailProof
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    public required byte[] Hash { get; init; }

    /// <summary>The key of the address, see <see cref="EmailAddress.Key"/>.</summary>
    public required string Email { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public static (EmailProof Proof, string Token) Give(string email, DateTimeOffset now)
    {
        var token = OpaqueToken.New();
        return (new() { Hash = OpaqueToken.Hash(token)!, Email = email, ExpiresAt = now + Life }, token);
    }
}
