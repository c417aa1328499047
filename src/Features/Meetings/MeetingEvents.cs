using System.Text.Json.Serialization;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Meetings.Gestures;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>What happened in a meeting, as everyone in it hears it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "$type")]
[JsonDerivedType(typeof(Arrived), "arrived")]
[JsonDerivedType(typeof(Departed), "departed")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Returned), "returned")]
[JsonDerivedType(typeof(DeviceChanged), "device")]
[JsonDerivedType(typeof(SourceStopped), "stopped")]
[JsonDerivedType(typeof(ShareStarted), "shared")]
[JsonDerivedType(typeof(ShareEnded), "unshared")]
[JsonDerivedType(typeof(SharePolicyChanged), "share_policy")]
[JsonDerivedType(typeof(HandRaised), "hand_raised")]
[JsonDerivedType(typeof(HandLowered), "hand_lowered")]
[JsonDerivedType(typeof(HandCalled), "hand_called")]
[JsonDerivedType(typeof(TracksPublished), "published")]
[JsonDerivedType(typeof(OwnerChanged), "owner")]
[JsonDerivedType(typeof(LockChanged), "lock")]
[JsonDerivedType(typeof(RoomRefreshed), "room")]
[JsonDerivedType(typeof(RoomClosed), "closed")]
internal abstract record MeetingEvent;

internal sealed record Arrived(ParticipantView Participant) : MeetingEvent;
internal sealed record Departed(SeatId SeatId, UserId UserId, DepartureReason Reason) : MeetingEvent;
internal sealed record Held(SeatId SeatId) : MeetingEvent;
internal sealed record Returned(SeatId SeatId) : MeetingEvent;
internal sealed record DeviceChanged(SeatId SeatId, MediaSource Source, bool On) : MeetingEvent;

/// <summary>A host switched somebody's microphone, camera or share off; that device lets go of it.</summary>
internal sealed record SourceStopped(SeatId SeatId, MediaSource Source) : MeetingEvent;

/// <summary>A share began, or says anew whether it brings sound. The newest is last in order; a departure ends it without further word.</summary>
internal sealed record ShareStarted(SeatId SeatId, bool Sound) : MeetingEvent;
internal sealed record ShareEnded(SeatId SeatId) : MeetingEvent;
internal sealed record SharePolicyChanged(SharePolicy Policy) : MeetingEvent;
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
    [JsonStringEnumMemberName("kicked")]
    Kicked,
    [JsonStringEnumMemberName("membership_ended")]
    MembershipEnded,

    /// <summary>Without a camera where the room asks for one (MEET-21).</summary>
    [JsonStringEnumMemberName("camera_off")]
    CameraOff,
}

/// <summary>The outcome of a command that was not refused.</summary>
/// <param name="Events">What others hear; their count is what the version grew by.</param>
/// <param name="Seat">The caller's seat after it, where the command is about one.</param>
/// <param name="Resumed">The seat is a continued one.</param>
internal sealed record MeetingReply(MeetingState State, IReadOnlyList<MeetingEvent> Events, Seat? Seat = null, bool Resumed = false)
{
    /// <summary>What hosts did in this turn, for the audit log.</summary>
    public IReadOnlyList<HostAct> Acts { get; init; } = [];
}

/// <summary>A person in the room.</summary>
/// <param name="Avatar">The address of the picture; null where there is none.</param>
internal sealed record ParticipantView(
    SeatId SeatId, UserId UserId, string Handle, string DisplayName, string? Avatar, DateTimeOffset EnteredAt, bool Held, bool Microphone, bool Camera)
{
    public static ParticipantView Of(Seat seat) => new(
        seat.Id, seat.UserId, seat.Handle, seat.DisplayName, seat.Avatar, seat.EnteredAt, seat.IsHeld, seat.Microphone, seat.Camera);
}

/// <summary>A screen being shared.</summary>
internal sealed record ShareView(SeatId SeatId, bool Sound);

/// <summary>The complete state, as sent on entry or after a gap. Shares are in order, the newest last; hands too, the next to be called first.</summary>
internal sealed record MeetingSnapshot(
    RoomId RoomId,
    long Version,
    string Title,
    Channel? Channel,
    string Notice,
    int Capacity,
    MicrophonePolicy MicrophonePolicy,
    CameraRule CameraRule,
    SharePolicy SharePolicy,
    UserId OwnerId,
    HostingView Hosting,
    IReadOnlyList<ParticipantView> Participants,
    IReadOnlyList<ShareView> Shares,
    IReadOnlyList<SeatId> Hands)
{
    public static MeetingSnapshot Of(MeetingState state) => new(
        state.RoomId,
        state.Version,
        state.Title,
        state.Channel,
        state.Notice,
        state.Capacity,
        state.MicrophonePolicy,
        state.CameraRule,
        state.SharePolicy,
        state.Owner,
        HostingView.Of(state.Hosting),
        [.. state.Seats.Select(ParticipantView.Of)],
        [.. state.Shares.Select(s => new ShareView(s.Id, s.ShareSound))],
        [.. state.Hands.Select(s => s.Id)]);
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
