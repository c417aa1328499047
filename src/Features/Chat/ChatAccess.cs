using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Meetings.Contracts;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>Who may what in a room's chat (CHAT-6, CHAT-9).</summary>
internal sealed class ChatAccess(IRoomSeats seats, IAccounts accounts)
{
    /// <returns>Null, <c>chat.not_allowed</c> to who may only read, <c>chat.not_found</c> to everybody else.</returns>
    public async ValueTask<Error?> CheckWriteAsync(RoomId room, UserId user, CancellationToken ct) =>
        await seats.MayWriteAsync(room, user, ct) ? null : await seats.MayReadAsync(room, user, ct) ? ChatErrors.NotAllowed : ChatErrors.NotFound;

    public async ValueTask<Error?> CheckReadAsync(RoomId room, UserId user, CancellationToken ct) =>
        await seats.MayReadAsync(room, user, ct) ? null : ChatErrors.NotFound;

    public ValueTask<bool> IsHostAsync(RoomId room, UserId user, CancellationToken ct) => seats.IsHostAsync(room, user, ct);

    /// <summary>Whom a text names: those with access, and everybody where a host calls them.</summary>
    public async ValueTask<Result<Mentions>> ReadMentionsAsync(RoomId room, UserId user, string text, CancellationToken ct)
    {
        var handles = Mentions.HandlesIn(text);
        if (handles.Count == 0)
        {
            return new Mentions([], false);
        }

        var all = handles.Contains(Mentions.Everybody);
        if (all && !await seats.IsHostAsync(room, user, ct))
        {
            return ChatErrors.MentionAllNotAllowed;
        }

        var people = await PeopleAsync(room, ct);
        return new Mentions([.. people.Values.Where(p => handles.Contains(p.Handle)).Select(p => p.Id)], all);
    }

    /// <summary>Everybody with access, at most some hundred.</summary>
    public async ValueTask<IReadOnlyDictionary<UserId, Profile>> PeopleAsync(RoomId room, CancellationToken ct) =>
        await accounts.ProfilesAsync(await seats.ReadersAsync(room, ct), ct);
}
