using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Chat;

internal static class ChatLive
{
    public static void Map(LiveRoutes live) => live
        .On<PostMessage.Request, MessageStored>("chat.send", (call, request) => call.Use<PostMessage>().RunAsync(call.Caller, request, call.Aborted))
        .On<EditMessage.Request, ChangeStored>("chat.edit", (call, request) => call.Use<EditMessage>().RunAsync(call.Caller, request, call.Aborted))
        .On<DeleteMessage.Request, ChangeStored>("chat.delete", (call, request) => call.Use<DeleteMessage>().RunAsync(call.Caller, request, call.Aborted))
        .On<ReactToMessage.Request, ChangeStored>("chat.react", (call, request) => call.Use<ReactToMessage>().RunAsync(call.Caller, request, call.Aborted))
        .On<PinMessage.Request, ChangeStored>("chat.pin", (call, request) => call.Use<PinMessage>().RunAsync(call.Caller, request, call.Aborted))
        .On<ReadOn.Request, ReadView>("chat.read", (call, request) => call.Use<ReadOn>().RunAsync(call.Caller, request, call.Aborted))
        .On<ChatRequest, Nothing>("chat.typing", TypingAsync)
        .On<ResumeRequest, ChatResumeReply>("chat.resume", ResumeAsync)
        .On<ChatRequest, ChatSnapshot>("chat.watch", WatchAsync)
        .On<ChatRequest, Nothing>("chat.unwatch", UnwatchAsync)
        .On<Nothing, FollowedChats>("chat.follow", FollowAsync)
        .Sends<ChatChanged>()
        .Sends<ChatNews>()
        .Sends<ChatTyping>()
        .Sends<ChatRead>();

    private static async Task<Result<ChatResumeReply>> ResumeAsync(LiveCall call, ResumeRequest request)
    {
        // Hearing what follows came with the seat and goes with it; here it is only about what was missed.
        if (!await call.Use<IRoomSeats>().MayWriteAsync(request.RoomId, call.Caller.UserId, call.Aborted))
        {
            return ChatErrors.NotFound;
        }

        return request.Offset < 0
            ? ChatErrors.FieldInvalid
            : await call.Use<ResumeChat>().RunAsync(request.RoomId, call.Caller.UserId, request.Epoch, request.Offset, call.Aborted);
    }

    /// <summary>Told to everybody who hears the chat; the client leaves itself out (CHAT-18).</summary>
    private static async Task<Result<Nothing>> TypingAsync(LiveCall call, ChatRequest request)
    {
        var user = call.Caller.UserId;
        if (await call.Use<ChatAccess>().CheckWriteAsync(request.RoomId, user, call.Aborted) is { } refused)
        {
            return refused;
        }

        if (await call.Use<ChatLimits>().MayTellTypingAsync(request.RoomId, user, call.Aborted))
        {
            var people = await call.Use<IAccounts>().ProfilesAsync([user], call.Aborted);
            await call.Use<IBroadcast>().SendAsync(ChatChanged.Audience(request.RoomId), new ChatTyping(request.RoomId, AuthorView.Of(user, people)));
        }

        return new Nothing();
    }

    /// <summary>A group's chat without a seat, for its members. Elsewhere the chat comes with the seat.</summary>
    private static async Task<Result<ChatSnapshot>> WatchAsync(LiveCall call, ChatRequest request)
    {
        var (broadcast, audience, user) = (call.Use<IBroadcast>(), ChatChanged.Audience(request.RoomId), call.Caller.UserId);
        if (!await IsOfGroupAsync(call, request.RoomId))
        {
            return ChatErrors.NotFound;
        }

        // Listening first: a membership that ends meanwhile either expels this connection or is seen to have ended.
        await broadcast.JoinAsync(audience, call.Connection.Id);
        if (await call.Use<ChatAccess>().CheckReadAsync(request.RoomId, user, call.Aborted) is { } refused)
        {
            await broadcast.LeaveAsync(audience, call.Connection.Id);
            return refused;
        }

        return await call.Use<ChatAtEntry>().ReadAsync(request.RoomId, user, call.Aborted);
    }

    private static async Task<Result<Nothing>> UnwatchAsync(LiveCall call, ChatRequest request)
    {
        if (!await IsOfGroupAsync(call, request.RoomId))
        {
            return ChatErrors.NotFound;
        }

        await call.Use<IBroadcast>().LeaveAsync(ChatChanged.Audience(request.RoomId), call.Connection.Id);
        return new Nothing();
    }

    /// <summary>Counts for all groups of the caller's: this tab hears of what is posted in them from now on.</summary>
    private static async Task<Result<FollowedChats>> FollowAsync(LiveCall call, Nothing request)
    {
        var (broadcast, groups, user) = (call.Use<IBroadcast>(), call.Use<IGroups>(), call.Caller.UserId);
        var joined = (await groups.GroupsOfAsync(user, call.Aborted)).Select(g => RoomId.Of(g.Value)).ToList();
        foreach (var room in joined)
        {
            await broadcast.JoinAsync(ChatNews.Audience(room), call.Connection.Id);
        }

        // Asked again: a membership that ended meanwhile either expelled this connection or is seen to have ended.
        var rooms = (await groups.GroupsOfAsync(user, call.Aborted)).Select(g => RoomId.Of(g.Value)).Intersect(joined).ToList();
        foreach (var room in joined.Except(rooms))
        {
            await broadcast.LeaveAsync(ChatNews.Audience(room), call.Connection.Id);
        }

        await call.Use<ChatAtEntry>().BeginAsync(rooms, user, call.Aborted);
        return await call.Use<ReadChat>().FollowedAsync(rooms, user, call.Aborted);
    }

    private static async Task<bool> IsOfGroupAsync(LiveCall call, RoomId room) =>
        await call.Use<IRooms>().FindAsync(room, call.Aborted) is { Kind: RoomKind.Group }
        && await call.Use<IRooms>().CheckMembershipAsync(room, call.Caller.UserId, call.Aborted) is null;

    private sealed record ResumeRequest(RoomId RoomId, string Epoch, long Offset);

    private sealed record ChatRequest(RoomId RoomId);
}

/// <summary>The chat's part of entering a room. Only asked once the seat is granted.</summary>
internal sealed class ChatAtEntry(IServiceScopeFactory scopes, IDatabase database) : IChatAtEntry
{
    public Type SnapshotType => typeof(ChatSnapshot);

    public string Audience(RoomId room) => ChatChanged.Audience(room);

    public async ValueTask<object> OpenAsync(RoomId room, UserId user, CancellationToken ct) => await ReadAsync(room, user, ct);

    public async Task<ChatSnapshot> ReadAsync(RoomId room, UserId user, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var read = scope.ServiceProvider.GetRequiredService<ResumeChat>();
        var (numbering, mark) = await read.StandingAsync(room, user, ct);
        if (mark is null)
        {
            await database.WriteAsync(unit => BeginAsync(unit, room, user), ct);
            (numbering, mark) = await read.StandingAsync(room, user, ct);
        }

        return await read.SnapshotAsync(room, user, numbering, mark, ct);
    }

    /// <summary>Sets the user's mark where they have none yet.</summary>
    public async Task BeginAsync(IReadOnlyCollection<RoomId> rooms, UserId user, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var begun = await scope.ServiceProvider.GetRequiredService<ChatDb>().ReadMarks.Where(r => r.UserId == user && rooms.Contains(r.RoomId)).Select(r => r.RoomId).ToListAsync(ct);
        foreach (var room in rooms.Except(begun))
        {
            await database.WriteAsync(unit => BeginAsync(unit, room, user), ct);
        }
    }

    /// <summary>The numbering begins with the first who enters, so that every client knows its epoch; what was said before somebody came is not unread to them.</summary>
    private static async Task<int> BeginAsync(WriteUnit unit, RoomId roomId, UserId user)
    {
        var db = unit.Db<ChatDb>();
        var room = await PostMessage.FindOrBeginAsync(db, roomId);
        if (!await db.ReadMarks.AnyAsync(r => r.RoomId == roomId && r.UserId == user))
        {
            db.ReadMarks.Add(new() { RoomId = roomId, UserId = user, ReadTo = room.Offset });
        }

        return await db.SaveChangesAsync();
    }
}
