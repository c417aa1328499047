using StudyHub.Kernel;

namespace StudyHub.Accounts.Contracts;

/// <summary>Asked before an account is deleted; answered by whatever feature has groups. Owners hand over or dissolve first (ACC-22).</summary>
public interface IGroupOwners
{
    ValueTask<bool> OwnsAnyAsync(UserId user, CancellationToken ct);
}
