using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Rooms.Contracts;

/// <summary>What other features may ask about rooms, open ones and groups' alike.</summary>
public interface IRooms
{
    /// <summary>Null where there is no such room.</summary>
    ValueTask<RoomFacts?> FindAsync(RoomId room, CancellationToken ct);

    /// <summary>
    /// Null where anyone may come, or the user is a member of the room's group; otherwise <c>group.banned</c>, or
    /// <c>room.not_found</c>: to who is no member a group's room does not exist.
    /// </summary>
    ValueTask<Error?> CheckMembershipAsync(RoomId room, UserId user, CancellationToken ct);

    /// <summary>Those of the rooms that have closed and are not erased yet (ROOM-12).</summary>
    ValueTask<IReadOnlyList<ClosedRoom>> ClosedAsync(IReadOnlyCollection<RoomId> rooms, CancellationToken ct);

    /// <summary>Null where the room needs no password or this is it; otherwise <c>room.password_wrong</c> or <c>rate.limited</c> (ROOM-13).</summary>
    ValueTask<Error?> CheckPasswordAsync(RoomId room, UserId user, string? password, CancellationToken ct);
}

/// <summary>Asked by Rooms, answered by whoever seats people.</summary>
public interface IRoomLife
{
    /// <summary>
    /// Null where the user owns the open room and that many places hold everybody there (ROOM-8): from then on nobody enters beyond them.
    /// </summary>
    /// <param name="capacity">Null: it stays.</param>
    ValueTask<Error?> MayEditAsync(RoomId room, UserId user, int? capacity, CancellationToken ct);
}

/// <summary>What a room is, apart from who is in it.</summary>
/// <param name="Creator">Of an open room; of a group's room, the group's owner.</param>
public sealed record RoomFacts(
    RoomId Id, string Title, Channel? Channel, int Capacity, string Notice, MicrophonePolicy MicrophonePolicy, UserId Creator, DateTimeOffset CreatedAt, bool Closed)
{
    public RoomKind Kind { get; init; } = RoomKind.Open;

    /// <summary>Newcomers wait until a host admits them (MEET-20).</summary>
    public bool Lobby { get; init; }

    /// <summary>Whether it asks for cameras; a group's room does not.</summary>
    public CameraRule CameraRule { get; init; }

    /// <summary>Who moderates besides the owner: a group's managers.</summary>
    public IReadOnlyList<UserId> Managers { get; init; } = [];
}

public sealed record ClosedRoom(RoomId Id, string Title, Channel Channel, DateTimeOffset ClosedAt, DateTimeOffset ErasedAt);

[JsonConverter(typeof(JsonStringEnumConverter<RoomKind>))]
public enum RoomKind
{
    /// <summary>Listed, lives while occupied; its owner changes hands.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>The one room of a group: for its members, for ever.</summary>
    [JsonStringEnumMemberName("group")]
    Group,
}

/// <summary>Who may be heard (MEET-8); held by the server, not by the client's manners.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MicrophonePolicy>))]
public enum MicrophonePolicy
{
    [JsonStringEnumMemberName("silent")]
    Silent,
    [JsonStringEnumMemberName("push-to-talk")]
    PushToTalk,
    [JsonStringEnumMemberName("open")]
    Open,
}

/// <summary>Whether a room asks for cameras (MEET-21).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CameraRule>))]
public enum CameraRule
{
    [JsonStringEnumMemberName("off")]
    Off,

    /// <summary>Who is without a camera is reminded, in private.</summary>
    [JsonStringEnumMemberName("remind")]
    Remind,

    /// <summary>Who stays without one after the reminder gives the seat back.</summary>
    [JsonStringEnumMemberName("free-seat")]
    FreeSeat,
}
