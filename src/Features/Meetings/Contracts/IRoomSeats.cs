using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Contracts;

/// <summary>What other features may ask about who is in a room.</summary>
public interface IRoomSeats
{
    /// <summary>Whether the user has a seat there now, seated or held.</summary>
    ValueTask<bool> HasSeatAsync(RoomId room, UserId user, CancellationToken ct);

    /// <summary>Whether the user has a seat there now or ever had one.</summary>
    ValueTask<bool> HasBeenAsync(RoomId room, UserId user, CancellationToken ct);
}

/// <summary>
/// Asked at entry, answered by Chat: the room's conversation as far as a newcomer needs it.
/// The answer's type is the answerer's; it becomes the field <c>chat</c> of the reply to <c>meeting.enter</c>.
/// </summary>
public interface IChatAtEntry
{
    /// <summary>Reads the snapshot. The connection hears the room's chat since its seat was granted, so that nothing falls in between.</summary>
    ValueTask<object> OpenAsync(RoomId room, CancellationToken ct);

    /// <summary>The type that <see cref="OpenAsync"/> returns, for the generated contract.</summary>
    Type SnapshotType { get; }

    /// <summary>The audience that a connection hears from the turn that grants its seat to the one that ends it (API-9).</summary>
    string Audience(RoomId room);
}
