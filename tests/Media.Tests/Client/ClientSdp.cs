using System.Globalization;
using System.Text;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Tests.Client;

/// <summary>The descriptions a browser would make, reduced to what the server reads.</summary>
internal static class ClientSdp
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public const byte Opus = 111;
    public const byte Vp8 = 100;
    public const byte Rtx = 101;
    public const int AudioLevel = 1;
    public const int TransportWide = SubscribeDescription.TransportWide;
    public const int MidExtension = 4;
    public const int RidExtension = 10;
    public const int RepairedRidExtension = 11;

    private const string FeedbackLines = $"a=extmap:3 {TransportFeedback.ExtensionUri}\r\na=rtcp-fb:* transport-cc\r\n";

    private const string RidExtensions =
        "a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id\r\na=extmap:11 urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id\r\n";

    /// <summary>An offer of one audio m-line (mid a) and one video m-line (mid v).</summary>
    /// <param name="connection">Whose transport it is.</param>
    /// <param name="ssrcs">Of audio, video and its retransmission; null leaves finding them to the mid extension.</param>
    /// <param name="rids">Simulcast layers of the video.</param>
    /// <param name="hasScreen">Another audio m-line (mid t) and another video m-line (mid s).</param>
    public static string Offer(ClientConnection connection, (uint Audio, uint Video, uint Rtx)? ssrcs, string[] rids, bool hasScreen)
    {
        var sdp = Head(connection, hasScreen ? "a v t s" : "a v");
        Audio(sdp, connection, "a");
        if (ssrcs is { } s)
        {
            sdp.Append(Invariant, $"a=ssrc:{s.Audio} cname:c\r\n");
        }

        Video(sdp, connection, "v");
        if (rids.Length > 0)
        {
            sdp.Append(RidExtensions);
            sdp.Append(string.Concat(rids.Select(rid => $"a=rid:{rid} send\r\n")));
            sdp.Append(Invariant, $"a=simulcast:send {string.Join(';', rids)}\r\n");
        }
        else if (ssrcs is { } t)
        {
            sdp.Append(Invariant, $"a=ssrc-group:FID {t.Video} {t.Rtx}\r\na=ssrc:{t.Video} cname:c\r\na=ssrc:{t.Rtx} cname:c\r\n");
        }

        if (hasScreen)
        {
            Audio(sdp, connection, "t");
            Video(sdp, connection, "s");
        }

        return sdp.ToString();
    }

    /// <summary>The payload type under which a codec is offered; that of its retransmissions follows.</summary>
    public static byte PayloadType(Codec codec) => (byte)(Vp8 + (2 * (codec - Codec.Vp8)));

    /// <summary>An answer that takes everything, except m-lines named as refused.</summary>
    public static string Answer(ClientConnection connection, string offer, params string[] refused) => Answer(connection, offer, _ => true, refused);

    /// <summary>An answer that takes only some formats.</summary>
    public static string Answer(ClientConnection connection, string offer, Func<string, bool> takes, params string[] refused)
    {
        if (!SdpSession.Parse(offer).IsOk(out var sdp, out var error))
        {
            throw new InvalidOperationException(error.Message);
        }

        var answer = Head(connection, string.Join(' ', sdp.Media.Select(m => m.Mid)));
        foreach (var media in sdp.Media)
        {
            var direction = media.Attributes.Has("sendonly") ? "recvonly" : "inactive";
            var formats = string.Join(' ', media.Formats.Where(takes));
            Media(answer, connection, media.Kind, formats, media.Mid!, direction, "active", refused.Contains(media.Mid) ? 0 : 9);
        }

        return answer.ToString();
    }

    private static void Audio(StringBuilder sdp, ClientConnection connection, string mid)
    {
        Media(sdp, connection, "audio", $"{Opus}", mid, "sendonly", "actpass");
        sdp.Append(Invariant, $"a=rtpmap:{Opus} opus/48000/2\r\na=extmap:{AudioLevel} {StreamExtensions.AudioLevelUri}\r\n");
    }

    private static void Video(StringBuilder sdp, ClientConnection connection, string mid)
    {
        var codecs = CodecFormats.Video;
        Media(sdp, connection, "video", string.Join(' ', codecs.Select(codec => $"{PayloadType(codec)} {PayloadType(codec) + 1}")), mid, "sendonly", "actpass");
        foreach (var codec in codecs)
        {
            var type = PayloadType(codec);
            sdp.Append(Invariant, $"a=rtpmap:{type} {CodecFormats.Encoding(codec)}\r\na=rtcp-fb:{type} nack\r\n");
            sdp.Append(codec == Codec.H264 ? $"a=fmtp:{type} packetization-mode=1;profile-level-id=42e01f\r\n" : "");
            sdp.Append(Invariant, $"a=rtpmap:{type + 1} rtx/90000\r\na=fmtp:{type + 1} apt={type}\r\n");
        }
    }

    private static StringBuilder Head(ClientConnection connection, string bundled) => new(
        $"v=0\r\no=- {connection.SessionId} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {bundled}\r\n");

    private static void Media(
        StringBuilder sdp, ClientConnection c, string kind, string formats, string mid, string direction, string setup, int port = 9) => sdp.Append(
        Invariant,
        $"m={kind} {port} UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\n"
        + $"a=ice-ufrag:{c.Ufrag}\r\na=ice-pwd:{c.Password}\r\na=fingerprint:sha-256 {c.ClaimedFingerprint}\r\na=setup:{setup}\r\n"
        + $"a=extmap:{MidExtension} urn:ietf:params:rtp-hdrext:sdes:mid\r\n").Append(c.Link is null ? "" : FeedbackLines);
}
