using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using StudyHub.Kernel;

namespace StudyHub.Media.Sdp;

/// <summary>A session description as a browser wrote it, read leniently and within bounds.</summary>
/// <remarks>RFC 8866; RFC 8829 §5.8</remarks>
internal sealed class SdpSession
{
    /// <summary>Characters of a whole description. An answer to 128 m-lines has about 100,000.</summary>
    public const int Longest = 256 * 1024;

    public const int LongestLine = 4096;
    public const int MostLines = 8192;
    public const int MostMedia = 256;

    private SdpSession(string origin, SdpAttributes attributes, IReadOnlyList<SdpMedia> media) =>
        (Origin, Attributes, Media) = (origin, attributes, media);

    /// <summary>Session id of the <c>o=</c> line: stays the same as long as the RTCPeerConnection does.</summary>
    public string Origin { get; }

    public SdpAttributes Attributes { get; }

    public IReadOnlyList<SdpMedia> Media { get; }

    /// <returns><c>media.sdp_invalid</c> for what is not SDP or exceeds the bounds.</returns>
    public static Result<SdpSession> Parse(string? text)
    {
        if (text is null || text.Length is 0 or > Longest)
        {
            return MediaErrors.SdpInvalid($"The description must have 1 to {Longest} characters.");
        }

        var origin = "";
        var attributes = new SdpAttributes();
        var media = new List<SdpMedia>();
        var count = 0;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            if (raw.IsEmpty)
            {
                continue;
            }

            if (++count > MostLines || raw.Length > LongestLine || raw.Length < 2 || raw[1] != '=' || (count == 1 && raw is not "v=0"))
            {
                return MediaErrors.SdpInvalid($"Line {count} is not SDP, or too long, or one too many.");
            }

            var value = raw[2..];
            switch (raw[0])
            {
                case 'o':
                    origin = OriginOf(value);
                    break;
                case 'm' when media.Count < MostMedia && SdpMedia.TryParse(value, out var next):
                    media.Add(next);
                    break;
                case 'm':
                    return MediaErrors.SdpInvalid($"Line {count} is not a media description, or one too many.");
                case 'a':
                    (media.Count == 0 ? attributes : media[^1].Attributes).Add(value);
                    break;
                default:
                    break; // versions, bandwidths and connection addresses mean nothing to us
            }
        }

        return media.Count == 0
            ? MediaErrors.SdpInvalid("The description has no media.")
            : new SdpSession(origin, attributes, media);
    }

    /// <summary>An attribute of an m-line, or else of the session.</summary>
    public string? Find(SdpMedia media, string name) => media.Attributes.Find(name) ?? Attributes.Find(name);

    private static string OriginOf(ReadOnlySpan<char> value)
    {
        var afterName = value[(value.IndexOf(' ') + 1)..];
        var end = afterName.IndexOf(' ');
        return (end < 0 ? afterName : afterName[..end]).ToString();
    }
}

/// <summary>One m-line with its attributes.</summary>
internal sealed class SdpMedia
{
    private const int MostFormats = 128;

    private SdpMedia(string kind, int port, string[] formats) => (Kind, Port, Formats) = (kind, port, formats);

    /// <summary><c>audio</c>, <c>video</c> or <c>application</c>.</summary>
    public string Kind { get; }

    /// <summary>0 where the m-line is refused, or has no transport but its bundle's.</summary>
    public int Port { get; }

    /// <remarks>RFC 9143 §6: a bundled m-line without a transport of its own has port 0 too. Firefox offers so under <c>max-bundle</c>.</remarks>
    public bool IsInUse => Port != 0 || Attributes.Has("bundle-only");

    /// <summary>Payload types, most wanted first.</summary>
    public IReadOnlyList<string> Formats { get; }

    public SdpAttributes Attributes { get; } = new();

    public string? Mid => Attributes.Find("mid");

    public static bool TryParse(ReadOnlySpan<char> value, [NotNullWhen(true)] out SdpMedia? media)
    {
        var parts = value.ToString().Split(' ', MostFormats + 4, StringSplitOptions.RemoveEmptyEntries);
        media = parts.Length is >= 4 and <= MostFormats + 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? new(parts[0], port, parts[3..])
            : null;
        return media is not null;
    }

    /// <summary>The payload types of a codec, for example <c>VP8/90000</c>, in the order of preference.</summary>
    public IEnumerable<byte> PayloadTypes(string encoding)
    {
        foreach (var format in Formats)
        {
            if (TryReadPayloadType(format, out var payloadType)
                && Attributes.All("rtpmap").FirstOrDefault(map => map.StartsWith(format + " ", StringComparison.Ordinal)) is { } map
                && map.AsSpan(format.Length + 1).StartsWith(encoding, StringComparison.OrdinalIgnoreCase))
            {
                yield return payloadType;
            }
        }
    }

    public bool Has(byte payloadType) => PlaceOf(payloadType) < Formats.Count;

    /// <summary>How many payload types are preferred to this one.</summary>
    public int PlaceOf(byte payloadType)
    {
        var place = 0;
        while (place < Formats.Count && !(TryReadPayloadType(Formats[place], out var type) && type == payloadType))
        {
            place++;
        }

        return place;
    }

    /// <summary>The format parameters of a payload type; empty where there are none.</summary>
    public string Parameters(byte payloadType)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"{payloadType} ");
        return Attributes.All("fmtp").FirstOrDefault(line => line.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..] ?? "";
    }

    /// <summary>Finds the payload type under which packets of another are retransmitted.</summary>
    /// <remarks>RFC 4588 §8.6</remarks>
    public bool TryFindRetransmission(byte of, out byte payloadType)
    {
        var wanted = string.Create(CultureInfo.InvariantCulture, $"apt={of}");
        foreach (var parameters in Attributes.All("fmtp"))
        {
            var space = parameters.IndexOf(' ', StringComparison.Ordinal);
            if (space > 0
                && parameters[(space + 1)..].Split(';', 8, StringSplitOptions.TrimEntries).Contains(wanted)
                && Formats.Contains(parameters[..space])
                && TryReadPayloadType(parameters.AsSpan(0, space), out payloadType))
            {
                return true;
            }
        }

        payloadType = 0;
        return false;
    }

    /// <summary>Finds the number of a header extension that fits its one-byte form.</summary>
    /// <remarks>RFC 8285 §5</remarks>
    public bool TryFindExtension(string uri, out int id)
    {
        foreach (var map in Attributes.All("extmap"))
        {
            var parts = map.Split(' ', 3);
            if (parts.Length >= 2 && parts[1] == uri
                && int.TryParse(parts[0].Split('/', 2)[0], NumberStyles.None, CultureInfo.InvariantCulture, out id)
                && id is > 0 and < 15)
            {
                return true;
            }
        }

        id = 0;
        return false;
    }

    private static bool TryReadPayloadType(ReadOnlySpan<char> text, out byte payloadType) =>
        byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out payloadType) && payloadType < 128;
}
