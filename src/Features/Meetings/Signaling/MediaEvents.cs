using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Signaling;

/// <summary>Who speaks now, told to everybody in the room; null: nobody.</summary>
internal sealed record SpeakerChanged(RoomId RoomId, SeatId? SeatId) : ILiveEvent
{
    public static string Type => "media.speaker";
}

/// <summary>How well a seat is connected, told to everybody in the room.</summary>
internal sealed record QualityChanged(RoomId RoomId, SeatId SeatId, ConnectionQuality Quality) : ILiveEvent
{
    public static string Type => "media.quality";
}

/// <summary>Which layers of the own picture somebody wants, told to the sending device: the others need not be sent.</summary>
internal sealed record DemandChanged(RoomId RoomId, MediaSource Source, IReadOnlyList<string> Rids) : ILiveEvent
{
    public static string Type => "media.demand";
}

/// <summary>All tracks that the own connection cannot carry now, told to the receiving device. Replaces the previous list.</summary>
internal sealed record TracksPaused(RoomId RoomId, IReadOnlyList<PausedTrackView> Tracks) : ILiveEvent
{
    public static string Type => "media.paused";
}

internal sealed record PausedTrackView(SeatId SeatId, MediaSource Source);
