using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Meetings.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Chat;

internal static class ChatLive
{
    public static void Map(LiveRoutes live) => live
        .On<PostMessage.Request, MessageStored>("chat.send", (call, request) =>
            call.Use<PostMessage>().RunAsync(call.Caller, request, call.Aborted))
        .On<ResumeRequest, ChatResumeReply>("chat.resume", ResumeAsync)
        .Sends<ChatChanged>();

    private static async Task<Result<ChatResumeReply>> ResumeAsync(LiveCall call, ResumeRequest request)
    {
        if (request.Offset < 0)
        {
            return ChatErrors.FieldInvalid;
        }

        // Hearing what follows came with the seat and goes with it; here it is only about what was missed.
        if (!await call.Use<IRoomSeats>().HasSeatAsync(request.RoomId, call.Caller.UserId, call.Aborted))
        {
            return ChatErrors.NotFound;
        }

        return await call.Use<ReadChat>().ResumeAsync(request.RoomId, request.Epoch, request.Offset, call.Aborted);
    }

    private sealed record ResumeRequest(RoomId RoomId, string Epoch, long Offset);
}

/// <summary>The chat's part of entering a room. Only asked once the seat is granted.</summary>
internal sealed class ChatAtEntry(IServiceScopeFactory scopes, IDatabase database) : IChatAtEntry
{
    public Type SnapshotType => typeof(ChatSnapshot);

    public string Audience(RoomId room) => ChatChanged.Audience(room);

    public async ValueTask<object> OpenAsync(RoomId room, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<ChatDb>().Rooms.AnyAsync(r => r.RoomId == room, ct))
        {
            // The numbering begins with the first who enters, so that every client knows its epoch.
            await database.WriteAsync(
                async unit =>
                {
                    var db = unit.Db<ChatDb>();
                    await PostMessage.FindOrBeginAsync(db, room);
                    return await db.SaveChangesAsync();
                },
                ct);
        }

        return await scope.ServiceProvider.GetRequiredService<ReadChat>().SnapshotAsync(room, ct);
    }
}
