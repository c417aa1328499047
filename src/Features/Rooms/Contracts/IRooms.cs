using System.Text.Json.Serialization;
using StudyHub.Kernel;

namespace StudyHub.Rooms.Contracts;

/// <summary>What other features may ask about rooms.</summary>
public interface IRooms
{
    /// <summary>Null where there is no such room.</summary>
    ValueTask<RoomFacts?> FindAsync(RoomId room, CancellationToken ct);

    /// <summary>Null where the room needs no password or this is it; otherwise <c>room.password_wrong</c> or <c>rate.limited</c> (ROOM-13).</summary>
    ValueTask<Error?> CheckPasswordAsync(RoomId room, UserId user, string? password, CancellationToken ct);
}

/// <summary>What a room is, apart from who is in it.</summary>
public sealed record RoomFacts(
    RoomId Id, string Title, Channel Channel, int Capacity, string Notice, MicrophonePolicy MicrophonePolicy, UserId Creator, DateTimeOffset CreatedAt, bool Closed);

[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    [JsonStringEnumMemberName("elementary")]
    Elementary,
    [JsonStringEnumMemberName("middle")]
    Middle,
    [JsonStringEnumMemberName("high")]
    High,
    [JsonStringEnumMemberName("university")]
    University,
    [JsonStringEnumMemberName("job-seekers")]
    JobSeekers,
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
