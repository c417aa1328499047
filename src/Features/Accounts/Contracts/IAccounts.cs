using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>What other features may ask about people.</summary>
public interface IAccounts
{
    /// <summary>The public profiles of these users; those who do not exist are missing from the answer.</summary>
    ValueTask<IReadOnlyDictionary<UserId, Profile>> ProfilesAsync(IReadOnlyCollection<UserId> users, CancellationToken ct);

    /// <summary>All that everybody signed in may read about somebody (ACC-20); null where there is nobody, or nobody may.</summary>
    ValueTask<PublicProfile?> FindPublicAsync(UserId user, CancellationToken ct);
}

/// <param name="PictureBlob">Where the picture lies (<see cref="Kernel.Ports.IBlobs"/>); null where there is none. It goes when its owner changes it.</param>
public sealed record PublicProfile(Profile Profile, string Bio, string? Link, string? PictureBlob);

/// <summary>What everybody may see of a person. Never an e-mail address (ACC-5).</summary>
public sealed record Profile(UserId Id, string Handle, string DisplayName)
{
    /// <summary>The address of the picture on this server; null where there is none.</summary>
    public string? Avatar { get; init; }
}
