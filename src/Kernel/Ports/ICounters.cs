namespace StudyHub.Kernel.Ports;

/// <summary>Engine port. Counts events per key in a sliding window, for rate limits; shared by all nodes.</summary>
public interface ICounters
{
    /// <summary>Counts one event unless <paramref name="limit"/> events already lie in the window.</summary>
    ValueTask<Counted> CountAsync(string key, int limit, TimeSpan window, CancellationToken ct);

    /// <summary>Counts one event unless <paramref name="limit"/> events already lie in the window.</summary>
    /// <returns>Null when counted; otherwise how long until the next one would be.</returns>
    async ValueTask<TimeSpan?> TryCountAsync(string key, int limit, TimeSpan window, CancellationToken ct) => (await CountAsync(key, limit, window, ct)).Wait;

    /// <summary>Asks without counting.</summary>
    /// <returns>Null when there is room; otherwise how long until there will be.</returns>
    ValueTask<TimeSpan?> PeekAsync(string key, int limit, TimeSpan window, CancellationToken ct);
}

/// <param name="Left">How many more the window takes now.</param>
/// <param name="Wait">Null when counted; otherwise how long until the next one would be.</param>
public readonly record struct Counted(int Left, TimeSpan? Wait);
