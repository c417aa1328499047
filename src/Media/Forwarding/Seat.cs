using StudyHub.Kernel;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>What one seat publishes and receives. Belongs to the worker's thread.</summary>
internal sealed class Seat(Worker worker, Room room, string name)
{
    private readonly Dictionary<MediaSource, IncomingTrack> _tracks = [];
    private MediaSources _allowed;
    private Publisher? _publisher;
    private Subscriber? _subscriber;

    public string Name => name;

    public Room Room => room;

    public bool IsClosed { get; private set; }

    public IncomingTrack? Track(MediaSource source) => _tracks.GetValueOrDefault(source);

    public LocalTransport Publish(PublishDescription offer)
    {
        if (_publisher?.IsSameConnection(offer.Remote) != true)
        {
            _publisher?.Close();
            _publisher = new(worker);
        }

        foreach (var source in _tracks.Keys.Where(source => !offer.Tracks.Any(track => track.Source == source)).ToArray())
        {
            _tracks[source].End();
            _tracks.Remove(source);
        }

        return _publisher.Apply(offer, TrackFor);
    }

    public OfferPlan? Subscribe(IReadOnlyList<TrackWanted> wanted)
    {
        var tracks = new List<(string Seat, IncomingTrack Track)>();
        foreach (var want in wanted)
        {
            if (room.Find(want.Seat)?.Track(want.Source) is { } track && !tracks.Exists(t => t.Track == track))
            {
                tracks.Add((want.Seat, track));
            }
        }

        if (_subscriber is null or { IsClosed: true })
        {
            if (tracks.Count == 0)
            {
                return null;
            }

            _subscriber?.Close();
            _subscriber = new(worker, _subscriber?.Revision ?? 0);
        }

        return _subscriber.Declare(tracks);
    }

    public Result<Done> Answer(int revision, RemoteTransport remote, IReadOnlySet<string> refused) =>
        _subscriber is null ? MediaErrors.RevisionStale : _subscriber.Answer(revision, remote, refused);

    public void Allow(MediaSources sources)
    {
        _allowed = sources;
        foreach (var track in _tracks.Values)
        {
            track.Allow(IsAllowed(track.Source));
        }
    }

    public void Tick()
    {
        _publisher?.Tick();
        _subscriber?.Tick();
    }

    public void TickSecond()
    {
        _publisher?.TickSecond();
        _subscriber?.TickSecond();
    }

    public void Close()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        foreach (var track in _tracks.Values)
        {
            track.End();
        }

        _tracks.Clear();
        _publisher?.Close();
        _subscriber?.Close();
        room.Remove(this);
    }

    private IncomingTrack TrackFor(MediaSource source)
    {
        if (!_tracks.TryGetValue(source, out var track))
        {
            _tracks[source] = track = new(worker, source);
            track.Allow(IsAllowed(source));
        }

        return track;
    }

    private bool IsAllowed(MediaSource source) =>
        _allowed.HasFlag(source == MediaSource.Camera ? MediaSources.Camera : MediaSources.Microphone);
}
