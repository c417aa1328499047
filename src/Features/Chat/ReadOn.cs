using Microsoft.EntityFrameworkCore;
using StudyHub.Chat.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>Moves the caller's read mark, never backwards, and tells their other devices (CHAT-12). Door: live <c>chat.read</c>.</summary>
internal sealed class ReadOn(IDatabase database, ChatAccess access, IBlocks blocks, IBroadcast broadcast)
{
    /// <summary>What is counted of the unread; beyond, it is "99+".</summary>
    private const int CountTo = 100;

    public sealed record Request(RoomId RoomId, long Sequence);

    public async Task<Result<ReadView>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckReadAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (request.Sequence < 0)
        {
            return ChatErrors.FieldInvalid;
        }

        var ignored = await blocks.BlockedByAsync(caller.UserId, ct);
        return await database.WriteAsync<Result<ReadView>>(unit => StoreAsync(unit, caller.UserId, request, ignored), ct);
    }

    /// <summary>Where somebody's mark stands, and how much lies behind it.</summary>
    /// <param name="db">Of the unit, or a reader.</param>
    /// <param name="room">Whose chat.</param>
    /// <param name="user">Whose mark.</param>
    /// <param name="ignored">Whom they have blocked: what those write is not there for them (MOD-2).</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<ReadView> LookAsync(ChatDb db, RoomId room, UserId user, IReadOnlyList<UserId> ignored, CancellationToken ct)
    {
        var readTo = await db.ReadMarks.Where(r => r.RoomId == room && r.UserId == user).Select(r => r.ReadTo).SingleOrDefaultAsync(ct);
        var others = db.Messages.Where(m => m.RoomId == room && m.Sequence > readTo && m.Author != user && m.Removed == null);
        others = ignored.Count == 0 ? others : others.Where(m => !ignored.Contains(m.Author));
        return new(readTo, await others.Take(CountTo).CountAsync(ct));
    }

    private async Task<Result<ReadView>> StoreAsync(WriteUnit unit, UserId user, Request request, IReadOnlyList<UserId> ignored)
    {
        var (db, roomId) = (unit.Db<ChatDb>(), request.RoomId);
        var offset = await db.Rooms.Where(r => r.RoomId == roomId).Select(r => r.Offset).SingleOrDefaultAsync();
        var mark = await db.ReadMarks.SingleOrDefaultAsync(r => r.RoomId == roomId && r.UserId == user);
        var readTo = Math.Min(request.Sequence, offset); // Nobody has read what was not said yet.
        if (readTo > (mark?.ReadTo ?? 0))
        {
            if (await SpeaksToAsync(db, roomId, user, mark?.ReadTo ?? 0, readTo))
            {
                await unit.TellAsync(new MessagesRead(roomId, user, readTo));
            }

            if (mark is null)
            {
                db.ReadMarks.Add(mark = new() { RoomId = roomId, UserId = user });
            }

            mark.ReadTo = readTo;
            await db.SaveChangesAsync();
        }

        var read = await LookAsync(db, roomId, user, ignored, CancellationToken.None);
        if (readTo == read.ReadTo)
        {
            unit.AfterCommit(() => broadcast.SendAsync(Audiences.Of(user), new ChatRead(roomId, read)));
        }

        return read;
    }

    /// <summary>Whether anything on that stretch names or answers somebody; nearly always it is a message or two.</summary>
    private static Task<bool> SpeaksToAsync(ChatDb db, RoomId room, UserId user, long after, long to)
    {
        var name = user.ToString();
        return db.Messages.AnyAsync(m => m.RoomId == room && m.Sequence > after && m.Sequence <= to
            && (m.MentionsAll || m.Mentioned.Contains(name)
                || (m.ReplyTo != null && db.Messages.Any(o => o.RoomId == room && o.Sequence == m.ReplyTo && o.Author == user))));
    }
}
