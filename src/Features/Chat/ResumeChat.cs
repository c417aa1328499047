using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat;

/// <summary>What somebody reads who comes to a room or returns to it: the newest messages, or what they missed. Made for all of a room coming at once.</summary>
internal sealed class ResumeChat(ChatDb db, ReadChat read, IBlocks blocks, RecentChats recent)
{
    /// <summary>How far behind a client may be and still get the changes rather than a snapshot (5.6).</summary>
    private const int ResumeWindow = 1_000;

    /// <summary>What was missed since an offset, or a fresh snapshot.</summary>
    public async Task<ChatResumeReply> RunAsync(RoomId roomId, UserId user, string epoch, long offset, CancellationToken ct)
    {
        var (room, mark) = await StandingAsync(roomId, user, ct);
        if (room is null || room.Epoch != epoch || offset > room.Offset || room.Offset - offset > ResumeWindow)
        {
            var snapshot = await SnapshotAsync(roomId, user, room, mark, ct);
            return new(Reload: true, [], snapshot.Offset, snapshot, snapshot.Read);
        }

        var missed = offset == room.Offset ? [] : await MissedAsync(room, offset, ct);
        return new(Reload: false, missed, room.Offset, null, await LookAsync(room, user, mark, ct));
    }

    /// <summary>The room's numbering, and the sequence number that somebody has read to; null where either has not begun.</summary>
    public async Task<(ChatRoom? Room, long? Mark)> StandingAsync(RoomId roomId, UserId user, CancellationToken ct)
    {
        var standing = await db.Rooms.AsNoTracking().Where(r => r.RoomId == roomId).Select(r => new
        {
            r.Epoch,
            r.Offset,
            ReadTo = db.ReadMarks.Where(m => m.RoomId == roomId && m.UserId == user).Select(m => (long?)m.ReadTo).FirstOrDefault(),
        }).SingleOrDefaultAsync(ct);
        return standing is null ? default : (new ChatRoom(roomId, standing.Epoch, standing.Offset), standing.ReadTo);
    }

    /// <summary>The newest messages. The numbering is read before them: a change in between comes once more, and is known by its version.</summary>
    public async Task<ChatSnapshot> SnapshotAsync(RoomId roomId, UserId user, ChatRoom? room, long? mark, CancellationToken ct)
    {
        if (room is null)
        {
            return new(roomId, "", 0, [], null, new(0, 0));
        }

        var newest = await recent.ReadAsync(db, room, ct);
        var views = await read.ViewAsync(newest.Messages, newest.Parts, ct);
        return new(roomId, room.Epoch, room.Offset, views, newest.More ? Page.Next(views[0].Sequence) : null, await LookAsync(room, user, mark, ct));
    }

    /// <summary>Each missed change shows its message as it is now: a form that has been taken back since is never told again.</summary>
    private async Task<IReadOnlyList<ChatChange>> MissedAsync(ChatRoom room, long offset, CancellationToken ct)
    {
        var newest = await recent.ReadAsync(db, room, ct);
        var (changes, messages, parts) = newest.Reaches(offset)
            ? (newest.Changes!, newest.Messages, newest.Parts)
            : await ReadMissedAsync(room, offset, ct);
        changes = [.. changes.Where(c => c.Offset > offset && c.Offset <= room.Offset)];
        var changed = changes.Select(c => c.Sequence).ToHashSet();
        messages = [.. messages.Where(m => (m.Sequence > offset && m.Sequence <= room.Offset) || changed.Contains(m.Sequence))];
        var views = (await read.ViewAsync(messages, parts, ct)).ToDictionary(v => v.Sequence);
        return
        [
            .. views.Values.Where(v => v.Sequence > offset && v.Sequence <= room.Offset).Select(v => new ChatChange(v.Sequence, v))
                .Concat(changes.Select(c => new ChatChange(c.Offset, views[c.Sequence])))
                .OrderBy(c => c.Offset),
        ];
    }

    private async Task<(IReadOnlyList<Change> Changes, IReadOnlyList<Message> Messages, MessageParts Parts)> ReadMissedAsync(ChatRoom room, long offset, CancellationToken ct)
    {
        var changes = await db.Changes.AsNoTracking().Where(c => c.RoomId == room.RoomId && c.Offset > offset && c.Offset <= room.Offset).ToListAsync(ct);
        var earlier = changes.Select(c => c.Sequence).Where(s => s <= offset).Distinct().ToList();
        var messages = await db.Messages.AsNoTracking()
            .Where(m => m.RoomId == room.RoomId && ((m.Sequence > offset && m.Sequence <= room.Offset) || earlier.Contains(m.Sequence))).ToListAsync(ct);
        return (changes, messages, await MessageParts.ReadAsync(db, messages, ct));
    }

    /// <summary>What <see cref="ReadOn.LookAsync"/> says; mostly without asking, because what is unread is among the newest.</summary>
    private async Task<ReadView> LookAsync(ChatRoom room, UserId user, long? mark, CancellationToken ct)
    {
        var readTo = mark ?? 0;
        if (readTo >= room.Offset)
        {
            return new(readTo, 0); // A message's number is its offset.
        }

        if ((await recent.ReadAsync(db, room, ct)).UnreadAfter(readTo) is not { } newest)
        {
            return await ReadOn.LookAsync(db, room.RoomId, user, await blocks.BlockedByAsync(user, ct), ct);
        }

        var others = newest.Where(m => m.Author != user).ToList();
        var ignored = others.Count == 0 ? [] : await blocks.BlockedByAsync(user, ct);
        return new(readTo, others.Count(m => !ignored.Contains(m.Author)));
    }
}
