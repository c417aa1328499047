using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>
/// The newest messages of rooms that were entered lately, as they stood at an offset. When all of a room come back at once, its messages are read once and
/// not for each of them. Every change of a message moves the offset in its own transaction: what is kept under the offset that the database says is true.
/// </summary>
internal sealed class RecentChats
{
    /// <summary>Characters kept in memory, of all rooms together; beyond, everything is read anew.</summary>
    private const long Most = 8_000_000;

    /// <summary>What a message weighs besides its text.</summary>
    private const int Weight = 300;

    private readonly ConcurrentDictionary<RoomId, RecentChat> _known = new();
    private long _weight;

    /// <param name="db">A reader.</param>
    /// <param name="room">The room's numbering, read just now and before anything else.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask<RecentChat> ReadAsync(ChatDb db, ChatRoom room, CancellationToken ct)
    {
        if (_known.TryGetValue(room.RoomId, out var known) && (known.Epoch, known.Offset) == (room.Epoch, room.Offset))
        {
            return known;
        }

        var read = await RecentChat.ReadAsync(db, room, ct);
        Keep(room.RoomId, read);
        return read;
    }

    private void Keep(RoomId room, RecentChat read)
    {
        var before = _known.TryGetValue(room, out var old) ? WeightOf(old) : 0;
        if (Interlocked.Add(ref _weight, WeightOf(read) - before) > Most)
        {
            _known.Clear(); // Rare, and all of it can be read again.
            Interlocked.Exchange(ref _weight, WeightOf(read));
        }

        _known[room] = read;
    }

    private static long WeightOf(RecentChat chat) => chat.Messages.Sum(m => m.Text.Length + (long)Weight) + Weight;
}

/// <summary>The newest messages of one room with all that is shown of them.</summary>
/// <param name="Epoch">Of the numbering.</param>
/// <param name="Offset">Where the numbering stood before they were read.</param>
/// <param name="Messages">In their order; shared, never to be changed.</param>
/// <param name="More">There are earlier ones.</param>
/// <param name="Changes">Later changes since the first of the messages; null where they are too many, or of earlier messages.</param>
/// <param name="Parts">Of the messages.</param>
internal sealed record RecentChat(string Epoch, long Offset, IReadOnlyList<Message> Messages, bool More, IReadOnlyList<Change>? Changes, MessageParts Parts)
{
    private const int MostChanges = 100;

    private long First => More ? Messages[0].Sequence : 1;

    public static async Task<RecentChat> ReadAsync(ChatDb db, ChatRoom room, CancellationToken ct)
    {
        var newest = await db.Messages.AsNoTracking().Where(m => m.RoomId == room.RoomId)
            .OrderByDescending(m => m.Sequence).Take(ReadChat.PageLength + 1).ToListAsync(ct);
        var more = newest.Count > ReadChat.PageLength;
        newest = [.. newest.Take(ReadChat.PageLength).Reverse()];
        var first = more ? newest[0].Sequence : 1;
        var changes = newest.Count == room.Offset && newest.LastOrDefault()?.Sequence == room.Offset // Each number is a message's: none is left for a change.
            ? []
            : await db.Changes.AsNoTracking().Where(c => c.RoomId == room.RoomId && c.Offset >= first).OrderBy(c => c.Offset).Take(MostChanges + 1).ToListAsync(ct);
        var known = changes.Count <= MostChanges && changes.TrueForAll(c => c.Sequence >= first);
        return new(room.Epoch, room.Offset, newest, more, known ? changes : null, await MessageParts.ReadAsync(db, newest, ct));
    }

    /// <summary>Whether everything that happened after an offset is here.</summary>
    public bool Reaches(long offset) => Changes is not null && offset + 1 >= First;

    /// <summary>Others' messages behind a read mark, up to so many; null where the answer is not here.</summary>
    public IEnumerable<Message>? UnreadAfter(long readTo) => readTo + 1 >= First ? Messages.Where(m => m.Sequence > readTo && m.Removed is null) : null;
}
