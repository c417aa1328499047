using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>A device lost contact: its seat is held.</summary>
internal sealed class HoldSeat(IServiceProvider services, IServiceScopeFactory scopes) : IContactListener
{
    public async Task ContactLostAsync(LiveConnection connection, LiveDevice device, DateTimeOffset lastContact)
    {
        await using var scope = scopes.CreateAsyncScope();
        var user = connection.Caller.UserId;
        var rooms = await scope.ServiceProvider.GetRequiredService<MeetingsDb>().Seats.Where(s => s.UserId == user).Select(s => s.RoomId).ToListAsync();

        // Resolved late: who holds seats needs the connections, and the connections tell who holds seats.
        var meetings = services.GetRequiredService<IActors<MeetingState, MeetingCommand, MeetingReply>>();
        foreach (var room in rooms)
        {
            await meetings.AskAsync(room.ToString(), new LoseContact(user, connection.Id, lastContact), CancellationToken.None);
        }
    }
}

/// <summary>A session ended: its seat is freed without hold (ACC-16).</summary>
internal sealed class FreeSeatOfSession(MeetingsDb db, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : IHandle<SessionEnded>
{
    public async Task HandleAsync(SessionEnded domainEvent, CancellationToken ct)
    {
        var rooms = await db.Seats.Where(s => s.SessionId == domainEvent.SessionId).Select(s => s.RoomId).ToListAsync(ct);
        foreach (var room in rooms)
        {
            await meetings.AskAsync(room.ToString(), new Release(domainEvent.UserId, domainEvent.SessionId, DepartureReason.SessionEnded), ct);
        }
    }
}

/// <summary>A room was opened: its meeting wakes, so that the creator's reservation runs though nobody comes.</summary>
internal sealed class AwaitCreator(IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : IHandle<RoomOpened>
{
    public Task HandleAsync(RoomOpened domainEvent, CancellationToken ct) =>
        meetings.AskAsync(domainEvent.RoomId.ToString(), new Begin(), ct).AsTask();
}

/// <summary>After a start, every room that still lives wakes: holds and graces go on where they stood.</summary>
internal sealed partial class WakeMeetings(
    IServiceScopeFactory scopes, IActors<MeetingState, MeetingCommand, MeetingReply> meetings, ILogger<WakeMeetings> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var alive = await scope.ServiceProvider.GetRequiredService<MeetingsDb>().Meetings
            .Where(m => m.Life != Life.Closed).Select(m => m.RoomId).ToListAsync(stoppingToken);
        foreach (var room in alive)
        {
            try
            {
                await meetings.AskAsync(room.ToString(), new Tick(), stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e, room); // One room that cannot wake must not keep the others, or the server, from starting.
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Room {Room} could not be woken; it wakes when somebody asks for it")]
    private partial void LogFailed(Exception e, RoomId room);
}

/// <summary>Answers the other features.</summary>
internal sealed class SeatAnswers(MeetingsDb db, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : Contracts.IRoomSeats
{
    public async ValueTask<bool> HasSeatAsync(RoomId room, UserId user, CancellationToken ct) =>
        (await meetings.AskAsync(room.ToString(), new Look(), ct)).IsOk(out var reply, out _) && reply.State.SeatOf(user) is not null;

    public async ValueTask<bool> HasBeenAsync(RoomId room, UserId user, CancellationToken ct) =>
        await db.Visits.AnyAsync(v => v.RoomId == room && v.UserId == user, ct);
}
