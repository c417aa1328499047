using Microsoft.AspNetCore.Identity;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>Opens a room. Door: <c>POST /rooms</c>.</summary>
internal sealed class CreateRoom(
    IDatabase database, ICounters counters, IBroadcast broadcast, RoomSearch search, IPasswordHasher<OpenRoom> passwords, RoomsOptions options, TimeProvider clock)
{
    public async Task<Result<RoomView>> RunAsync(Caller caller, OpenRoom.Wish wish, CancellationToken ct)
    {
        if (!OpenRoom.Open(caller.UserId, wish, password => passwords.HashPassword(null!, password), clock.GetUtcNow()).IsOk(out var room, out var error))
        {
            return error;
        }

        if (await counters.TryCountAsync($"rooms.create/{caller.UserId}", options.CreatedPerHour, TimeSpan.FromHours(1), ct) is { } wait)
        {
            return RoomErrors.TooManyRooms(wait);
        }

        return await database.WriteAsync<Result<RoomView>>(
            async unit =>
            {
                var db = unit.Db<RoomsDb>();
                db.Rooms.Add(room);
                await db.SaveChangesAsync();
                await search.PutAsync(unit, room);
                await unit.TellAsync(new RoomOpened(room.Id, caller.UserId));
                var view = RoomView.Of(room);
                unit.AfterCommit(() => broadcast.SendAsync(RoomChanged.Audience, new RoomChanged(view)));
                return view;
            },
            ct);
    }
}
