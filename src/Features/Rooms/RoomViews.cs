using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>A room as the list and its members see it.</summary>
/// <param name="Channel">Null: a group's room whose group has none.</param>
/// <param name="Taken">Places taken: seated, held, and the creator's reserved one.</param>
/// <param name="Lobby">A host admits newcomers.</param>
/// <param name="Locked">No newcomers now.</param>
internal sealed record RoomView(
    RoomId Id,
    RoomKind Kind,
    string Title,
    Channel? Channel,
    int Capacity,
    int Taken,
    bool HasPassword,
    bool Lobby,
    bool Locked,
    string Notice,
    MicrophonePolicy MicrophonePolicy,
    CameraRule CameraRule,
    DateTimeOffset CreatedAt,
    bool Closed)
{
    public static RoomView Of(OpenRoom room) => new(
        room.Id, RoomKind.Open, room.Title, room.Channel, room.Capacity, room.Taken, room.HasPassword, room.Lobby, room.Locked, room.Notice, room.MicrophonePolicy, room.CameraRule,
        room.CreatedAt, room.Closed);

    public static RoomView Of(RoomFacts group, GroupRoom? now) => new(
        group.Id, RoomKind.Group, group.Title, group.Channel, group.Capacity, now?.Taken ?? 0, HasPassword: false, group.Lobby, now?.Locked ?? false, group.Notice,
        group.MicrophonePolicy, group.CameraRule, group.CreatedAt, group.Closed);
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
