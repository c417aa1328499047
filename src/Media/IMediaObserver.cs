namespace StudyHub.Media;

/// <summary>
/// Hears what the media server finds out about its rooms. Called on workers' threads while media waits: implementations note it down
/// and return at once. Each call gives the present state of one thing, so a later one replaces an earlier one.
/// </summary>
public interface IMediaObserver
{
    /// <summary>Another seat speaks, or nobody does any more (null).</summary>
    void OnSpeaker(string room, string? seat);

    /// <summary>A seat's connection has become better or worse, judged by what it sends and by what it receives.</summary>
    void OnQuality(string room, string seat, ConnectionQuality quality);

    /// <summary>
    /// Which layers of a seat's picture somebody wants to see; the others need not be sent. Told whenever a seat begins to publish on a
    /// connection (all of them), at once when more are wanted, and about two seconds after fewer are.
    /// </summary>
    void OnDemand(string room, string seat, LayerDemand demand);

    /// <summary>The tracks that a seat wants and is not sent because its connection cannot carry them. Replaces the previous list.</summary>
    void OnPaused(string room, string seat, IReadOnlyList<TrackName> paused);
}

/// <summary>How well a connection carries media. On the wire: <c>good</c>, <c>fair</c>, <c>poor</c>.</summary>
[System.Text.Json.Serialization.JsonConverter(typeof(ConnectionQualityJson))]
public enum ConnectionQuality
{
    Good,
    Fair,
    Poor,
}

/// <param name="Source">Camera or screen.</param>
/// <param name="Rids">The layers wanted, by their RID; a source without simulcast names its only layer <c>""</c>. Empty: nobody looks.</param>
/// <param name="Codecs">
/// Of the codecs the seat has offered, those that everybody who looks can decode, by their names in SDP, the most wanted first. Nobody is
/// sent what they cannot decode, so the seat should send one of these.
/// </param>
public sealed record LayerDemand(MediaSource Source, IReadOnlyList<string> Rids, IReadOnlyList<string> Codecs);

public sealed record TrackName(string Seat, MediaSource Source);

internal sealed class ConnectionQualityJson()
    : System.Text.Json.Serialization.JsonStringEnumConverter<ConnectionQuality>(System.Text.Json.JsonNamingPolicy.CamelCase, allowIntegerValues: false);
