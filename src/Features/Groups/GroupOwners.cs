using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Who owns a group hands it over or dissolves it before the account goes (ACC-22).</summary>
internal sealed class GroupOwners(GroupsDb db) : IGroupOwners
{
    public async ValueTask<bool> OwnsAnyAsync(UserId user, CancellationToken ct) =>
        await db.Groups.AnyAsync(g => g.Owner == user && g.DissolvedAt == null, ct);
}
