using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>Keeps the list's numbers in step with the seats.</summary>
internal sealed class ShowOccupancy(IDatabase database, IBroadcast broadcast, RoomSearch search, TimeProvider clock) : IHandle<RoomOccupied>
{
    public Task HandleAsync(RoomOccupied domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var db = unit.Db<RoomsDb>();
            if (await db.Rooms.SingleOrDefaultAsync(r => r.Id == domainEvent.RoomId, CancellationToken.None) is not { } room)
            {
                return await ShowGroupAsync(db, domainEvent);
            }

            var found = (room.HasSpace, room.Closed);
            room.Occupy(domainEvent, clock.GetUtcNow());
            await db.SaveChangesAsync(CancellationToken.None);
            if (found != (room.HasSpace, room.Closed))
            {
                await search.PutAsync(unit, room);
            }

            var view = RoomView.Of(room);
            unit.AfterCommit(() => broadcast.SendAsync(RoomChanged.Audience, new RoomChanged(view)));
            return true;
        },
        ct);

    private static async Task<bool> ShowGroupAsync(RoomsDb db, RoomOccupied now)
    {
        if (await db.GroupRooms.SingleOrDefaultAsync(r => r.RoomId == now.RoomId) is not { } room)
        {
            db.GroupRooms.Add(room = new GroupRoom { RoomId = now.RoomId });
        }

        (room.Taken, room.Locked) = (now.Taken, now.Locked);
        await db.SaveChangesAsync();
        return true;
    }
}

/// <summary>A group was edited, and so was its room.</summary>
internal sealed class EditGroupRoom(IDatabase database) : IHandle<GroupEdited>
{
    public Task HandleAsync(GroupEdited domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            await unit.TellAsync(new RoomEdited(RoomId.Of(domainEvent.GroupId.Value)));
            return true;
        },
        ct);
}

/// <summary>A group's time is over, and so is its room's.</summary>
internal sealed class EraseGroupRoom(IDatabase database) : IHandle<GroupErased>
{
    public Task HandleAsync(GroupErased domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var id = RoomId.Of(domainEvent.GroupId.Value);
            await unit.Db<RoomsDb>().GroupRooms.Where(r => r.RoomId == id).ExecuteDeleteAsync();
            await unit.TellAsync(new RoomErased(id));
            return true;
        },
        ct);
}
