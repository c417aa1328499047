using Microsoft.EntityFrameworkCore;
using StudyHub.Chat.Files;
using StudyHub.Chat.Searching;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>Authors and hosts take a message back: a tombstone remains, text and files are gone (CHAT-8). Door: live <c>chat.delete</c>.</summary>
internal sealed class DeleteMessage(ChatAccess access, ChangeMessage change, MessageIndex index, IBroadcast broadcast)
{
    public sealed record Request(RoomId RoomId, long Sequence);

    public async Task<Result<ChangeStored>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckWriteAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        var host = await access.IsHostAsync(request.RoomId, caller.UserId, ct);
        return await change.RunAsync(
            request.RoomId,
            request.Sequence,
            [],
            async (unit, message) =>
            {
                if (message.Author != caller.UserId && !host)
                {
                    return ChatErrors.HostNeeded;
                }

                if (!message.Remove(message.Author == caller.UserId ? Removal.ByAuthor : Removal.ByHost))
                {
                    return false;
                }

                var (db, room, sequence) = (unit.Db<ChatDb>(), message.RoomId, message.Sequence);
                await db.Reactions.Where(r => r.RoomId == room && r.Sequence == sequence).ExecuteDeleteAsync();
                await ChatFile.DropAsync(unit, db.Files.Where(f => f.RoomId == room && f.Sequence == sequence));
                await index.RenewAsync(unit, message);
                unit.AfterCommit(() => broadcast.SendAsync(ChatNews.Audience(room), new ChatNews(room, sequence, message.Author, Removed: true)));
                return true;
            },
            ct);
    }
}
