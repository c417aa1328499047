using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Contracts;

/// <summary>What other features may ask about who may take part in a room's conversation (CHAT-6).</summary>
public interface IRoomSeats
{
    /// <summary>In an open room, who has a seat there now; in a group's, every member.</summary>
    ValueTask<bool> MayWriteAsync(RoomId room, UserId user, CancellationToken ct);

    /// <summary>In an open room, who has or had a seat and is not banned; in a group's, every member.</summary>
    ValueTask<bool> MayReadAsync(RoomId room, UserId user, CancellationToken ct);

    /// <summary>Whether the user moderates the room now: an open room's owner, a group's owner and managers.</summary>
    ValueTask<bool> IsHostAsync(RoomId room, UserId user, CancellationToken ct);

    /// <summary>Who may read: a group's members; in an open room the latest 500 who have sat there and are not banned.</summary>
    ValueTask<IReadOnlyList<UserId>> ReadersAsync(RoomId room, CancellationToken ct);
}

/// <summary>
/// Asked at entry, answered by Chat: the room's conversation as far as a newcomer needs it.
/// The answer's type is the answerer's; it becomes the field <c>chat</c> of the reply to <c>meeting.enter</c>.
/// </summary>
public interface IChatAtEntry
{
    /// <summary>Reads the snapshot. The connection hears the room's chat since its seat was granted, so that nothing falls in between.</summary>
    ValueTask<object> OpenAsync(RoomId room, UserId user, CancellationToken ct);

    /// <summary>The type that <see cref="OpenAsync"/> returns, for the generated contract.</summary>
    Type SnapshotType { get; }

    /// <summary>The audience that a connection hears from the turn that grants its seat to the one that ends it (API-9).</summary>
    string Audience(RoomId room);
}
