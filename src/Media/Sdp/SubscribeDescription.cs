using StudyHub.Kernel;

namespace StudyHub.Media.Sdp;

/// <summary>One m-line of an offer to a subscriber.</summary>
/// <param name="Mid">Its identification.</param>
/// <param name="Kind"><c>audio</c> or <c>video</c>.</param>
/// <param name="Track">What it carries, or null while nobody uses it.</param>
/// <param name="Ssrc">We send under, when it carries something.</param>
/// <param name="RetransmissionSsrc">For video.</param>
internal sealed record OfferedMedia(string Mid, string Kind, OfferedTrack? Track, uint Ssrc, uint RetransmissionSsrc);

/// <summary>Offers to subscribers and their answers. Payload types are ours, and the same in every offer.</summary>
internal static class SubscribeDescription
{
    public const byte Vp8 = 96;
    public const byte Retransmission = 97;
    public const byte Opus = 111;

    public static string Offer(LocalTransport local, IReadOnlyList<OfferedMedia> media)
    {
        var writer = new SdpWriter(local, media.Select(m => m.Mid));
        foreach (var line in media)
        {
            Write(writer, line);
        }

        return writer.ToString();
    }

    /// <summary>Reads an answer: the browser's transport, and the m-lines it refuses.</summary>
    public static Result<(RemoteTransport Remote, IReadOnlySet<string> Refused)> ReadAnswer(string answer)
    {
        if (!SdpSession.Parse(answer).IsOk(out var sdp, out var error))
        {
            return error;
        }

        var used = sdp.Media.FirstOrDefault(media => media.Port != 0) ?? sdp.Media[0];
        if (!RemoteTransport.Read(sdp, used).IsOk(out var remote, out error))
        {
            return error;
        }

        var refused = sdp.Media.Where(media => media.Port == 0).Select(media => media.Mid).OfType<string>();
        return (remote, refused.ToHashSet());
    }

    private static void Write(SdpWriter writer, OfferedMedia media)
    {
        var video = media.Kind == "video";
        writer.Media(media.Kind, video ? $"{Vp8} {Retransmission}" : $"{Opus}", media.Mid, media.Track is null ? "inactive" : "sendonly");
        if (video)
        {
            writer.Line($"a=rtpmap:{Vp8} VP8/90000");
            writer.Line($"a=rtcp-fb:{Vp8} ccm fir");
            writer.Line($"a=rtcp-fb:{Vp8} nack");
            writer.Line($"a=rtcp-fb:{Vp8} nack pli");
            writer.Line($"a=rtpmap:{Retransmission} rtx/90000");
            writer.Line($"a=fmtp:{Retransmission} apt={Vp8}");
        }
        else
        {
            writer.Line($"a=rtpmap:{Opus} opus/48000/2");
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

    private static string StreamOf(string seat) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(seat)).AsSpan(0, 8));
}
