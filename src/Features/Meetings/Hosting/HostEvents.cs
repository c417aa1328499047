using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Hosting;

internal sealed record LockChanged(bool Locked) : MeetingEvent;

/// <summary>What the room is, anew.</summary>
internal sealed record RoomRefreshed(
    string Title, Channel? Channel, string Notice, int Capacity, MicrophonePolicy MicrophonePolicy, CameraRule CameraRule, bool Lobby, IReadOnlyList<UserId> ManagerIds)
    : MeetingEvent;

/// <summary>The part of a snapshot that is about hosts.</summary>
/// <param name="ManagerIds">Hosts besides the owner.</param>
internal sealed record HostingView(RoomKind Kind, bool Lobby, bool Locked, IReadOnlyList<UserId> ManagerIds)
{
    public static HostingView Of(HostState hosting) => new(hosting.Kind, hosting.Lobby, hosting.Locked, [.. hosting.Managers]);
}

/// <summary>Who waits at the door; for hosts only.</summary>
internal sealed record WaitingChanged(RoomId RoomId, IReadOnlyList<WaiterView> People) : ILiveEvent
{
    public static string Type => "meeting.waiting";
}

internal sealed record WaiterView(UserId UserId, string Handle, string DisplayName, DateTimeOffset Since);

/// <summary>Tells who waits their place in line.</summary>
internal sealed record PlaceChanged(RoomId RoomId, int Place) : ILiveEvent
{
    public static string Type => "meeting.place";
}

/// <summary>The waiting is over: <c>admitted</c>, then enter again within 30 s; otherwise the code says why.</summary>
internal sealed record WaitEnded(RoomId RoomId, string Code) : ILiveEvent
{
    public const string AdmittedCode = "admitted";

    public static string Type => "meeting.wait_ended";
}

/// <summary>A host has warned the hearer.</summary>
internal sealed record RoomWarned(RoomId RoomId, string RoomTitle, string Reason, int Number) : ILiveEvent
{
    public static string Type => "meeting.warned";
}
