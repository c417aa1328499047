using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>The owner changes the fields that were sent, and no others (ROOM-8). Door: <c>PATCH /rooms/{roomId}</c>.</summary>
internal sealed class EditRoom(IDatabase database, IRoomLife life, IBroadcast broadcast, RoomSearch search, IPasswordHasher<OpenRoom> passwords)
{
    public async Task<Result<RoomView>> RunAsync(Caller caller, RoomId id, OpenRoom.Wish wish, CancellationToken ct)
    {
        if (await life.MayEditAsync(id, caller.UserId, capacity: null, ct) is { } refusal)
        {
            return refusal;
        }

        if (OpenRoom.Read(wish) is { } wrong)
        {
            return wrong;
        }

        if (wish.Capacity is { } capacity && await life.MayEditAsync(id, caller.UserId, capacity, ct) is { } tooFew)
        {
            return tooFew;
        }

        return await database.WriteAsync<Result<RoomView>>(
            async unit =>
            {
                var db = unit.Db<RoomsDb>();
                if (await db.Rooms.SingleOrDefaultAsync(r => r.Id == id) is not { } room)
                {
                    return RoomErrors.NotFound;
                }

                room.Take(wish, password => passwords.HashPassword(null!, password));
                await db.SaveChangesAsync();
                await search.PutAsync(unit, room);
                await unit.TellAsync(new RoomEdited(id));
                var view = RoomView.Of(room);
                unit.AfterCommit(() => broadcast.SendAsync(RoomChanged.Audience, new RoomChanged(view)));
                return view;
            },
            ct);
    }
}
