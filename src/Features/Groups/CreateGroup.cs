using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Groups.Joining;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Founds a group (GRP-1). Door: <c>POST /groups</c>.</summary>
internal sealed class CreateGroup(IDatabase database, Memberships memberships, GroupSearch search, GroupNews news, TimeProvider clock)
{
    public Task<Result<GroupView>> RunAsync(Caller caller, Group.Wish wish, CancellationToken ct)
    {
        var created = Group.Create(caller.UserId, wish, clock.GetUtcNow());
        return created.IsOk(out var group, out var error)
            ? database.WriteAsync(unit => StoreAsync(unit, group), ct)
            : Task.FromResult<Result<GroupView>>(error);
    }

    private async Task<Result<GroupView>> StoreAsync(WriteUnit unit, Group group)
    {
        var db = unit.Db<GroupsDb>();
        if (await memberships.FreeSlotAsync(db, group.Owner) is not { } slot)
        {
            return GroupErrors.LimitReached;
        }

        db.Groups.Add(group);
        db.Members.Add(new Member { GroupId = group.Id, UserId = group.Owner, Slot = slot, JoinedAt = group.CreatedAt });
        await db.SaveChangesAsync();
        await search.PutAsync(unit, group.Id);
        news.Tell(unit, group.Owner, group, GroupHappening.Joined);
        return GroupView.Of(group, GroupRole.Owner);
    }
}
