using StudyHub.Kernel;

namespace StudyHub.Accounts;

internal sealed record HandleView(string Handle, bool Available);

/// <param name="ResendAfter">Seconds.</param>
/// <param name="ExpiresAfter">Seconds.</param>
internal sealed record CodeSentView(int ResendAfter, int ExpiresAfter);

internal sealed record EmailProofView(string Proof, DateTimeOffset ExpiresAt);

/// <summary>A person's own account: the only view with an e-mail address (ACC-5).</summary>
/// <param name="Avatar">The address of the picture; null where there is none.</param>
/// <param name="IsAdmin">Whether they run this installation; their rights need a second factor too.</param>
internal sealed record MeView(
    UserId Id, string Handle, string DisplayName, string Email, DateTimeOffset CreatedAt, string Bio, string? Link, string? Avatar, bool IsAdmin)
{
    public static MeView Of(Account account) => new(
        account.UserId,
        account.UserName!,
        account.DisplayName,
        account.Email!,
        account.CreatedAt,
        account.Bio,
        account.Link,
        Profiles.Avatar.AddressOf(account.Avatar),
        account.IsAdmin);
}
