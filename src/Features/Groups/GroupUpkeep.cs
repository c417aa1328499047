using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Groups.Contracts;

namespace StudyHub.Groups;

/// <summary>Each minute: erases groups dissolved 14 days ago (GRP-11) and applications that lapsed (GRP-5). What is due stands in the rows, so a restart forgets nothing.</summary>
internal sealed class GroupUpkeep(IServiceScopeFactory scopes, IDatabase database, TimeProvider clock, ILogger<GroupUpkeep> logger) : Upkeep(s_period, clock, logger)
{
    private const int Batch = 20;
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    public override async Task RunOnceAsync(CancellationToken ct)
    {
        var now = Clock.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<GroupsDb>();
        if (await db.Applications.AnyAsync(a => a.ExpiresAt <= now, ct))
        {
            await database.WriteAsync(unit => unit.Db<GroupsDb>().Applications.Where(a => a.ExpiresAt <= now).ExecuteDeleteAsync(), ct);
        }

        var since = now - Group.RestoreWithin;
        foreach (var id in await db.Groups.Where(g => g.DissolvedAt <= since).OrderBy(g => g.DissolvedAt).Take(Batch).Select(g => g.Id).ToListAsync(ct))
        {
            await database.WriteAsync(unit => EraseAsync(unit, id), ct);
        }
    }

    private static async Task<bool> EraseAsync(WriteUnit unit, GroupId id)
    {
        var db = unit.Db<GroupsDb>();
        await db.Members.Where(m => m.GroupId == id).ExecuteDeleteAsync();
        await db.Applications.Where(a => a.GroupId == id).ExecuteDeleteAsync();
        await db.Invitations.Where(i => i.GroupId == id).ExecuteDeleteAsync();
        await db.Warnings.Where(w => w.GroupId == id).ExecuteDeleteAsync();
        await db.Bans.Where(b => b.GroupId == id).ExecuteDeleteAsync();
        await db.Groups.Where(g => g.Id == id).ExecuteDeleteAsync();
        await unit.TellAsync(new GroupErased(id));
        return true;
    }
}
