using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Rooms.Contracts;

/// <summary>Somebody opened a room; its creator's place is reserved from now on (ROOM-9).</summary>
public sealed record RoomOpened(RoomId RoomId, UserId Creator) : IDomainEvent
{
    public static string Type => "rooms.opened";

    public string Key => RoomId.ToString();
}

/// <summary>What a room is has changed: title, notice, capacity, policies, hosts.</summary>
public sealed record RoomEdited(RoomId RoomId) : IDomainEvent
{
    public static string Type => "rooms.edited";

    public string Key => RoomId.ToString();
}

/// <summary>The room's time is over for good (ROOM-12): what other features keep for it goes too.</summary>
public sealed record RoomErased(RoomId RoomId) : IDomainEvent
{
    public static string Type => "rooms.erased";

    public string Key => RoomId.ToString();
}

/// <summary>Told by whoever seats people: how many places are taken now, whether newcomers are kept out, and whether the room's life has ended (5.4).</summary>
public sealed record RoomOccupied(RoomId RoomId, int Taken, bool Closed, bool Locked = false) : IDomainEvent
{
    public static string Type => "rooms.occupied";

    public string Key => RoomId.ToString();
}
