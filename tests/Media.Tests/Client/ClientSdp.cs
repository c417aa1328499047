using System.Globalization;
using System.Text;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Tests.Client;

/// <summary>The descriptions a browser would make, reduced to what the server reads.</summary>
internal static class ClientSdp
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public const byte Opus = 111;
    public const byte Vp8 = 100;
    public const byte Rtx = 101;
    public const int MidExtension = 4;

    /// <summary>An offer of one audio m-line (mid a) and one video m-line (mid v).</summary>
    /// <param name="connection">Whose transport it is.</param>
    /// <param name="ssrcs">Of audio, video and its retransmission; null leaves finding them to the mid extension.</param>
    public static string Offer(ClientConnection connection, (uint Audio, uint Video, uint Rtx)? ssrcs)
    {
        var sdp = Head(connection, "a v");
        Media(sdp, connection, "audio", $"{Opus}", "a", "sendonly", "actpass");
        sdp.Append(Invariant, $"a=rtpmap:{Opus} opus/48000/2\r\n");
        if (ssrcs is { } s)
        {
            sdp.Append(Invariant, $"a=ssrc:{s.Audio} cname:c\r\n");
        }

        Media(sdp, connection, "video", $"{Vp8} {Rtx}", "v", "sendonly", "actpass");
        sdp.Append(Invariant, $"a=rtpmap:{Vp8} VP8/90000\r\na=rtcp-fb:{Vp8} nack\r\na=rtpmap:{Rtx} rtx/90000\r\na=fmtp:{Rtx} apt={Vp8}\r\n");
        if (ssrcs is { } t)
        {
            sdp.Append(Invariant, $"a=ssrc-group:FID {t.Video} {t.Rtx}\r\na=ssrc:{t.Video} cname:c\r\na=ssrc:{t.Rtx} cname:c\r\n");
        }

        return sdp.ToString();
    }

    /// <summary>An answer that takes everything, except m-lines named as refused.</summary>
    public static string Answer(ClientConnection connection, string offer, params string[] refused)
    {
        if (!SdpSession.Parse(offer).IsOk(out var sdp, out var error))
        {
            throw new InvalidOperationException(error.Message);
        }

        var answer = Head(connection, string.Join(' ', sdp.Media.Select(m => m.Mid)));
        foreach (var media in sdp.Media)
        {
            var direction = media.Attributes.Has("sendonly") ? "recvonly" : "inactive";
            Media(answer, connection, media.Kind, string.Join(' ', media.Formats), media.Mid!, direction, "active", refused.Contains(media.Mid) ? 0 : 9);
        }

        return answer.ToString();
    }

    private static StringBuilder Head(ClientConnection connection, string bundled) => new(
        $"v=0\r\no=- {connection.SessionId} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {bundled}\r\n");

    private static void Media(
        StringBuilder sdp, ClientConnection c, string kind, string formats, string mid, string direction, string setup, int port = 9) => sdp.Append(
        Invariant,
        $"m={kind} {port} UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\na=mid:{mid}\r\na={direction}\r\na=rtcp-mux\r\n"
        + $"a=ice-ufrag:{c.Ufrag}\r\na=ice-pwd:{c.Password}\r\na=fingerprint:sha-256 {c.ClaimedFingerprint}\r\na=setup:{setup}\r\n"
        + $"a=extmap:{MidExtension} urn:ietf:params:rtp-hdrext:sdes:mid\r\n");
}
