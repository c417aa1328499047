using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>The groups somebody is in or asks to join, and what was said to them as a warning (ACC-21).</summary>
internal sealed class GroupsExport(GroupsDb db) : IExportContributor
{
    public string Name => "groups";

    public async Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct)
    {
        await folder.AddJsonAsync(
            "memberships",
            db.Members.AsNoTracking().Where(m => m.UserId == user).OrderBy(m => m.JoinedAt)
                .Join(db.Groups, m => m.GroupId, g => g.Id, (m, g) => new { m.GroupId, g.Name, Owner = g.Owner == user, Manager = m.IsManager, m.JoinedAt }).AsAsyncEnumerable(),
            ct);
        await folder.AddJsonAsync(
            "applications",
            db.Applications.AsNoTracking().Where(a => a.UserId == user).OrderBy(a => a.CreatedAt)
                .Select(a => new { a.GroupId, a.Text, a.CreatedAt, a.ExpiresAt }).AsAsyncEnumerable(),
            ct);
        await folder.AddJsonAsync(
            "warnings",
            db.Warnings.AsNoTracking().Where(w => w.UserId == user).OrderBy(w => w.WarnedAt)
                .Select(w => new { w.GroupId, w.Reason, w.Number, w.WarnedAt }).AsAsyncEnumerable(),
            ct);
    }
}
