using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Accounts.Contracts;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>A device lost contact: its seat is held.</summary>
internal sealed class HoldSeat(IServiceProvider services, IServiceScopeFactory scopes, WaitingConnections waiting) : IContactListener
{
    public async Task ContactLostAsync(LiveConnection connection, LiveDevice device, DateTimeOffset lastContact)
    {
        await using var scope = scopes.CreateAsyncScope();
        var user = connection.Caller.UserId;
        var rooms = await scope.ServiceProvider.GetRequiredService<MeetingsDb>().Seats.Where(s => s.UserId == user).Select(s => s.RoomId).ToListAsync();

        if (waiting.Take(connection.Id) is { } door)
        {
            rooms.Add(door);
        }

        // Resolved late: who holds seats needs the connections, and the connections tell who holds seats.
        var meetings = services.GetRequiredService<IActors<MeetingState, MeetingCommand, MeetingReply>>();
        foreach (var room in rooms.Distinct())
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
internal sealed class SeatAnswers(Lazy<MeetingsDb> reading, IRooms rooms, IGroups groups, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : Contracts.IRoomSeats
{
    private const int MostReaders = 500;

    private MeetingsDb Db => reading.Value;

    public async ValueTask<bool> MayWriteAsync(RoomId room, UserId user, CancellationToken ct) =>
        (await meetings.AskAsync(room.ToString(), new Look(), ct)).IsOk(out var reply, out _)
        && (reply.State.Hosting.Kind == RoomKind.Group
            ? await rooms.CheckMembershipAsync(room, user, ct) is null
            : reply.State.SeatOf(user) is not null);

    public async ValueTask<bool> MayReadAsync(RoomId room, UserId user, CancellationToken ct) => await rooms.FindAsync(room, ct) switch
    {
        null => false,
        { Kind: RoomKind.Group } => await rooms.CheckMembershipAsync(room, user, ct) is null,
        _ => await Db.Visits.AnyAsync(v => v.RoomId == room && v.UserId == user, ct) && !await Db.Bans.AnyAsync(b => b.RoomId == room && b.UserId == user, ct),
    };

    public async ValueTask<bool> IsHostAsync(RoomId room, UserId user, CancellationToken ct) =>
        (await meetings.AskAsync(room.ToString(), new Look(), ct)).IsOk(out var reply, out _) && reply.State.IsHost(user);

    public async ValueTask<IReadOnlyList<UserId>> ReadersAsync(RoomId room, CancellationToken ct) => await rooms.FindAsync(room, ct) switch
    {
        null => [],
        { Kind: RoomKind.Group } => await groups.MembersAsync(GroupId.Of(room.Value), ct),
        _ => await Db.Visits.Where(v => v.RoomId == room && !Db.Bans.Any(b => b.RoomId == room && b.UserId == v.UserId))
            .OrderByDescending(v => v.FirstAt).Take(MostReaders).Select(v => v.UserId).ToListAsync(ct),
    };
}
