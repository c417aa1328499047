using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Meetings.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat;

/// <summary>Reads a room's chat: pages of history, what a client missed, the newest for a newcomer.</summary>
internal sealed class ReadChat(ChatDb db, IRoomSeats seats, IAccounts accounts)
{
    /// <summary>Messages in a snapshot and in a page of history (CHAT-7).</summary>
    public const int PageLength = 50;

    /// <summary>How far behind a client may be and still get the changes rather than a snapshot (5.6).</summary>
    private const int ResumeWindow = 1_000;

    public sealed record HistoryRequest(RoomId RoomId, string? Before, string? After, int? Limit);

    /// <summary>Door: <c>GET /rooms/{roomId}/messages</c>. For who sits or has sat in the room (CHAT-6).</summary>
    public async Task<Result<MessagePage>> HistoryAsync(Caller caller, HistoryRequest request, CancellationToken ct)
    {
        if (!await seats.HasBeenAsync(request.RoomId, caller.UserId, ct))
        {
            return ChatErrors.NotFound;
        }

        var limit = request.Limit ?? PageLength;
        if (limit is < 1 or > Page.MaxLimit)
        {
            return Page.LimitInvalid;
        }

        if (!TryRead(request.Before, long.MaxValue, out var before) || !TryRead(request.After, 0, out var after))
        {
            return Page.CursorInvalid;
        }

        var messages = db.Messages.AsNoTracking().Where(m => m.RoomId == request.RoomId && m.Sequence < before && m.Sequence > after);
        var forward = !string.IsNullOrEmpty(request.After);
        var found = await (forward ? messages.OrderBy(m => m.Sequence) : messages.OrderByDescending(m => m.Sequence)).Take(limit + 1).ToListAsync(ct);
        var more = found.Count > limit;
        var page = found.Take(limit).OrderBy(m => m.Sequence).ToList();
        var earlier = page.Count > 0 && (forward ? page[0].Sequence > 1 : more);
        var later = page.Count > 0 && (forward ? more : before != long.MaxValue);
        return new MessagePage(
            await ViewAsync(page, ct),
            later ? Page.Encode($"{page[^1].Sequence}") : null,
            earlier ? Page.Encode($"{page[0].Sequence}") : null);
    }

    /// <summary>What was missed since an offset, or a fresh snapshot.</summary>
    public async Task<ChatResumeReply> ResumeAsync(RoomId roomId, string epoch, long offset, CancellationToken ct)
    {
        var room = await db.Rooms.AsNoTracking().SingleOrDefaultAsync(r => r.RoomId == roomId, ct);
        if (room is null || room.Epoch != epoch || offset > room.Offset || room.Offset - offset > ResumeWindow)
        {
            var snapshot = await SnapshotAsync(roomId, ct);
            return new(Reload: true, [], snapshot.Offset, snapshot);
        }

        var missed = await db.Messages.AsNoTracking().Where(m => m.RoomId == roomId && m.Sequence > offset).OrderBy(m => m.Sequence).ToListAsync(ct);
        var views = await ViewAsync(missed, ct);
        return new(Reload: false, [.. views.Select(v => new ChatChange(v.Sequence, v))], views.Count > 0 ? views[^1].Sequence : offset, null);
    }

    public async Task<ChatSnapshot> SnapshotAsync(RoomId roomId, CancellationToken ct)
    {
        var epoch = await db.Rooms.Where(r => r.RoomId == roomId).Select(r => r.Epoch).SingleOrDefaultAsync(ct);
        var newest = await db.Messages.AsNoTracking().Where(m => m.RoomId == roomId)
            .OrderByDescending(m => m.Sequence).Take(PageLength + 1).ToListAsync(ct);

        // The offset is that of the newest message read, not the counter's: one may have been stored in between.
        var views = await ViewAsync([.. newest.Take(PageLength).OrderBy(m => m.Sequence)], ct);
        return new(roomId, epoch ?? "", views.Count > 0 ? views[^1].Sequence : 0, views, newest.Count > PageLength ? Page.Encode($"{views[0].Sequence}") : null);
    }

    private static bool TryRead(string? cursor, long none, out long sequence)
    {
        sequence = none;
        return string.IsNullOrEmpty(cursor) || (long.TryParse(Page.Decode(cursor), out sequence) && sequence > 0);
    }

    private async Task<IReadOnlyList<MessageView>> ViewAsync(List<Message> messages, CancellationToken ct)
    {
        var profiles = await accounts.ProfilesAsync([.. messages.Select(m => m.Author).Distinct()], ct);
        return [.. messages.Select(m => MessageView.Of(
            m, profiles.TryGetValue(m.Author, out var profile) ? AuthorView.Of(profile) : new(m.Author, "", "")))];
    }
}
