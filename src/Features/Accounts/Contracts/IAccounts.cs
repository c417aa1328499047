using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>What other features may ask about people.</summary>
public interface IAccounts
{
    /// <summary>The public profiles of these users; those who do not exist are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<UserId, Profile>> ProfilesAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);
}

/// <summary>What everybody may see of a person. Never an e-mail address (ACC-5).</summary>
public sealed record Profile(UserId Id, string Handle, string DisplayName);
