using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Live;

namespace StudyHub.Rooms;

internal static class RoomsLive
{
    public static void Map(LiveRoutes live) => live
        .On<Nothing, Nothing>("rooms.watch", WatchAsync)
        .On<Nothing, Nothing>("rooms.unwatch", UnwatchAsync)
        .Sends<RoomChanged>();

    private static async Task<Result<Nothing>> WatchAsync(LiveCall call, Nothing request)
    {
        await call.Use<IBroadcast>().JoinAsync(RoomChanged.Audience, call.Connection.Id);
        return request;
    }

    private static async Task<Result<Nothing>> UnwatchAsync(LiveCall call, Nothing request)
    {
        await call.Use<IBroadcast>().LeaveAsync(RoomChanged.Audience, call.Connection.Id);
        return request;
    }
}
