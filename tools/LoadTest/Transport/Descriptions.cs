using System.Globalization;
using System.Text;
using StudyHub.LoadTest.Media;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Sdp;

namespace StudyHub.LoadTest.Transport;

/// <summary>The descriptions a simulated browser makes.</summary>
/// <param name="address">Named in candidates; servers send to where checks come from.</param>
/// <param name="feedback">Receivers take transport-wide feedback wherever it is offered.</param>
internal sealed class Descriptions(string address, bool feedback = false)
{
    private static readonly CultureInfo s_invariant = CultureInfo.InvariantCulture;

    /// <summary>The m-line of the microphone.</summary>
    public const string MicrophoneMid = "0";

    /// <summary>The m-line of the camera.</summary>
    public const string CameraMid = "1";

    /// <summary>The m-line of the screen.</summary>
    public const string ScreenMid = "2";

    /// <summary>An offer to send camera and microphone, and the screen if asked for.</summary>
    public string Offer(Sender sender, bool screen)
    {
        var connection = sender.Connection;
        var sdp = Head(connection, screen ? $"{MicrophoneMid} {CameraMid} {ScreenMid}" : $"{MicrophoneMid} {CameraMid}");
        Media(sdp, connection, "audio", $"{Sender.Opus}", MicrophoneMid, "sendonly");
        Line(sdp, $"a=extmap:{Sender.AudioLevel} urn:ietf:params:rtp-hdrext:ssrc-audio-level");
        Line(sdp, $"a=rtpmap:{Sender.Opus} opus/48000/2");
        Line(sdp, $"a=fmtp:{Sender.Opus} minptime=10;useinbandfec=1");
        Line(sdp, $"a=ssrc:{sender.Microphone.Ssrc} cname:load");
        Media(sdp, connection, "video", $"{Sender.Vp8} {Sender.Retransmission}", CameraMid, "sendonly");
        Codec(sdp, Sender.Vp8, Sender.Retransmission);
        if (sender.Cameras.Count > 1)
        {
            Layers(sdp);
        }
        else
        {
            Stream(sdp, sender.Cameras[0].Ssrc);
        }

        if (screen)
        {
            Media(sdp, connection, "video", $"{Sender.Vp8} {Sender.Retransmission}", ScreenMid, "sendonly");
            Codec(sdp, Sender.Vp8, Sender.Retransmission);
            Stream(sdp, sender.Screen.Ssrc);
        }

        return sdp.ToString();
    }

    /// <summary>An answer that takes everything offered as VP8 or Opus; tells the receiver what payload types mean.</summary>
    public string Answer(Receiver receiver, SdpSession offer)
    {
        var connection = receiver.Connection;
        var sdp = Head(connection, string.Join(' ', offer.Media.Select(m => m.Mid)));
        foreach (var media in offer.Media)
        {
            var direction = media.Attributes.Has("inactive") ? "inactive" : "recvonly";
            if (media.Kind == "audio")
            {
                var opus = media.PayloadTypes("opus/48000/2").First();
                receiver.Expect(opus, StreamKind.Audio);
                Media(sdp, connection, "audio", $"{opus}", media.Mid!, direction);
                Line(sdp, $"a=rtpmap:{opus} opus/48000/2");
                Feedback(sdp, receiver, media, opus);
                continue;
            }

            var vp8 = media.PayloadTypes("VP8/90000").First();
            receiver.Expect(vp8, StreamKind.Video);
            byte? retransmission = media.TryFindRetransmission(vp8, out var rtx) ? rtx : null;
            if (retransmission is not null)
            {
                receiver.Expect(rtx, StreamKind.Retransmission);
            }

            Media(sdp, connection, "video", retransmission is null ? $"{vp8}" : $"{vp8} {rtx}", media.Mid!, direction);
            Codec(sdp, vp8, retransmission);
            Feedback(sdp, receiver, media, vp8);
        }

        return sdp.ToString();
    }

    private static StringBuilder Head(Connection connection, string bundled) => new(string.Create(
        s_invariant, $"v=0\r\no=- {connection.Session} 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE {bundled}\r\na=msid-semantic:WMS *\r\n"));

    /// <remarks>The client takes the active role in offers too: RFC 8842 §5.2 prefers to leave the choice, but one side less is to be built.</remarks>
    private void Media(StringBuilder sdp, Connection connection, string kind, string formats, string mid, string direction)
    {
        Line(sdp, $"m={kind} 9 UDP/TLS/RTP/SAVPF {formats}");
        Line(sdp, $"c=IN IP4 0.0.0.0");
        Line(sdp, $"a=mid:{mid}");
        Line(sdp, $"a={direction}");
        Line(sdp, $"a=ice-ufrag:{connection.Ufrag}");
        Line(sdp, $"a=ice-pwd:{connection.Password}");
        Line(sdp, $"a=fingerprint:sha-256 {Connection.Identity.Fingerprint}");
        Line(sdp, $"a=setup:active");
        Line(sdp, $"a=rtcp-mux");
        Line(sdp, $"a=rtcp-rsize");
        Line(sdp, $"a=candidate:1 1 udp 2130706431 {address} {connection.Port} typ host");
        Line(sdp, $"a=end-of-candidates");
        if (direction == "sendonly")
        {
            Line(sdp, $"a=msid:load load{mid}");
        }
    }

    private void Feedback(StringBuilder sdp, Receiver receiver, SdpMedia media, byte payloadType)
    {
        if (feedback && media.TryFindExtension(TransportFeedback.ExtensionUri, out var id))
        {
            Line(sdp, $"a=extmap:{id} {TransportFeedback.ExtensionUri}");
            Line(sdp, $"a=rtcp-fb:{payloadType} transport-cc");
            receiver.GiveFeedback(id);
        }
    }

    /// <remarks>RFC 5576 §4.1, §4.2</remarks>
    private static void Stream(StringBuilder sdp, uint ssrc)
    {
        Line(sdp, $"a=ssrc-group:FID {ssrc} {ssrc + 1}");
        Line(sdp, $"a=ssrc:{ssrc} cname:load");
        Line(sdp, $"a=ssrc:{ssrc + 1} cname:load");
    }

    /// <remarks>RFC 8853 §5.1, RFC 8851 §10</remarks>
    private static void Layers(StringBuilder sdp)
    {
        Line(sdp, $"a=extmap:{Sender.MidExtension} {StreamExtensions.MidUri}");
        Line(sdp, $"a=extmap:{Sender.RidExtension} {StreamExtensions.RidUri}");
        foreach (var rid in Sender.Rids)
        {
            Line(sdp, $"a=rid:{rid} send");
        }

        Line(sdp, $"a=simulcast:send {string.Join(';', Sender.Rids)}");
    }

    private static void Codec(StringBuilder sdp, byte vp8, byte? retransmission)
    {
        Line(sdp, $"a=rtpmap:{vp8} VP8/90000");
        Line(sdp, $"a=rtcp-fb:{vp8} goog-remb");
        Line(sdp, $"a=rtcp-fb:{vp8} ccm fir");
        Line(sdp, $"a=rtcp-fb:{vp8} nack");
        Line(sdp, $"a=rtcp-fb:{vp8} nack pli");
        if (retransmission is { } rtx)
        {
            Line(sdp, $"a=rtpmap:{rtx} rtx/90000");
            Line(sdp, $"a=fmtp:{rtx} apt={vp8}");
        }
    }

    private static void Line(StringBuilder sdp, FormattableString line) => sdp.Append(line.ToString(s_invariant)).Append("\r\n");
}
