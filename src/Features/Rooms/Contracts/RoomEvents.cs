using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Rooms.Contracts;

/// <summary>Somebody opened a room; its creator's place is reserved from now on (ROOM-9).</summary>
public sealed record RoomOpened(RoomId RoomId, UserId Creator) : IDomainEvent
{
    public static string Type => "rooms.opened";

    public string Key => RoomId.ToString();
}

/// <summary>Told by whoever seats people: how many places are taken now, and whether the room's life has ended (5.4).</summary>
public sealed record RoomOccupied(RoomId RoomId, int Taken, bool Closed) : IDomainEvent
{
    public static string Type => "rooms.occupied";

    public string Key => RoomId.ToString();
}
