using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Groups;

/// <summary>What people hear, in the order stored.</summary>
internal sealed class GroupNews(IBroadcast broadcast)
{
    /// <summary>Who looks at the group asks again.</summary>
    public void Changed(WriteUnit unit, GroupId group) =>
        unit.AfterCommit(() => broadcast.SendAsync(GroupChanged.Audience(group), new GroupChanged(group)));

    /// <summary>One person, on all tabs.</summary>
    public void Tell(WriteUnit unit, UserId user, Group group, GroupHappening happening)
    {
        var said = new MyGroupsChanged(group.Id, group.Name, happening);
        unit.AfterCommit(() => broadcast.SendAsync(Audiences.Of(user), said));
    }

    public void Tell(WriteUnit unit, UserId user, GroupWarned warned) => unit.AfterCommit(() => broadcast.SendAsync(Audiences.Of(user), warned));

    /// <summary>Somebody's membership has ended: they hear so, and nothing of the group after it.</summary>
    public void Expelled(WriteUnit unit, Group group, UserId user, GroupHappening happening)
    {
        unit.AfterCommit(() => broadcast.ExpelAsync(GroupChanged.Audience(group.Id), user));
        Tell(unit, user, group, happening);
    }
}
