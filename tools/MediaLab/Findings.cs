using System.Collections.Concurrent;
using StudyHub.Media;

namespace StudyHub.MediaLab;

/// <summary>Notes down what the media server finds out.</summary>
public sealed class Findings : IMediaObserver
{
    private readonly ConcurrentDictionary<string, ConnectionQuality> _quality = new();
    private readonly ConcurrentDictionary<string, IReadOnlyList<TrackName>> _paused = new();
    private readonly ConcurrentDictionary<(string Seat, MediaSource Source), IReadOnlyList<string>> _demand = new();
    private volatile string? _speaker;

    /// <summary>The server wants other layers of a seat than before. Raised on its thread.</summary>
    public event Action<string, LayerDemand>? DemandChanged;

    public string? Speaker => _speaker;

    public ConnectionQuality QualityOf(Guest guest) => _quality.GetValueOrDefault(guest.Seat);

    public IReadOnlyList<TrackName> PausedFor(Guest guest) => _paused.GetValueOrDefault(guest.Seat, []);

    /// <summary>Null while nothing was said.</summary>
    public IReadOnlyList<string>? DemandOf(Guest guest, MediaSource source) => _demand.GetValueOrDefault((guest.Seat, source));

    void IMediaObserver.OnSpeaker(string room, string? seat) => _speaker = seat;

    void IMediaObserver.OnQuality(string room, string seat, ConnectionQuality quality) => _quality[seat] = quality;

    void IMediaObserver.OnDemand(string room, string seat, LayerDemand demand)
    {
        _demand[(seat, demand.Source)] = demand.Rids;
        DemandChanged?.Invoke(seat, demand);
    }

    void IMediaObserver.OnPaused(string room, string seat, IReadOnlyList<TrackName> paused) => _paused[seat] = paused;
}
