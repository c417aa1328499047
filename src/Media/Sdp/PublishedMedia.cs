using System.Globalization;
using StudyHub.Kernel;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Sdp;

/// <summary>Understands an m-line of a publisher's offer and answers it.</summary>
internal static class PublishedMedia
{
    public static Result<AcceptedTrack> Accept(SdpMedia media, string mid, MediaSource source)
    {
        var kind = source.IsVideo() ? "video" : "audio";
        if (media.Kind != kind || !media.IsInUse)
        {
            return MediaErrors.SdpInvalid($"A {kind} track needs a {kind} m-line that is in use.");
        }

        if (mid.Length > 16 || !IsToken(mid))
        {
            return MediaErrors.SdpInvalid("An m-line's mid must be a token of 1 to 16 characters.");
        }

        var needed = source.IsVideo() ? Codec.Vp8 : Codec.Opus;
        var codecs = CodecFormats.Accept(media);
        if (!codecs.Any(accepted => accepted.Codec == needed))
        {
            return MediaErrors.SdpInvalid($"The {kind} m-line does not offer {CodecFormats.Encoding(needed)}.");
        }

        media.TryFindExtension(StreamExtensions.MidUri, out var midExtension);
        media.TryFindExtension(StreamExtensions.RidUri, out var rid);
        media.TryFindExtension(StreamExtensions.RepairedRidUri, out var repairedRid);
        List<string> rids = rid > 0 && source.IsVideo() ? Rids(media) : [];
        return new AcceptedTrack(source, mid, codecs, rids, Streams(media), new(midExtension, rid, repairedRid, TransportWide(media), AudioLevel(media)));
    }

    /// <summary>The number of the transport-wide sequence numbers, 0 where the browser does not take feedback on them.</summary>
    public static int TransportWide(SdpMedia media) =>
        media.Attributes.All("rtcp-fb").Any(line => line.EndsWith(" transport-cc", StringComparison.Ordinal))
        && media.TryFindExtension(TransportFeedback.ExtensionUri, out var id) ? id : 0;

    public static void Answer(SdpWriter writer, AcceptedTrack track)
    {
        var isVideo = track.Source.IsVideo();
        var formats = track.Codecs.SelectMany(codec => codec.RetransmissionType is { } rtx ? new[] { codec.PayloadType, rtx } : [codec.PayloadType]);
        writer.Media(isVideo ? "video" : "audio", string.Join(' ', formats), track.Mid, "recvonly");
        WriteExtensions(writer, track.Extensions);
        foreach (var codec in track.Codecs)
        {
            WriteCodec(writer, codec, track.Extensions.TransportWide > 0);
        }

        foreach (var rid in track.Rids)
        {
            writer.Line($"a=rid:{rid} recv");
        }

        if (track.Rids.Count > 0)
        {
            writer.Line($"a=simulcast:recv {string.Join(';', track.Rids)}");
        }
    }

    private static void WriteExtensions(SdpWriter writer, StreamExtensions extensions)
    {
        foreach (var (id, uri) in new[]
        {
            (extensions.Mid, StreamExtensions.MidUri),
            (extensions.Rid, StreamExtensions.RidUri),
            (extensions.RepairedRid, StreamExtensions.RepairedRidUri),
            (extensions.TransportWide, TransportFeedback.ExtensionUri),
            (extensions.AudioLevel, StreamExtensions.AudioLevelUri),
        })
        {
            if (id > 0)
            {
                writer.Line($"a=extmap:{id} {uri}");
            }
        }
    }

    private static int AudioLevel(SdpMedia media) =>
        media.Kind == "audio" && media.TryFindExtension(StreamExtensions.AudioLevelUri, out var id) ? id : 0;

    private static void WriteCodec(SdpWriter writer, AcceptedCodec codec, bool hasTransportFeedback)
    {
        var type = codec.PayloadType;
        writer.Line($"a=rtpmap:{type} {CodecFormats.Encoding(codec.Codec)}");
        if (hasTransportFeedback)
        {
            writer.Line($"a=rtcp-fb:{type} transport-cc");
        }
        else if (codec.Codec.IsVideo())
        {
            writer.Line($"a=rtcp-fb:{type} goog-remb");
        }

        if (codec.Codec.IsVideo())
        {
            writer.Line($"a=rtcp-fb:{type} ccm fir");
            writer.Line($"a=rtcp-fb:{type} nack");
            writer.Line($"a=rtcp-fb:{type} nack pli");
        }

        if (codec.Parameters.Length > 0)
        {
            writer.Line($"a=fmtp:{type} {codec.Parameters}");
        }

        if (codec.RetransmissionType is { } rtx)
        {
            writer.Line($"a=rtpmap:{rtx} rtx/90000");
            writer.Line($"a=fmtp:{rtx} apt={type}");
        }
    }

    /// <summary>The layers that the browser means to send, the first three; of alternatives the first.</summary>
    /// <remarks>RFC 8853 §5.1, RFC 8851 §10</remarks>
    private static List<string> Rids(SdpMedia media)
    {
        var words = media.Attributes.Find("simulcast")?.Split(' ', 5, StringSplitOptions.RemoveEmptyEntries) ?? [];
        var send = Array.IndexOf(words, "send");
        if (send < 0 || send + 1 >= words.Length)
        {
            return [];
        }

        var offered = media.Attributes.All("rid").Select(line => line.Split(' ', 3)).Where(parts => parts is [_, "send", ..]).Select(parts => parts[0]).ToHashSet();
        var rids = words[send + 1].Split(';', 17)
            .Select(layer => layer.Split(',', 2)[0].TrimStart('~'))
            .Where(rid => rid.Length is > 0 and <= 16 && IsToken(rid) && offered.Contains(rid))
            .Distinct()
            .Take(LayerTarget.MostSpatial)
            .ToList();
        return rids.Count > 1 ? rids : [];
    }

    private static List<NamedStream> Streams(SdpMedia media)
    {
        const int most = 2 * LayerTarget.MostSpatial;
        var repairs = new Dictionary<uint, uint>();
        foreach (var group in media.Attributes.All("ssrc-group").Select(line => line.Split(' ', 4)).Where(parts => parts is ["FID", _, _]).Take(most))
        {
            if (TryReadSsrc(group[1], out var ssrc) && TryReadSsrc(group[2], out var repair))
            {
                repairs[ssrc] = repair;
            }
        }

        var named = media.Attributes.All("ssrc").Take(16 * most).Select(line => TryReadSsrc(line.Split(' ', 2)[0], out var ssrc) ? ssrc : 0).Where(ssrc => ssrc != 0).Distinct();
        return [.. named.Where(ssrc => !repairs.ContainsValue(ssrc)).Take(most).Select(ssrc => new NamedStream(ssrc, repairs.GetValueOrDefault(ssrc)))];
    }

    private static bool TryReadSsrc(string text, out uint ssrc) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ssrc);

    private static bool IsToken(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '{' or '}' or '.');
}
