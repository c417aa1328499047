using System.Globalization;
using System.Text.Json;
using StudyHub.Media;

namespace StudyHub.MediaLab;

/// <summary>What a page's <c>getStats</c> said at one moment about both of its connections.</summary>
/// <remarks>W3C Identifiers for WebRTC's Statistics API</remarks>
public sealed class Stats(JsonElement reports)
{
    private readonly JsonElement[] _reports = [.. reports.EnumerateArray()];

    /// <summary>The incoming stream of one source of a seat; all zeros while there is none.</summary>
    public Figures Received(string seat, MediaSource source) =>
        new(_reports.Where(r => Is(r, "type", "inbound-rtp") && Is(r, "seat", seat) && Is(r, "source", Name(source))));

    /// <summary>The outgoing streams of one source together, or of one of its layers.</summary>
    public Figures Sent(MediaSource source, string? rid = null) =>
        new(_reports.Where(r => Is(r, "type", "outbound-rtp") && Is(r, "source", Name(source)) && (rid is null || Is(r, "rid", rid))));

    /// <summary>The protocols of the server's candidates in use: <c>udp</c>, <c>tcp</c>.</summary>
    public IReadOnlyList<string> Protocols =>
    [
        .. _reports.Where(r => Is(r, "type", "transport") && r.TryGetProperty("selectedCandidatePairId", out _))
            .Select(t => Find(t, Find(t, t, "selectedCandidatePairId"), "remoteCandidateId"))
            .Select(candidate => candidate.GetProperty("protocol").GetString()!),
    ];

    /// <summary>What the publishing connection believes it may send, bits a second; 0 is unknown.</summary>
    public double AvailableOutgoing =>
        _reports.Where(r => Is(r, "type", "candidate-pair") && Is(r, "connection", "publishing"))
            .Select(r => r.TryGetProperty("availableOutgoingBitrate", out var value) ? value.GetDouble() : 0).DefaultIfEmpty().Max();

    /// <summary>The codec of a stream, for example <c>video/VP8</c>.</summary>
    public string CodecOf(Figures stream) =>
        _reports.Where(r => Is(r, "type", "codec") && Is(r, "id", stream.Text("codecId"))).Select(r => r.GetProperty("mimeType").GetString()!).FirstOrDefault("");

    public override string ToString() => string.Join('\n', _reports.Where(r => Is(r, "type", "inbound-rtp") || Is(r, "type", "outbound-rtp") || Is(r, "type", "candidate-pair")));

    private JsonElement Find(JsonElement near, JsonElement holder, string reference) => _reports.First(
        r => Is(r, "id", holder.GetProperty(reference).GetString()!) && Is(r, "connection", near.GetProperty("connection").GetString()!));

    private static string Name(MediaSource source) => JsonNamingPolicy.CamelCase.ConvertName($"{source}");

    private static bool Is(JsonElement report, string property, string value) =>
        report.TryGetProperty(property, out var it) && it.ValueKind == JsonValueKind.String && it.ValueEquals(value);
}

/// <summary>The figures of one stream, or of several together.</summary>
public sealed class Figures(IEnumerable<JsonElement> reports)
{
    private readonly JsonElement[] _reports = [.. reports];

    /// <summary>A figure by its standard name, summed; 0 where nobody tells it.</summary>
    public double this[string figure] => _reports.Sum(r => r.TryGetProperty(figure, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : 0);

    public string Text(string property) =>
        _reports.Select(r => r.TryGetProperty(property, out var value) ? value.ToString() : null).FirstOrDefault(text => text is not null) ?? "";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", _reports)}");
}
