using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>
/// What all later changes of a message have in common: stored with the next offset of the room, announced in the order stored, as the
/// message that now is.
/// </summary>
internal sealed class ChangeMessage(ChatDb reading, IDatabase database, IAccounts accounts, IBroadcast broadcast)
{
    /// <param name="roomId">The room; the caller's right to write there was checked.</param>
    /// <param name="sequence">The message.</param>
    /// <param name="named">People whom the message names only after the change.</param>
    /// <param name="change">Inside the unit of work; says whether anything is different now.</param>
    /// <param name="ct">Cancels the waiting.</param>
    public async Task<Result<ChangeStored>> RunAsync(
        RoomId roomId, long sequence, IEnumerable<UserId> named, Func<WriteUnit, Message, Task<Result<bool>>> change, CancellationToken ct)
    {
        if (await reading.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.RoomId == roomId && m.Sequence == sequence, ct) is not { } before)
        {
            return ChatErrors.MessageNotFound;
        }

        // Inside the unit only the database is waited for; whom the message speaks of does not change meanwhile.
        var parts = await MessageParts.ReadAsync(reading, [before], ct);
        var people = await accounts.ProfilesAsync([.. parts.People([before]).Union(named)], ct);
        return await database.WriteAsync<Result<ChangeStored>>(unit => StoreAsync(unit, roomId, sequence, people, change), ct);
    }

    private async Task<Result<ChangeStored>> StoreAsync(
        WriteUnit unit, RoomId roomId, long sequence, IReadOnlyDictionary<UserId, Profile> people, Func<WriteUnit, Message, Task<Result<bool>>> change)
    {
        var db = unit.Db<ChatDb>();
        var room = await db.Rooms.SingleOrDefaultAsync(r => r.RoomId == roomId);
        var message = await db.Messages.SingleOrDefaultAsync(m => m.RoomId == roomId && m.Sequence == sequence);
        if (room is null || message is null)
        {
            return ChatErrors.MessageNotFound;
        }

        var (mentioned, all, replyTo) = (message.Mentioned, message.MentionsAll, message.ReplyTo);
        if (!(await change(unit, message)).IsOk(out var different, out var error))
        {
            return error;
        }

        if (!different)
        {
            return new ChangeStored(message.Version);
        }

        db.Changes.Add(message.Number(room));
        await db.SaveChangesAsync();
        if ((mentioned, all, replyTo) != (message.Mentioned, message.MentionsAll, message.ReplyTo))
        {
            var answered = await db.Messages.Where(m => m.RoomId == roomId && m.Sequence == message.ReplyTo).Select(m => (UserId?)m.Author).SingleOrDefaultAsync();
            await unit.TellAsync(message.Addressed(answered));
        }

        var view = (await MessageParts.ReadAsync(db, [message], CancellationToken.None)).View(message, people);
        var changed = new ChatChanged(roomId, room.Epoch, [new(message.Version, view)]);
        unit.AfterCommit(() => broadcast.SendAsync(ChatChanged.Audience(roomId), changed));
        return new ChangeStored(message.Version);
    }
}
