using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Contracts;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>
/// Posts a message: stored before it is acknowledged (CHAT-2), numbered without gaps, the same message only once (CHAT-3),
/// announced in the order stored. Door: live <c>chat.send</c>.
/// </summary>
internal sealed class PostMessage(IDatabase database, IRoomSeats seats, IAccounts accounts, IBroadcast broadcast, TimeProvider clock)
{
    public sealed record Request(RoomId RoomId, Guid MessageId, string Text);

    public async Task<Result<MessageStored>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (!await seats.HasSeatAsync(request.RoomId, caller.UserId, ct))
        {
            return await seats.HasBeenAsync(request.RoomId, caller.UserId, ct) ? ChatErrors.NotAllowed : ChatErrors.NotFound;
        }

        if (request.MessageId == Guid.Empty)
        {
            return ChatErrors.FieldInvalid;
        }

        if (!Message.Read(request.Text).IsOk(out var text, out var error))
        {
            return error;
        }

        var profiles = await accounts.ProfilesAsync([caller.UserId], ct);
        var author = AuthorView.Of(profiles[caller.UserId]);
        return await database.WriteAsync<Result<MessageStored>>(unit => StoreAsync(unit, caller, request, text, author), ct);
    }

    /// <summary>The room's numbering, begun where it has none yet.</summary>
    public static async Task<ChatRoom> FindOrBeginAsync(ChatDb db, RoomId roomId)
    {
        var room = await db.Rooms.SingleOrDefaultAsync(r => r.RoomId == roomId);
        if (room is null)
        {
            db.Rooms.Add(room = new ChatRoom { RoomId = roomId, Epoch = RandomNumberGenerator.GetHexString(16, lowercase: true) });
        }

        return room;
    }

    private async Task<Result<MessageStored>> StoreAsync(WriteUnit unit, Caller caller, Request request, string text, AuthorView author)
    {
        var db = unit.Db<ChatDb>();
        var first = await db.Messages.AsNoTracking().SingleOrDefaultAsync(m =>
            m.RoomId == request.RoomId && m.Author == caller.UserId && m.MessageId == request.MessageId);
        if (first is not null)
        {
            return new MessageStored(first.Sequence, first.PostedAt);
        }

        var room = await FindOrBeginAsync(db, request.RoomId);
        var message = Message.Post(room, request.MessageId, caller.UserId, text, clock.GetUtcNow());
        db.Messages.Add(message);
        await db.SaveChangesAsync();
        var changed = new ChatChanged(room.RoomId, room.Epoch, [new(message.Sequence, MessageView.Of(message, author))]);
        unit.AfterCommit(() => broadcast.SendAsync(ChatChanged.Audience(room.RoomId), changed));
        return new MessageStored(message.Sequence, message.PostedAt);
    }
}
