using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Live;

namespace StudyHub.Groups;

internal static class GroupsLive
{
    public static void Map(LiveRoutes live) => live
        .On<GroupRequest, Nothing>("groups.watch", WatchAsync)
        .On<GroupRequest, Nothing>("groups.unwatch", UnwatchAsync)
        .Sends<GroupChanged>()
        .Sends<MyGroupsChanged>()
        .Sends<GroupWarned>();

    private static async Task<Result<Nothing>> WatchAsync(LiveCall call, GroupRequest request)
    {
        // Listening first: a membership that ends meanwhile either expels this connection or is seen to have ended.
        var (broadcast, audience) = (call.Use<IBroadcast>(), GroupChanged.Audience(request.GroupId));
        await broadcast.JoinAsync(audience, call.Connection.Id);
        if (await call.Use<IGroups>().StandingAsync(request.GroupId, call.Caller.UserId, call.Aborted) >= Standing.Member)
        {
            return new Nothing();
        }

        await broadcast.LeaveAsync(audience, call.Connection.Id);
        return GroupErrors.Hidden;
    }

    private static async Task<Result<Nothing>> UnwatchAsync(LiveCall call, GroupRequest request)
    {
        await call.Use<IBroadcast>().LeaveAsync(GroupChanged.Audience(request.GroupId), call.Connection.Id);
        return new Nothing();
    }

    private sealed record GroupRequest(GroupId GroupId);
}
