using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>What a meeting can be told. Repeating a command is not an error: reconnects happen.</summary>
internal abstract record MeetingCommand;

/// <summary>Takes a seat, or continues one.</summary>
/// <param name="NewSeat">The id a new seat gets.</param>
/// <param name="MembershipRefusal">Why the room's group does not let the user in; null in an open room.</param>
/// <param name="PasswordRefusal">What the room's password check said; matters only to whom it would admit.</param>
/// <param name="Elsewhere">The user's seat in another room.</param>
/// <param name="Move">Give up the other seat or device for this one.</param>
internal sealed record Enter(
    Profile User, SessionId Session, string Device, string DeviceLabel, string Connection, string Call, SeatId NewSeat, Error? MembershipRefusal, Error? PasswordRefusal, SeatElsewhere? Elsewhere, bool Move)
    : MeetingCommand;

internal sealed record SeatElsewhere(RoomId RoomId, string RoomTitle, string Device, string DeviceLabel);

/// <summary>The user goes, by choice.</summary>
internal sealed record Leave(UserId User, string Device) : MeetingCommand;

/// <summary>The seat is taken away: its user sits elsewhere now, or the session has ended.</summary>
internal sealed record Release(UserId User, SessionId? Session, DepartureReason Reason) : MeetingCommand;

/// <summary>A connection has closed or fallen silent.</summary>
internal sealed record LoseContact(UserId User, string Connection, DateTimeOffset LastContact) : MeetingCommand;

internal sealed record SetDevice(UserId User, string Device, MediaSource Source, bool On) : MeetingCommand;

/// <summary>Shares a screen, or says anew whether the share brings sound.</summary>
internal sealed record StartShare(UserId User, string Device, bool Sound) : MeetingCommand;

internal sealed record StopShare(UserId User, string Device) : MeetingCommand;

internal sealed record SetSharePolicy(UserId User, SharePolicy Policy) : MeetingCommand;

/// <summary>A host ends what somebody sends; only that user starts it again.</summary>
/// <param name="User">The host.</param>
/// <param name="Target">Null: everybody but the host.</param>
/// <param name="Source">Microphone, camera or screen.</param>
internal sealed record StopSource(UserId User, SeatId? Target, MediaSource Source) : MeetingCommand;

/// <summary>The seat's publishing connection stands anew: others may ask for its tracks.</summary>
internal sealed record Published(UserId User, string Device) : MeetingCommand;

/// <param name="AdminReason">Why somebody who runs the installation closes it; null: its owner does.</param>
internal sealed record CloseRoom(UserId User, string? AdminReason = null) : MeetingCommand;

/// <summary>The room has been opened: from now on its meeting is known, also after a restart.</summary>
internal sealed record Begin : MeetingCommand;

/// <summary>Only asks.</summary>
internal sealed record Look : MeetingCommand;

/// <summary>Time has passed: holds, the reservation and the empty grace may be over.</summary>
internal sealed record Tick : MeetingCommand;
