using StudyHub.Kernel;

namespace StudyHub.Moderation.Contracts;

/// <summary>What other features may ask about blocks (MOD-2). Never told to anybody but their owner.</summary>
public interface IBlocks
{
    /// <summary>Whom somebody has blocked.</summary>
    ValueTask<IReadOnlyList<UserId>> BlockedByAsync(UserId user, CancellationToken ct);

    /// <summary>Who has blocked somebody.</summary>
    ValueTask<IReadOnlyList<UserId>> BlockersOfAsync(UserId user, CancellationToken ct);
}
