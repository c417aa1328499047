using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Meetings.Signaling;

/// <summary>
/// What the media server finds out about rooms, told to those in them. Media threads only note it down, the newest of each thing;
/// one loop tells it, in order, and repeats the present state to a connection that comes to a seat.
/// </summary>
internal sealed partial class MediaNews(IBroadcast broadcast, ILogger<MediaNews> logger) : BackgroundService, IMediaObserver
{
    private readonly Lock _gate = new();
    private readonly WakeSignal _wake = new();
    private Dictionary<Topic, object?> _noted = [];
    private List<SeatChange> _changes = [];

    // Only the loop touches these.
    private readonly Dictionary<RoomId, RoomNews> _rooms = [];

    private enum Matter
    {
        Speaker,
        Quality,
        Demand,
        Paused,
    }

    public void OnSpeaker(string room, string? seat) => Note(new(room, "", Matter.Speaker), seat);

    public void OnQuality(string room, string seat, ConnectionQuality quality) => Note(new(room, seat, Matter.Quality), quality);

    public void OnDemand(string room, string seat, LayerDemand demand) => Note(new(room, seat, Matter.Demand, demand.Source), demand);

    public void OnPaused(string room, string seat, IReadOnlyList<TrackName> paused) => Note(new(room, seat, Matter.Paused), paused);

    /// <summary>From now on the seat's news goes to this connection, which first hears how things stand; null while the seat is held.</summary>
    public void Follow(RoomId room, SeatId seat, string? connection) => Change(new(room, seat, connection, Ended: false));

    /// <summary>The seat's media has been closed: nothing of it holds any more.</summary>
    public void Forget(RoomId room, SeatId seat)
    {
        var name = seat.ToString();
        lock (_gate)
        {
            foreach (var topic in _noted.Keys.Where(t => t.Seat == name).ToList())
            {
                _noted.Remove(topic);
            }
        }

        Change(new(room, seat, Connection: null, Ended: true));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _wake.WaitAsync(stoppingToken);
            List<SeatChange> changes;
            Dictionary<Topic, object?> noted;
            lock (_gate)
            {
                (changes, _changes) = (_changes, []);
                (noted, _noted) = (_noted, []);
            }

            try
            {
                foreach (var change in changes)
                {
                    await TakeAsync(change);
                }

                foreach (var (topic, found) in noted)
                {
                    await TellAsync(topic, found);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(e); // The next news of the same thing mends it.
            }
        }
    }

    private void Note(Topic topic, object? found)
    {
        lock (_gate)
        {
            _noted[topic] = found;
            _wake.Set();
        }
    }

    private void Change(SeatChange change)
    {
        lock (_gate)
        {
            _changes.Add(change);
            _wake.Set();
        }
    }

    private async ValueTask TakeAsync(SeatChange change)
    {
        if (!_rooms.TryGetValue(change.Room, out var room))
        {
            _rooms[change.Room] = room = new();
        }

        if (change.Ended)
        {
            room.Seats.Remove(change.Seat);
            room.Speaker = room.Speaker == change.Seat ? null : room.Speaker;
            if (room.Seats.Count == 0)
            {
                _rooms.Remove(change.Room);
            }

            return;
        }

        if (!room.Seats.TryGetValue(change.Seat, out var seat))
        {
            room.Seats[change.Seat] = seat = new();
        }

        if (seat.Connection == change.Connection)
        {
            return;
        }

        seat.Connection = change.Connection;
        if (seat.Connection is { } connection)
        {
            await GreetAsync(change.Room, room, seat, connection);
        }
    }

    /// <summary>The present state, whole: whoever comes back may have missed any part of it.</summary>
    private async ValueTask GreetAsync(RoomId id, RoomNews room, SeatNews seat, string connection)
    {
        await broadcast.SendToAsync(connection, new SpeakerChanged(id, room.Speaker));
        foreach (var (other, news) in room.Seats)
        {
            if (news.Quality is { } quality)
            {
                await broadcast.SendToAsync(connection, new QualityChanged(id, other, quality));
            }
        }

        foreach (var demand in seat.Demands.Values)
        {
            await broadcast.SendToAsync(connection, new DemandChanged(id, demand.Source, demand.Rids));
        }

        await broadcast.SendToAsync(connection, new TracksPaused(id, seat.Paused));
    }

    private async ValueTask TellAsync(Topic topic, object? found)
    {
        // Rooms that are no meeting, and seats that have gone meanwhile, concern nobody.
        if (!RoomId.TryParse(topic.Room, null, out var id) || !_rooms.TryGetValue(id, out var room))
        {
            return;
        }

        var audience = MeetingChanged.Audience(id);
        if (topic.Matter == Matter.Speaker)
        {
            room.Speaker = SeatId.TryParse(found as string, null, out var speaker) && room.Seats.ContainsKey(speaker) ? speaker : null;
            await broadcast.SendAsync(audience, new SpeakerChanged(id, room.Speaker));
            return;
        }

        if (!SeatId.TryParse(topic.Seat, null, out var seatId) || !room.Seats.TryGetValue(seatId, out var seat))
        {
            return;
        }

        switch (found)
        {
            case ConnectionQuality quality:
                seat.Quality = quality;
                await broadcast.SendAsync(audience, new QualityChanged(id, seatId, quality));
                break;
            case LayerDemand demand:
                seat.Demands[demand.Source] = demand;
                await ToSeatAsync(seat, new DemandChanged(id, demand.Source, demand.Rids));
                break;
            case IReadOnlyList<TrackName> paused:
                seat.Paused = [.. paused.Select(t => new PausedTrackView(SeatId.Of(Guid.Parse(t.Seat)), t.Source))];
                await ToSeatAsync(seat, new TracksPaused(id, seat.Paused));
                break;
        }
    }

    private ValueTask ToSeatAsync<TEvent>(SeatNews seat, TEvent news)
        where TEvent : ILiveEvent =>
        seat.Connection is { } connection ? broadcast.SendToAsync(connection, news) : ValueTask.CompletedTask;

    [LoggerMessage(Level = LogLevel.Error, Message = "News of the media server could not be told")]
    private partial void LogFailed(Exception e);

    /// <param name="Room">As the media server names it.</param>
    /// <param name="Seat">Empty where the news is about the room.</param>
    /// <param name="Matter">What it is about.</param>
    /// <param name="Source">For demand.</param>
    private readonly record struct Topic(string Room, string Seat, Matter Matter, MediaSource Source = default);

    private readonly record struct SeatChange(RoomId Room, SeatId Seat, string? Connection, bool Ended);

    private sealed class RoomNews
    {
        public SeatId? Speaker { get; set; }
        public Dictionary<SeatId, SeatNews> Seats { get; } = [];
    }

    private sealed class SeatNews
    {
        public string? Connection { get; set; }
        public ConnectionQuality? Quality { get; set; }
        public Dictionary<MediaSource, LayerDemand> Demands { get; } = [];
        public IReadOnlyList<PausedTrackView> Paused { get; set; } = [];
    }
}
