using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Contracts;

/// <summary>The owner of an open room has warned or removed somebody (MEET-16, MEET-17).</summary>
/// <param name="Warning">The number of the warning, 1 to 3, of which the third removes; null: removed without one.</param>
public sealed record RoomModerated(
    RoomId RoomId, string RoomTitle, UserId UserId, UserId By, int? Warning, string Reason, DateTimeOffset At) : IDomainEvent
{
    public static string Type => "meetings.room_moderated";

    public string Key => RoomId.ToString();
}
