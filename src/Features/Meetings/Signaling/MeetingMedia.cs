using System.Collections.Concurrent;
using StudyHub.Media;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Signaling;

/// <summary>The media side of the seats on this node: opened, switched and closed in the turns of their meetings.</summary>
internal sealed class MeetingMedia(MediaServer server, MediaNews news)
{
    private readonly ConcurrentDictionary<SeatId, SeatMedia> _seats = new();

    /// <summary>Null where the seat has none (any more).</summary>
    public SeatMedia? Find(SeatId seat) => _seats.GetValueOrDefault(seat);

    /// <summary>Opens what is missing, replaces what belongs to an earlier run of the client, forwards what the seat has switched on.</summary>
    public async ValueTask FollowAsync(RoomId room, Seat seat)
    {
        if (!_seats.TryGetValue(seat.Id, out var media) || media.Call != seat.Call)
        {
            await CloseAsync(room, seat.Id);
            media = new SeatMedia(server.Open(room.ToString(), seat.Id.ToString()), seat.Call);
            _seats[seat.Id] = media;
        }

        if (media.Connection != seat.Connection)
        {
            media.Connection = seat.Connection;
            news.Follow(room, seat.Id, seat.Connection);
        }

        if (media.Allowed != seat.Sources)
        {
            media.Allowed = seat.Sources;
            await media.Peer.AllowAsync(seat.Sources, CancellationToken.None);
        }
    }

    public async ValueTask CloseAsync(RoomId room, SeatId seat)
    {
        if (_seats.TryRemove(seat, out var media))
        {
            await media.Peer.DisposeAsync();
            news.Forget(room, seat);
        }
    }
}

/// <summary>One seat's media and what it may send at this moment.</summary>
internal sealed class SeatMedia(MediaPeer peer, string call)
{
    public MediaPeer Peer { get; } = peer;

    /// <summary>The run of the client's media engine that it serves.</summary>
    public string Call { get; } = call;

    public MediaSources Allowed { get; set; }

    /// <summary>The live connection that hears the seat's news; null while held.</summary>
    public string? Connection { get; set; }

    /// <summary>The client has negotiated with it: on a reconnect without reload its connections still stand.</summary>
    public bool InUse { get; set; }
}
