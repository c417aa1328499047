using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Groups;

/// <summary>Changes the fields that were sent, and no others (GRP-3), or the notice (GRP-14). Doors: <c>PATCH /groups/{id}</c>, <c>PUT /groups/{id}/notice</c>.</summary>
internal sealed class EditGroup(IDatabase database, GroupSearch search, GroupNews news)
{
    public Task<Result<GroupView>> RunAsync(Caller caller, GroupId id, Group.Wish wish, CancellationToken ct) => database.WriteAsync<Result<GroupView>>(
        async unit => (await unit.Db<GroupsDb>().AsOwnerAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal)
            ? await StoreAsync(unit, group, caller, group.Edit(wish))
            : refusal,
        ct);

    public Task<Result<GroupView>> AnnounceAsync(Caller caller, GroupId id, string? notice, CancellationToken ct) => database.WriteAsync<Result<GroupView>>(
        async unit => (await unit.Db<GroupsDb>().AsHostAsync(id, caller.UserId, CancellationToken.None)).IsOk(out var group, out var refusal)
            ? await StoreAsync(unit, group, caller, group.Announce(notice))
            : refusal,
        ct);

    private async Task<Result<GroupView>> StoreAsync(WriteUnit unit, Group group, Caller caller, Error? refusal)
    {
        if (refusal is not null)
        {
            return refusal;
        }

        await unit.Db<GroupsDb>().SaveChangesAsync();
        await search.PutAsync(unit, group.Id);
        await unit.TellAsync(new GroupEdited(group.Id));
        news.Changed(unit, group.Id);
        return GroupView.Of(group, group.Owner == caller.UserId ? GroupRole.Owner : GroupRole.Manager);
    }
}
