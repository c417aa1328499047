using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>A room as the list and its members see it.</summary>
/// <param name="Taken">Places taken: seated, held, and the creator's reserved one.</param>
internal sealed record RoomView(
    RoomId Id,
    string Title,
    Channel Channel,
    int Capacity,
    int Taken,
    bool HasPassword,
    string Notice,
    MicrophonePolicy MicrophonePolicy,
    DateTimeOffset CreatedAt,
    bool Closed)
{
    public static RoomView Of(OpenRoom room) => new(
        room.Id, room.Title, room.Channel, room.Capacity, room.Taken, room.HasPassword, room.Notice, room.MicrophonePolicy, room.CreatedAt, room.Closed);
}

/// <summary>What a room link shows to somebody who is not signed in (REACH-10).</summary>
internal sealed record RoomPreview(RoomId Id, string Title, Channel Channel, int Capacity, int Taken, bool HasPassword, bool Closed)
{
    public static RoomPreview Of(OpenRoom room) => new(room.Id, room.Title, room.Channel, room.Capacity, room.Taken, room.HasPassword, room.Closed);
}

internal sealed record RoomPage(IReadOnlyList<RoomView> Items, string? NextCursor);

/// <summary>A room opened, changed or closed; heard by those who watch the list.</summary>
internal sealed record RoomChanged(RoomView Room) : ILiveEvent
{
    public const string Audience = "rooms";

    public static string Type => "rooms.changed";
}
