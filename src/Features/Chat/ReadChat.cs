using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat;

/// <summary>Reads a room's chat: pages of history, what a client missed, the newest for a newcomer, what is pinned.</summary>
internal sealed class ReadChat(ChatDb db, ChatAccess access, IAccounts accounts, IBlocks blocks)
{
    /// <summary>Messages in a snapshot and in a page of history (CHAT-7).</summary>
    public const int PageLength = 50;

    /// <summary>How far behind a client may be and still get the changes rather than a snapshot (5.6).</summary>
    private const int ResumeWindow = 1_000;

    /// <param name="RoomId">Whose chat.</param>
    /// <param name="Before">A cursor: what came before it.</param>
    /// <param name="After">A cursor: what came after it.</param>
    /// <param name="Around">A sequence number: a page with this message in its middle.</param>
    /// <param name="Limit">Messages on the page.</param>
    public sealed record HistoryRequest(RoomId RoomId, string? Before, string? After, long? Around, int? Limit);

    /// <summary>Door: <c>GET /rooms/{roomId}/messages</c>. For who sits or has sat in the room (CHAT-6).</summary>
    public async Task<Result<MessagePage>> HistoryAsync(Caller caller, HistoryRequest request, CancellationToken ct)
    {
        if (await access.CheckReadAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (!Page.Read<long>(request.Before, request.Limit, PageLength).IsOk(out var back, out var wrong)
            || !Page.Read<long>(request.After, request.Limit, PageLength).IsOk(out var on, out wrong))
        {
            return wrong;
        }

        if (back.After <= 0 || on.After <= 0)
        {
            return Page.CursorInvalid;
        }

        var (limit, before, after) = (back.Limit, back.After ?? long.MaxValue, on.After ?? 0);

        if (request.Around is { } middle)
        {
            return await AroundAsync(request.RoomId, middle, limit, ct);
        }

        var messages = db.Messages.AsNoTracking().Where(m => m.RoomId == request.RoomId && m.Sequence < before && m.Sequence > after);
        var forward = on.After is not null;
        var found = await (forward ? messages.OrderBy(m => m.Sequence) : messages.OrderByDescending(m => m.Sequence)).Take(limit + 1).ToListAsync(ct);
        var more = found.Count > limit;
        var page = found.Take(limit).OrderBy(m => m.Sequence).ToList();
        var earlier = page.Count > 0 && (forward ? page[0].Sequence > 1 : more);
        var later = page.Count > 0 && (forward ? more : before != long.MaxValue);
        return await PageAsync(page, earlier, later, ct);
    }

    /// <summary>What was missed since an offset, or a fresh snapshot.</summary>
    public async Task<ChatResumeReply> ResumeAsync(RoomId roomId, UserId user, string epoch, long offset, CancellationToken ct)
    {
        var room = await db.Rooms.AsNoTracking().SingleOrDefaultAsync(r => r.RoomId == roomId, ct);
        if (room is null || room.Epoch != epoch || offset > room.Offset || room.Offset - offset > ResumeWindow)
        {
            var snapshot = await SnapshotAsync(roomId, user, ct);
            return new(Reload: true, [], snapshot.Offset, snapshot, snapshot.Read);
        }

        // Each missed change shows its message as it is now: a form that has been taken back since is never told again.
        var changes = await db.Changes.AsNoTracking().Where(c => c.RoomId == roomId && c.Offset > offset && c.Offset <= room.Offset).ToListAsync(ct);
        var earlier = changes.Select(c => c.Sequence).Where(s => s <= offset).Distinct().ToList();
        var messages = await db.Messages.AsNoTracking()
            .Where(m => m.RoomId == roomId && ((m.Sequence > offset && m.Sequence <= room.Offset) || earlier.Contains(m.Sequence))).ToListAsync(ct);
        var views = (await ViewAsync(messages, ct)).ToDictionary(v => v.Sequence);
        var missed = views.Values.Where(v => v.Sequence > offset).Select(v => new ChatChange(v.Sequence, v))
            .Concat(changes.Select(c => new ChatChange(c.Offset, views[c.Sequence])))
            .OrderBy(c => c.Offset);
        return new(Reload: false, [.. missed], room.Offset, null, await LookAsync(roomId, user, ct));
    }

    public async Task<ChatSnapshot> SnapshotAsync(RoomId roomId, UserId user, CancellationToken ct)
    {
        // The offset is read before the messages: a change in between comes once more, and is known by its version.
        var room = await db.Rooms.AsNoTracking().SingleOrDefaultAsync(r => r.RoomId == roomId, ct);
        var newest = await db.Messages.AsNoTracking().Where(m => m.RoomId == roomId)
            .OrderByDescending(m => m.Sequence).Take(PageLength + 1).ToListAsync(ct);
        var views = await ViewAsync([.. newest.Take(PageLength).OrderBy(m => m.Sequence)], ct);
        return new(
            roomId,
            room?.Epoch ?? "",
            room?.Offset ?? 0,
            views,
            newest.Count > PageLength ? Page.Next(views[0].Sequence) : null,
            await LookAsync(roomId, user, ct));
    }

    /// <summary>Door: <c>GET /rooms/{roomId}/messages/pinned</c>.</summary>
    public async Task<Result<MessageList>> PinnedAsync(Caller caller, RoomId roomId, CancellationToken ct)
    {
        if (await access.CheckReadAsync(roomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        var pinned = await db.Messages.AsNoTracking().Where(m => m.RoomId == roomId && m.Pinned).OrderByDescending(m => m.Sequence).ToListAsync(ct);
        return new MessageList(await ViewAsync(pinned, ct), null);
    }

    /// <summary>Door: <c>GET /rooms/{roomId}/messages/people</c>.</summary>
    public async Task<Result<ChatPeople>> PeopleAsync(Caller caller, RoomId roomId, CancellationToken ct)
    {
        if (await access.CheckReadAsync(roomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        var people = await access.PeopleAsync(roomId, ct);
        return new ChatPeople([.. people.Keys.Select(p => AuthorView.Of(p, people)).OrderBy(p => p.DisplayName, StringComparer.CurrentCulture)]);
    }

    /// <summary>How far the user has read each of these chats.</summary>
    public async Task<FollowedChats> FollowedAsync(IEnumerable<RoomId> rooms, UserId user, CancellationToken ct)
    {
        var ignored = await blocks.BlockedByAsync(user, ct);
        var followed = new List<FollowedChat>();
        foreach (var room in rooms)
        {
            followed.Add(new(room, await ReadOn.LookAsync(db, room, user, ignored, ct)));
        }

        return new(followed);
    }

    public async Task<IReadOnlyList<MessageView>> ViewAsync(IReadOnlyList<Message> messages, CancellationToken ct)
    {
        var parts = await MessageParts.ReadAsync(db, messages, ct);
        var people = await accounts.ProfilesAsync(parts.People(messages), ct);
        return [.. messages.Select(m => parts.View(m, people))];
    }

    private async Task<ReadView> LookAsync(RoomId room, UserId user, CancellationToken ct) =>
        await ReadOn.LookAsync(db, room, user, await blocks.BlockedByAsync(user, ct), ct);

    private async Task<Result<MessagePage>> AroundAsync(RoomId roomId, long middle, int limit, CancellationToken ct)
    {
        var messages = db.Messages.AsNoTracking().Where(m => m.RoomId == roomId);
        var (half, rest) = ((limit + 1) / 2, limit / 2);
        var before = await messages.Where(m => m.Sequence <= middle).OrderByDescending(m => m.Sequence).Take(half + 1).ToListAsync(ct);
        var after = await messages.Where(m => m.Sequence > middle).OrderBy(m => m.Sequence).Take(rest + 1).ToListAsync(ct);
        return before.FirstOrDefault()?.Sequence == middle
            ? await PageAsync([.. before.Take(half).Concat(after.Take(rest)).OrderBy(m => m.Sequence)], before.Count > half, after.Count > rest, ct)
            : ChatErrors.MessageNotFound;
    }

    private async Task<Result<MessagePage>> PageAsync(List<Message> page, bool earlier, bool later, CancellationToken ct) => new MessagePage(
        await ViewAsync(page, ct),
        later ? Page.Next(page[^1].Sequence) : null,
        earlier ? Page.Next(page[0].Sequence) : null);
}
