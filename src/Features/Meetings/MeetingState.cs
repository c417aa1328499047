using System.Collections.Immutable;
using System.Text.Json.Serialization;
using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings.Hosting;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings;

/// <summary>
/// Who is in one room, whose it is, and how its life stands (specification 5.1; of open rooms also 5.4 and 5.5). Immutable.
/// </summary>
internal sealed record MeetingState
{
    public required RoomId RoomId { get; init; }
    public required string Title { get; init; }
    public required Channel? Channel { get; init; }
    public required string Notice { get; init; }
    public required int Capacity { get; init; }
    public required MicrophonePolicy MicrophonePolicy { get; init; }

    /// <summary>Whether the room asks for cameras (MEET-21).</summary>
    public CameraRule CameraRule { get; init; }

    /// <summary>Who moderates, who is kept out, who waits.</summary>
    public required HostState Hosting { get; init; }

    public required Life Life { get; init; }

    /// <summary>Exactly one, at every instant; who that is when nobody sits here follows 5.5.</summary>
    public required UserId Owner { get; init; }

    /// <summary>The creator's place, kept though he has not sat yet (ROOM-9); null once he has, or once it has lapsed.</summary>
    public Reservation? Reservation { get; init; }

    /// <summary>When the last seat was freed; set while <see cref="Life"/> is <see cref="Life.Empty"/>.</summary>
    public DateTimeOffset? EmptySince { get; init; }

    public SharePolicy SharePolicy { get; init; }

    /// <summary>Counts events, so that a client sees whether it missed one.</summary>
    public long Version { get; init; }

    /// <summary>In order of entry.</summary>
    public ImmutableList<Seat> Seats { get; init; } = [];

    /// <summary>Places nobody else can take: seated, held, and the creator's reserved one.</summary>
    public int Taken => Seats.Count + (Reservation is null ? 0 : 1);

    public bool IsHost(UserId user) => Owner == user || Hosting.Managers.Contains(user);

    public bool IsSeatedHost(UserId user) => IsHost(user) && SeatOf(user) is not null;

    /// <summary>Who shares a screen, oldest share first.</summary>
    public IEnumerable<Seat> Shares => Seats.Where(s => s.Shares).OrderBy(s => s.ShareOrder);

    /// <summary>Who has raised a hand, first to last.</summary>
    public IEnumerable<Seat> Hands => Seats.Where(s => s.HandRaised).OrderBy(s => s.HandOrder);

    public Seat? SeatOf(UserId user) => Seats.Find(s => s.UserId == user);

    /// <summary>The user's seat, if this very device uses it.</summary>
    public Result<Seat> SeatFor(UserId user, string device) => SeatOf(user) switch
    {
        null => MeetingErrors.SeatNeeded,
        { } seat when seat.Device != device => MeetingErrors.SeatTakenOver,
        { } seat => seat,
    };

    public MeetingState With(Seat seat) => this with { Seats = Seats.SetItem(Seats.FindIndex(s => s.Id == seat.Id), seat) };
}

/// <summary>Who may share a screen (SHARE-7).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SharePolicy>))]
internal enum SharePolicy
{
    [JsonStringEnumMemberName("everyone")]
    Everyone,
    [JsonStringEnumMemberName("hosts")]
    Hosts,
}

internal sealed record Reservation(UserId For, DateTimeOffset Until);

/// <summary>The life of an open room (5.4).</summary>
internal enum Life
{
    Reserved,
    Occupied,
    Empty,
    Closed,
}

/// <summary>One participant's place.</summary>
internal sealed record Seat
{
    public required SeatId Id { get; init; }
    public required UserId UserId { get; init; }
    public required SessionId SessionId { get; init; }
    public required string Handle { get; init; }
    public required string DisplayName { get; init; }

    /// <summary>The address of the picture at entry; null where there is none.</summary>
    public string? Avatar { get; init; }

    /// <summary>The tab that uses it.</summary>
    public required string Device { get; init; }
    public required string DeviceLabel { get; init; }

    /// <summary>The live connection that speaks for the device; null while held.</summary>
    public string? Connection { get; init; }

    /// <summary>The client's run of its media engine: a reload or a new device begins another.</summary>
    public required string Call { get; init; }

    /// <summary>The start of an unbroken stay; orders the succession.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Last contact of a held seat; null while seated.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>Taken in exchange for the user's seat in another room: both change in one transaction (MEET-4).</summary>
    public bool MovedHere { get; init; }

    public bool Microphone { get; init; }
    public bool Camera { get; init; }

    /// <summary>Set while a screen is shared; rises from share to share of a room.</summary>
    public long? ShareOrder { get; init; }

    /// <summary>The share brings sound.</summary>
    public bool ShareSound { get; init; }

    /// <summary>What a host has switched off and the user has not switched on again (MEET-9): no device comes back to it unaided.</summary>
    public MediaSources Stopped { get; init; }

    /// <summary>Set while the hand is up; rises from hand to hand of a room.</summary>
    public long? HandOrder { get; init; }

    /// <summary>Set while the room asks for cameras and this one is off.</summary>
    public DateTimeOffset? CameraOffSince { get; init; }

    /// <summary>When its user was reminded of that.</summary>
    public DateTimeOffset? CameraRemindedAt { get; init; }

    public bool IsHeld => HeldSince is not null;

    public bool HandRaised => HandOrder is not null;

    public bool Shares => ShareOrder is not null;

    /// <summary>Everything that may be forwarded now.</summary>
    public MediaSources Sources =>
        (Microphone ? MediaSources.Microphone : 0)
        | (Camera ? MediaSources.Camera : 0)
        | (Shares ? MediaSources.Screen : 0)
        | (Shares && ShareSound ? MediaSources.ScreenSound : 0);
}
