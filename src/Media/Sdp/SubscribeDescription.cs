using StudyHub.Kernel;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Sdp;

/// <summary>One m-line of an offer to a subscriber.</summary>
/// <param name="Mid">Its identification.</param>
/// <param name="Kind"><c>audio</c> or <c>video</c>.</param>
/// <param name="Track">What it carries, or null while nobody uses it.</param>
/// <param name="Ssrc">We send under, when it carries something.</param>
/// <param name="RetransmissionSsrc">For video.</param>
internal sealed record OfferedMedia(string Mid, string Kind, OfferedTrack? Track, uint Ssrc, uint RetransmissionSsrc);

/// <summary>What a browser has answered to an offer.</summary>
/// <param name="Remote">Its transport.</param>
/// <param name="Refused">The mids of m-lines that it refuses.</param>
/// <param name="Decodes">What it can take; of video, in every m-line that it has accepted.</param>
/// <param name="HasTransportFeedback">It says when packets arrive.</param>
internal sealed record SubscribeAnswered(RemoteTransport Remote, IReadOnlySet<string> Refused, CodecSet Decodes, bool HasTransportFeedback);

/// <summary>Offers to subscribers and their answers. Payload types are ours, and the same in every offer.</summary>
internal static class SubscribeDescription
{
    private const byte Opus = 111;

    public static byte PayloadType(Codec codec) => codec switch
    {
        Codec.Opus => Opus,
        Codec.Vp8 => 96,
        Codec.Vp9 => 98,
        Codec.H264 => 102,
        _ => 104,
    };

    public static byte RetransmissionType(Codec codec) => (byte)(PayloadType(codec) + 1);

    /// <summary>Header extension that carries transport-wide sequence numbers.</summary>
    public const int TransportWide = 3;

    public static string Offer(LocalTransport local, IReadOnlyList<OfferedMedia> media)
    {
        var writer = new SdpWriter(local, media.Select(m => m.Mid));
        foreach (var line in media)
        {
            Write(writer, line);
        }

        return writer.ToString();
    }

    public static Result<SubscribeAnswered> ReadAnswer(string answer)
    {
        if (!SdpSession.Parse(answer).IsOk(out var sdp, out var error))
        {
            return error;
        }

        var used = sdp.Media.FirstOrDefault(media => media.IsInUse) ?? sdp.Media[0];
        if (!RemoteTransport.Read(sdp, used).IsOk(out var remote, out error))
        {
            return error;
        }

        var refused = sdp.Media.Where(media => !media.IsInUse).Select(media => media.Mid).OfType<string>();
        return new SubscribeAnswered(remote, refused.ToHashSet(), Decodes(sdp), PublishedMedia.TransportWide(used) == TransportWide);
    }

    private static CodecSet Decodes(SdpSession answer)
    {
        var decodes = CodecSet.All;
        foreach (var media in answer.Media.Where(media => media.Kind == "video" && media.IsInUse))
        {
            decodes = decodes.Common(CodecSet.Of(CodecFormats.Video.Where(codec => media.Has(PayloadType(codec))).Append(Codec.Opus)));
        }

        return decodes;
    }

    private static void Write(SdpWriter writer, OfferedMedia media)
    {
        var video = media.Kind == "video";
        var formats = video
            ? string.Join(' ', CodecFormats.Video.Select(codec => $"{PayloadType(codec)} {RetransmissionType(codec)}"))
            : $"{Opus}";
        writer.Media(media.Kind, formats, media.Mid, media.Track is null ? "inactive" : "sendonly");
        writer.Line($"a=extmap:{TransportWide} {TransportFeedback.ExtensionUri}");
        if (video)
        {
            foreach (var codec in CodecFormats.Video)
            {
                WriteCodec(writer, codec);
            }
        }
        else
        {
            writer.Line($"a=rtpmap:{Opus} {CodecFormats.Encoding(Codec.Opus)}");
            writer.Line($"a=rtcp-fb:{Opus} transport-cc");
            writer.Line($"a=fmtp:{Opus} minptime=10;useinbandfec=1");
        }

        if (media.Track is null)
        {
            return;
        }

        // All tracks of a seat share stream and cname: that is what browsers synchronise by. A seat's name need not be a token.
        var stream = StreamOf(media.Track.Seat);
        writer.Line($"a=msid:{stream} t{media.Ssrc}");
        if (video)
        {
            writer.Line($"a=ssrc-group:FID {media.Ssrc} {media.RetransmissionSsrc}");
        }

        writer.Line($"a=ssrc:{media.Ssrc} cname:{stream}"); // Chromium takes the first for the primary one, whatever the group says
        if (video)
        {
            writer.Line($"a=ssrc:{media.RetransmissionSsrc} cname:{stream}");
        }
    }

    private static void WriteCodec(SdpWriter writer, Codec codec)
    {
        var (type, retransmission) = (PayloadType(codec), RetransmissionType(codec));
        writer.Line($"a=rtpmap:{type} {CodecFormats.Encoding(codec)}");
        writer.Line($"a=rtcp-fb:{type} transport-cc");
        writer.Line($"a=rtcp-fb:{type} goog-remb");
        writer.Line($"a=rtcp-fb:{type} ccm fir");
        writer.Line($"a=rtcp-fb:{type} nack");
        writer.Line($"a=rtcp-fb:{type} nack pli");
        if (CodecFormats.Parameters(codec) is { Length: > 0 } parameters)
        {
            writer.Line($"a=fmtp:{type} {parameters}");
        }

        writer.Line($"a=rtpmap:{retransmission} rtx/90000");
        writer.Line($"a=fmtp:{retransmission} apt={type}");
    }

    private static string StreamOf(string seat) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seat)).AsSpan(0, 8));
}
