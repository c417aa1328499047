using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Chat;

/// <summary>Reads a room's chat: pages of history, what is pinned, who is there. What somebody reads who comes or returns is in <see cref="ResumeChat"/>.</summary>
internal sealed class ReadChat(ChatDb db, ChatAccess access, IAccounts accounts, IBlocks blocks)
{
    /// <summary>Messages in a snapshot and in a page of history (CHAT-7).</summary>
    public const int PageLength = 50;

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

    public async Task<IReadOnlyList<MessageView>> ViewAsync(IReadOnlyList<Message> messages, CancellationToken ct) =>
        await ViewAsync(messages, await MessageParts.ReadAsync(db, messages, ct), ct);

    public async Task<IReadOnlyList<MessageView>> ViewAsync(IReadOnlyList<Message> messages, MessageParts parts, CancellationToken ct)
    {
        var people = await accounts.ProfilesAsync(parts.People(messages), ct);
        return [.. messages.Select(m => parts.View(m, people))];
    }

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
