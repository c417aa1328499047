using StudyHub.Kernel;
using StudyHub.Media.Audio;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>What one seat publishes and receives. Belongs to the worker's thread.</summary>
internal sealed class Seat(Worker worker, Room room, string name)
{
    private readonly Dictionary<MediaSource, IncomingTrack> _tracks = [];
    private readonly QualityJudge _quality = new();
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
        var tracks = new List<(TrackWanted Wanted, IncomingTrack Track)>();
        foreach (var want in wanted)
        {
            if (room.Find(want.Seat)?.Track(want.Source) is { } track && !tracks.Exists(t => t.Track == track))
            {
                tracks.Add((want, track));
            }
        }

        if (_subscriber is null or { IsClosed: true })
        {
            if (tracks.Count == 0)
            {
                return null;
            }

            _subscriber?.Close();
            _subscriber = new(worker, this, _subscriber?.Revision ?? 0);
        }

        return _subscriber.Declare(tracks);
    }

    public Result<Done> Answer(int revision, SubscribeAnswered answer) =>
        _subscriber is null ? MediaErrors.RevisionStale : _subscriber.Answer(revision, answer);

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
        _subscriber?.Downlink.Tick();
    }

    /// <summary>Who or what is important to this seat has changed.</summary>
    public void Redistribute() => _subscriber?.Downlink.Redistribute();

    public void TickSecond()
    {
        _publisher?.TickSecond();
        _subscriber?.TickSecond();
        if (_quality.Update(_publisher?.State ?? default, _subscriber?.Downlink.State ?? default))
        {
            worker.Observer.OnQuality(room.Name, name, _quality.Quality);
        }
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
            var voice = source == MediaSource.Microphone ? new Voice(name) : null;
            _tracks[source] = track = new(worker, source, new(worker, room.Name, name, source)) { Voice = voice, Voices = room.Voices };
            if (voice is not null)
            {
                room.Voices.Add(voice);
            }

            track.Allow(IsAllowed(source));
        }

        return track;
    }

    private bool IsAllowed(MediaSource source) => _allowed.Has(source);
}
