using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Files;
using StudyHub.Chat.Searching;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>
/// Posts a message: stored before it is acknowledged (CHAT-2), numbered without gaps, the same message only once (CHAT-3),
/// announced in the order stored. Door: live <c>chat.send</c>.
/// </summary>
internal sealed class PostMessage(
    Lazy<ChatDb> reading, IDatabase database, ChatAccess access, MessageIndex index, IAccounts accounts, IBroadcast broadcast, ChatLimits limits, TimeProvider clock)
{
    public sealed record Request(RoomId RoomId, Guid MessageId, string Text, long? ReplyTo = null, IReadOnlyList<Guid>? Files = null);

    public async Task<Result<MessageStored>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckWriteAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (request.MessageId == Guid.Empty)
        {
            return ChatErrors.FieldInvalid;
        }

        List<Guid> files = [.. (request.Files ?? []).Distinct()];
        if (files.Count > Message.MostFiles)
        {
            return ChatErrors.FileInvalid;
        }

        if (!Message.Read(request.Text, mayBeEmpty: files.Count > 0).IsOk(out var text, out var error)
            || !(await access.ReadMentionsAsync(request.RoomId, caller.UserId, text, ct)).IsOk(out var mentions, out error))
        {
            return error;
        }

        if (await limits.CountMessageAsync(request.RoomId, caller.UserId, ct) is { } wait)
        {
            return ChatErrors.TooFast(wait);
        }

        Message? original = null;
        if (request.ReplyTo is { } to
            && (original = await reading.Value.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.RoomId == request.RoomId && m.Sequence == to, ct)) is null)
        {
            return ChatErrors.MessageNotFound;
        }

        var people = await accounts.ProfilesAsync([.. mentions.People.Append(caller.UserId).Concat(original is null ? [] : [original.Author]).Distinct()], ct);
        return await database.WriteAsync<Result<MessageStored>>(
            unit => StoreAsync(unit, caller, request with { Text = text, Files = files }, mentions, original?.Author, people), ct);
    }

    /// <summary>The room's numbering, begun where it has none yet.</summary>
    public static async Task<ChatRoom> FindOrBeginAsync(ChatDb db, RoomId roomId)
    {
        var room = await db.Rooms.SingleOrDefaultAsync(r => r.RoomId == roomId);
        if (room is null)
        {
            db.Rooms.Add(room = ChatRoom.Begin(roomId));
        }

        return room;
    }

    private async Task<Result<MessageStored>> StoreAsync(
        WriteUnit unit, Caller caller, Request request, Mentions mentions, UserId? answered, IReadOnlyDictionary<UserId, Profile> people)
    {
        var db = unit.Db<ChatDb>();
        var log = MessageLog.Of(db);
        var (room, first) = await log.LookAsync(request.RoomId, caller.UserId, request.MessageId);
        if (first is not null)
        {
            return first;
        }

        var message = Message.Post(room, request.MessageId, caller.UserId, request.Text, clock.GetUtcNow(), request.ReplyTo, mentions);
        if (!await ChatFile.AttachAsync(db, message, request.Files!))
        {
            return ChatErrors.FileNotFound;
        }

        await log.AppendAsync(room, message);
        await db.SaveChangesAsync(); // the files; where there are none it has nothing to do
        index.Added(unit);
        if (answered is not null || mentions.Any)
        {
            await unit.TellAsync(message.Addressed(answered));
        }

        var plain = request is { ReplyTo: null, Files.Count: 0 };
        var parts = await MessageParts.ReadAsync(db, plain ? [] : [message], CancellationToken.None);
        var changed = new ChatChanged(room.RoomId, room.Epoch, [new(message.Sequence, parts.View(message, people))]);
        unit.AfterCommit(async () =>
        {
            await broadcast.SendAsync(ChatChanged.Audience(room.RoomId), changed);
            await broadcast.SendAsync(ChatNews.Audience(room.RoomId), new ChatNews(room.RoomId, message.Sequence, message.Author, Removed: false));
        });
        return new MessageStored(message.Sequence, message.PostedAt);
    }
}
