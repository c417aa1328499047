namespace StudyHub.Kernel.Ports;

/// <summary>Engine port. Counts events per key in a sliding window, for rate limits; shared by all nodes.</summary>
public interface ICounters
{
    /// <summary>Counts one event unless <paramref name="limit"/> events already lie in the window.</summary>
    /// <returns>Null when counted; otherwise how long until the next one would be.</returns>
    ValueTask<TimeSpan?> TryCountAsync(string key, int limit, TimeSpan window, CancellationToken ct);

    /// <summary>Asks without counting.</summary>
    /// <returns>Null when there is room; otherwise how long until there will be.</returns>
    ValueTask<TimeSpan?> PeekAsync(string key, int limit, TimeSpan window, CancellationToken ct);
}
