using StudyHub.Kernel;

namespace StudyHub.Accounts;

internal sealed record HandleView(string Handle, bool Available);

/// <param name="ResendAfter">Seconds.</param>
/// <param name="ExpiresAfter">Seconds.</param>
internal sealed record CodeSentView(int ResendAfter, int ExpiresAfter);

internal sealed record EmailProofView(string Proof, DateTimeOffset ExpiresAt);

/// <summary>A person's own account: the only view with an e-mail address (ACC-5).</summary>
internal sealed record MeView(UserId Id, string Handle, string DisplayName, string Email, DateTimeOffset CreatedAt)
{
    public static MeView Of(Account account) =>
        new(account.UserId, account.UserName!, account.DisplayName, account.Email!, account.CreatedAt);
}
