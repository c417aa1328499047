using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

/// <summary>A room, or the group it belongs to, was edited: those inside see it.</summary>
internal sealed class RefreshMeeting(IRooms rooms, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : IHandle<RoomEdited>
{
    public async Task HandleAsync(RoomEdited domainEvent, CancellationToken ct)
    {
        if (await rooms.FindAsync(domainEvent.RoomId, ct) is { } room)
        {
            await meetings.AskAsync(room.Id.ToString(), new Refresh(room), ct);
        }
    }
}

/// <summary>A membership ended, and the seat in the group's room with it (GRP-12).</summary>
internal sealed class FreeSeatOfMember(IDatabase database, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : IHandle<MembershipEnded>
{
    public async Task HandleAsync(MembershipEnded domainEvent, CancellationToken ct)
    {
        var (room, user) = (RoomId.Of(domainEvent.GroupId.Value), domainEvent.UserId);
        var released = await meetings.AskAsync(room.ToString(), new Release(user, null, DepartureReason.MembershipEnded), ct);
        if (released.Error is not null)
        {
            // The group was dissolved and the server restarted before anybody was told: there is no meeting to ask, but a row that would bar every other room.
            await database.WriteAsync(unit => unit.Db<MeetingsDb>().Seats.Where(s => s.RoomId == room && s.UserId == user).ExecuteDeleteAsync(), ct);
        }
    }
}

/// <summary>A room was erased: nothing of its meetings stays.</summary>
internal sealed class EraseMeeting(IDatabase database) : IHandle<RoomErased>
{
    public Task HandleAsync(RoomErased domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (db, room) = (unit.Db<MeetingsDb>(), domainEvent.RoomId);
            await db.Bans.Where(b => b.RoomId == room).ExecuteDeleteAsync();
            await db.Warnings.Where(w => w.RoomId == room).ExecuteDeleteAsync();
            await db.Visits.Where(v => v.RoomId == room).ExecuteDeleteAsync();
            await db.Seats.Where(s => s.RoomId == room).ExecuteDeleteAsync();
            return await db.Meetings.Where(m => m.RoomId == room).ExecuteDeleteAsync();
        },
        ct);
}

/// <summary>Answers Rooms: the meeting knows whose room it is and how many sit in it.</summary>
internal sealed class RoomLifeAnswers(IRooms rooms, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : IRoomLife
{
    public async ValueTask<Error?> MayEditAsync(RoomId room, UserId user, int? capacity, CancellationToken ct)
    {
        var refusal = (await meetings.AskAsync(room.ToString(), new AskEdit(user, capacity), ct)).Error;
        return refusal is { Kind: ErrorKind.Forbidden } && await rooms.CheckMembershipAsync(room, user, ct) is not null ? MeetingErrors.RoomHidden : refusal;
    }
}
