namespace StudyHub.Media.Tests.Client;

/// <summary>What the media server has told about its room, latest last.</summary>
internal sealed class Observed : IMediaObserver
{
    private readonly Lock _lock = new();
    private readonly List<string?> _speakers = [];
    private readonly List<(string Seat, IReadOnlyList<TrackName> Tracks)> _paused = [];
    private readonly List<(string Seat, ConnectionQuality Quality)> _qualities = [];

    public IReadOnlyList<string?> Speakers => Copy(_speakers);

    public IReadOnlyList<(string Seat, IReadOnlyList<TrackName> Tracks)> Paused => Copy(_paused);

    public IReadOnlyList<(string Seat, ConnectionQuality Quality)> Qualities => Copy(_qualities);

    public void OnSpeaker(string room, string? seat) => Note(_speakers, seat);

    public void OnQuality(string room, string seat, ConnectionQuality quality) => Note(_qualities, (seat, quality));

    public void OnDemand(string room, string seat, LayerDemand demand)
    {
    }

    public void OnPaused(string room, string seat, IReadOnlyList<TrackName> paused) => Note(_paused, (seat, paused));

    private void Note<T>(List<T> list, T item)
    {
        lock (_lock)
        {
            list.Add(item);
        }
    }

    private List<T> Copy<T>(List<T> list)
    {
        lock (_lock)
        {
            return [.. list];
        }
    }
}
