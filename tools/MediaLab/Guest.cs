using System.Text.Json;
using System.Text.Json.Serialization;
using StudyHub.Media;
using StudyHub.MediaLab.Network;

namespace StudyHub.MediaLab;

/// <summary>Runs JavaScript where a <see cref="Guest"/>'s page lives: a browser's tab, or something like it.</summary>
public interface IScriptHost : IAsyncDisposable
{
    /// <summary>The value of an expression, awaited if it is a promise.</summary>
    /// <returns>As JSON; <c>null</c> where there is no value.</returns>
    /// <exception cref="InvalidOperationException">The script failed; the message says how.</exception>
    Task<JsonElement> EvaluateAsync(string expression, CancellationToken ct);
}

/// <summary>How one source is published. Null leaves a choice to the page.</summary>
/// <param name="From"><c>device</c> (a fake camera or microphone), <c>noise</c> (a canvas that spends all the bits it may), <c>display</c> (the screen).</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">Pictures a second.</param>
/// <param name="Codec">Preferred over all others: <c>VP8</c>, <c>H264</c>, <c>VP9</c>, <c>AV1</c>.</param>
/// <param name="Layers">Simulcast, lowest first; null sends one layer.</param>
public sealed record Wish(
    string? From = null, int? Width = null, int? Height = null, int? FrameRate = null, string? Codec = null, IReadOnlyList<Layer>? Layers = null)
{
    /// <summary>A camera in three layers: <c>q</c> is 240 pixels wide, <c>h</c> 480, <c>f</c> 960.</summary>
    public static Wish Simulcast { get; } = new(
        Width: 960, Height: 540, FrameRate: 15, Layers: [new("q", 4, 100_000), new("h", 2, 300_000), new("f", 1, 900_000)]);
}

/// <remarks>W3C WebRTC, RTCRtpEncodingParameters</remarks>
public sealed record Layer(string? Rid, double ScaleResolutionDownBy = 1, int? MaxBitrate = null, double? MaxFramerate = null);

/// <summary>Somebody in a room of the lab: a page of some WebRTC stack, the seat it holds, and the link between them.</summary>
public sealed class Guest(Lab lab, IScriptHost page, string seat, Link link) : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public string Seat { get; } = seat;

    /// <summary>What lies between this guest and the server; to be shaped.</summary>
    public Link Link { get; } = link;

    /// <summary>The server's side of it.</summary>
    public MediaPeer Peer => lab.PeerOf(Seat);

    /// <summary>Publishes these sources besides those published before; they are forwarded from now on.</summary>
    public async Task PublishAsync(IReadOnlyDictionary<MediaSource, Wish> wishes, CancellationToken ct) =>
        await RunAsync($"guest.publish({JsonSerializer.Serialize(wishes.ToDictionary(w => JsonNamingPolicy.CamelCase.ConvertName($"{w.Key}"), w => w.Value), s_json)})", ct);

    public Task PublishAsync(MediaSource source, Wish wish, CancellationToken ct) =>
        PublishAsync(new Dictionary<MediaSource, Wish> { [source] = wish }, ct);

    /// <summary>Receives exactly these from now on.</summary>
    public Task WatchAsync(CancellationToken ct, params TrackWanted[] wanted) =>
        RunAsync($"guest.watch({JsonSerializer.Serialize(wanted, s_json)})", ct);

    /// <summary>Receives one source of one seat and nothing else.</summary>
    public Task WatchAsync(Guest other, MediaSource source, CancellationToken ct, int width = 0, int height = 0) =>
        WatchAsync(ct, new TrackWanted(other.Seat, source, width, height));

    /// <summary>Which of this guest's sources the server forwards.</summary>
    public Task AllowAsync(MediaSources sources, CancellationToken ct) => Peer.AllowAsync(sources, ct);

    public async Task<Stats> StatsAsync(CancellationToken ct) => new(await RunAsync("guest.stats()", ct));

    public Task<JsonElement> RunAsync(string expression, CancellationToken ct) => page.EvaluateAsync(expression, ct);

    /// <summary>What this guest receives of one source of another.</summary>
    public async Task<Figures> ReceivedAsync(Guest other, MediaSource source, CancellationToken ct) =>
        (await StatsAsync(ct)).Received(other.Seat, source);

    /// <summary>Polls the statistics until they are as wanted.</summary>
    /// <param name="condition">What is waited for.</param>
    /// <param name="what">The same in words, for the failure.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <param name="seconds">The latest at which it must be so; generous.</param>
    /// <exception cref="TimeoutException">It never came; the message holds the last statistics.</exception>
    public async Task<Stats> UntilAsync(Func<Stats, bool> condition, string what, CancellationToken ct, int seconds = 90)
    {
        var deadline = DateTime.UtcNow.AddSeconds(seconds);
        while (true)
        {
            var stats = await StatsAsync(ct);
            if (condition(stats))
            {
                return stats;
            }

            if (DateTime.UtcNow > deadline)
            {
                throw new TimeoutException($"{Seat}, after {seconds} s: {what}. Last seen:\n{stats}");
            }

            await Task.Delay(100, ct);
        }
    }

    /// <summary>Waits until so many more pictures of one source of another have been decoded.</summary>
    public async Task<Stats> UntilDecodedAsync(Guest other, MediaSource source, int pictures, CancellationToken ct, int seconds = 90)
    {
        var from = (await ReceivedAsync(other, source, ct))["framesDecoded"];
        return await UntilAsync(
            stats => stats.Received(other.Seat, source)["framesDecoded"] >= from + pictures,
            $"{other.Seat}'s {source} was to bring {pictures} pictures beyond {from}",
            ct,
            seconds);
    }

    /// <summary>Goes away as a killed page does: nobody is told.</summary>
    public ValueTask DisposeAsync() => page.DisposeAsync();
}
