using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Groups.Moderation;

/// <summary>What was said to somebody who was not there: shown at the next sign-in, once (MEET-16). Doors: <c>GET /groups/warnings</c>, <c>POST /groups/warnings/seen</c>.</summary>
internal sealed class MyWarnings(IDatabase database, GroupsDb reader, TimeProvider clock)
{
    public async Task<UnseenWarnings> ListAsync(Caller caller, CancellationToken ct)
    {
        var unseen = await reader.Warnings.AsNoTracking().Where(w => w.UserId == caller.UserId && w.SeenAt == null).OrderBy(w => w.WarnedAt).ToListAsync(ct);
        var ids = unseen.Select(w => w.GroupId).Distinct().ToList();
        var names = await reader.Groups.Where(g => ids.Contains(g.Id)).ToDictionaryAsync(g => g.Id, g => g.Name, ct);
        return new([.. unseen.Select(w => new UnseenWarning(w.Id, w.GroupId, names.GetValueOrDefault(w.GroupId, ""), w.Reason, w.Number, w.WarnedAt))]);
    }

    public Task SeenAsync(Caller caller, IReadOnlyList<Guid> warnings, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var seen = warnings.Take(100).ToList();
        return database.WriteAsync(
            unit => unit.Db<GroupsDb>().Warnings.Where(w => w.UserId == caller.UserId && w.SeenAt == null && seen.Contains(w.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(w => w.SeenAt, now)),
            ct);
    }
}
