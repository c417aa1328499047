using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>A meeting's rows: read when it wakes, changed in the turn that decides.</summary>
internal sealed class MeetingStore(IServiceScopeFactory scopes, IDatabase database, IAudit audit, LiveConnections connections, TimeProvider clock)
{
    public async ValueTask<Result<MeetingState>> LoadAsync(RoomId roomId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<IRooms>().FindAsync(roomId, ct) is not { } room)
        {
            return MeetingErrors.RoomNotFound;
        }

        var opened = Meeting.Open(room);
        var db = scope.ServiceProvider.GetRequiredService<MeetingsDb>();
        if (await db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.RoomId == roomId, ct) is not { } row)
        {
            return opened;
        }

        var now = clock.GetUtcNow();
        var seats = await db.Seats.AsNoTracking().Where(s => s.RoomId == roomId).ToListAsync(ct);
        var state = opened with
        {
            Hosting = await HostRows.LoadAsync(db, room, row.Locked, ct),
            Life = row.Life,
            Owner = room.Kind == RoomKind.Group ? room.Creator : row.Owner,
            Reservation = row.ReservedFor is { } creator && row.ReservedUntil is { } until ? new(creator, until) : null,
            EmptySince = row.EmptySince,
            SharePolicy = row.SharePolicy,
            Version = row.Version,
            Seats = [.. seats.Select(s => Recover(s.ToSeat(), now)).OrderBy(s => s.EnteredAt).ThenBy(s => s.Id.Value)],
        };

        // The last seat may have moved to another room just before a crash.
        return state is { Life: Life.Occupied, Seats.IsEmpty: true } ? state with { Life = Life.Empty, EmptySince = room.Kind == RoomKind.Group ? null : now } : state;
    }

    /// <returns>An error where another seat of the same user won the race.</returns>
    public async ValueTask<Error?> SaveAsync(MeetingState before, MeetingState after, IReadOnlyList<HostAct> acts, CancellationToken ct)
    {
        try
        {
            return await database.WriteAsync(unit => SaveAsync(unit, before, after, acts), ct);
        }
        catch (DbException) when (after.Seats.Count > before.Seats.Count)
        {
            if (await FindElsewhereAsync(after.Seats[^1].UserId, after.RoomId, ct) is not { } seat)
            {
                throw;
            }

            return MeetingErrors.Elsewhere(seat);
        }
    }

    /// <summary>The user's seat in another room; null where there is none.</summary>
    public async ValueTask<SeatElsewhere?> FindElsewhereAsync(UserId user, RoomId here, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var seat = await scope.ServiceProvider.GetRequiredService<MeetingsDb>().Seats.AsNoTracking().SingleOrDefaultAsync(s => s.UserId == user, ct);
        if (seat is null || seat.RoomId == here)
        {
            return null;
        }

        var room = await scope.ServiceProvider.GetRequiredService<IRooms>().FindAsync(seat.RoomId, ct);
        return new(seat.RoomId, room?.Title ?? "", seat.Device, seat.DeviceLabel);
    }

    private async Task<Error?> SaveAsync(WriteUnit unit, MeetingState before, MeetingState after, IReadOnlyList<HostAct> acts)
    {
        var db = unit.Db<MeetingsDb>();
        await SeatLog.SaveAsync(db, after);
        var kept = after.Seats.Select(s => s.Id).ToHashSet();
        var gone = before.Seats.Where(s => !kept.Contains(s.Id)).Select(s => s.Id).ToList();
        if (gone.Count > 0)
        {
            await db.Seats.Where(s => gone.Contains(s.Id)).ExecuteDeleteAsync();
        }

        var known = before.Seats.ToDictionary(s => s.Id);
        foreach (var seat in after.Seats)
        {
            if (!known.TryGetValue(seat.Id, out var old))
            {
                await AddAsync(db, after.RoomId, seat);
            }
            else if (old != seat)
            {
                await SeatLog.ChangeAsync(db, seat);
            }
        }

        await HostRows.SaveAsync(db, after.RoomId, before.Hosting, after.Hosting);
        await db.SaveChangesAsync();
        foreach (var act in acts)
        {
            await audit.RecordAsync(unit, new(act.Actor, act.Act, act.Target?.ToString(), act.Reason) { Place = after.RoomId.Value });
        }

        foreach (var moderated in HostRows.Moderated(before, after, acts, clock.GetUtcNow()))
        {
            await unit.TellAsync(moderated);
        }

        if (before.Taken != after.Taken || before.Life != after.Life || before.Hosting.Locked != after.Hosting.Locked)
        {
            await unit.TellAsync(new RoomOccupied(after.RoomId, after.Taken, after.Life == Life.Closed, after.Hosting.Locked));
        }

        return null;
    }

    private static async Task AddAsync(MeetingsDb db, RoomId room, Seat seat)
    {
        if (seat.MovedHere)
        {
            await db.Seats.Where(s => s.UserId == seat.UserId && s.RoomId != room).ExecuteDeleteAsync();
        }

        await SeatLog.AddAsync(db, room, seat);
    }

    /// <summary>After a restart nobody is connected: the hold begins now, so that the time the server was away does not count (OPS-9).</summary>
    private Seat Recover(Seat seat, DateTimeOffset now)
    {
        var connection = connections.OfDevice(seat.Device)?.Id;
        return seat with { Connection = connection, HeldSince = connection is null ? now : null };
    }
}
