using System.Text.Json.Serialization;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>What happened in a meeting, as everyone in it hears it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$type")]
[JsonDerivedType(typeof(Arrived), "arrived")]
[JsonDerivedType(typeof(Departed), "departed")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(DeviceChanged), "device")]
[JsonDerivedType(typeof(TracksPublished), "published")]
[JsonDerivedType(typeof(OwnerChanged), "owner")]
[JsonDerivedType(typeof(RoomClosed), "closed")]
internal abstract record MeetingEvent;

internal sealed record Arrived(ParticipantView Participant) : MeetingEvent;
internal sealed record Departed(SeatId SeatId, UserId UserId, DepartureReason Reason) : MeetingEvent;
internal sealed record Held(SeatId SeatId) : MeetingEvent;
internal sealed record Returned(SeatId SeatId) : MeetingEvent;
internal sealed record DeviceChanged(SeatId SeatId, MediaSource Source, bool On) : MeetingEvent;
internal sealed record TracksPublished(SeatId SeatId) : MeetingEvent;
internal sealed record OwnerChanged(UserId UserId) : MeetingEvent;
internal sealed record RoomClosed : MeetingEvent;

[JsonConverter(typeof(JsonStringEnumConverter<DepartureReason>))]
internal enum DepartureReason
{
    [JsonStringEnumMemberName("left")]
    Left,
    [JsonStringEnumMemberName("lost")]
    Lost,
    [JsonStringEnumMemberName("moved")]
    Moved,
    [JsonStringEnumMemberName("session_ended")]
    SessionEnded,
    [JsonStringEnumMemberName("room_closed")]
    RoomClosed,
}

/// <summary>The outcome of a command that was not refused.</summary>
/// <param name="Events">What others hear; their count is what the version grew by.</param>
/// <param name="Seat">The caller's seat after it, where the command is about one.</param>
/// <param name="Resumed">The seat is a continued one.</param>
internal sealed record MeetingReply(MeetingState State, IReadOnlyList<MeetingEvent> Events, Seat? Seat = null, bool Resumed = false);

/// <summary>A person in the room.</summary>
internal sealed record ParticipantView(
    SeatId SeatId, UserId UserId, string Handle, string DisplayName, DateTimeOffset EnteredAt, bool Held, bool Microphone, bool Camera)
{
    public static ParticipantView Of(Seat seat) => new(
        seat.Id, seat.UserId, seat.Handle, seat.DisplayName, seat.EnteredAt, seat.IsHeld, seat.Microphone, seat.Camera);
}

/// <summary>The complete state, as sent on entry or after a gap.</summary>
internal sealed record MeetingSnapshot(
    RoomId RoomId,
    long Version,
    string Title,
    Channel Channel,
    string Notice,
    int Capacity,
    MicrophonePolicy MicrophonePolicy,
    UserId OwnerId,
    IReadOnlyList<ParticipantView> Participants)
{
    public static MeetingSnapshot Of(MeetingState state) => new(
        state.RoomId,
        state.Version,
        state.Title,
        state.Channel,
        state.Notice,
        state.Capacity,
        state.MicrophonePolicy,
        state.Owner,
        [.. state.Seats.Select(ParticipantView.Of)]);
}

/// <summary>Events, with the version after the last of them.</summary>
internal sealed record MeetingChanged(RoomId RoomId, long Version, IReadOnlyList<MeetingEvent> Events) : ILiveEvent
{
    public static string Type => "meeting.changed";

    public static string Audience(RoomId room) => $"meeting/{room}";
}

/// <summary>Tells a device that its seat is gone, and why.</summary>
internal sealed record SeatEnded(RoomId RoomId, string Code) : ILiveEvent
{
    public static string Type => "meeting.seat_ended";
}
