using System.Text;
using CsCheck;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Ice;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;
using static StudyHub.Media.Tests.Client.Participant;

namespace StudyHub.Media.Tests.Sdp;

public sealed class SdpTests
{
    private static readonly PublishedTrack[] Tracks = [new("0", MediaSource.Microphone), new("1", MediaSource.Camera)];

    private static readonly LocalTransport Local =
        new(7, 1, new IceCredentials(), "AA", "passive", [new(System.Net.IPAddress.Loopback, 4000), new(System.Net.IPAddress.IPv6Loopback, 4000)]);

    [Theory]
    [InlineData("chromium-offer")]
    [InlineData("firefox-offer")]
    public void Real_offers_are_understood_and_answered(string name)
    {
        var description = Ok(PublishDescription.Read(new(Fixture(name), Tracks)));
        var answer = description.Answer(Local);

        Assert.Equal([MediaSource.Microphone, MediaSource.Camera], description.Tracks.Select(t => t.Source));
        Assert.All(description.Tracks, t => Assert.InRange(t.Extensions.Mid, 1, 14));
        Assert.NotNull(description.Tracks[1].Codecs[0].RetransmissionType);
        Assert.Equal(95, description.Remote.Fingerprint.Length);
        var read = Ok(SdpSession.Parse(answer));
        Assert.Equal(["audio", "video"], read.Media.Select(m => m.Kind));
        Assert.All(read.Media, m => Assert.True(m.Attributes.Has("recvonly")));
        Assert.Equal(description.Tracks[1].Codecs[0].PayloadType, read.Media[1].PayloadTypes("VP8/90000").Single());
        Assert.Single(read.Media[0].PayloadTypes("opus/48000/2"));
        Assert.Equal("BUNDLE 0 1", read.Attributes.Find("group"));
        Assert.True(read.Attributes.Has("ice-lite"));
        var candidates = read.Media[0].Attributes.All("candidate").Select(c => c.Split(' ')).ToList();
        Assert.Equal(["udp", "udp", "tcp", "tcp"], candidates.Select(c => c[2]));
        Assert.Equal(candidates, candidates.OrderByDescending(c => uint.Parse(c[3], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(4, candidates.Select(c => c[0]).Distinct().Count());
        Assert.All(candidates.Skip(2), c => Assert.Equal("typ host tcptype passive", string.Join(' ', c.Skip(6))));
    }

    [Fact]
    public void Streams_named_in_an_offer_are_known_before_they_come()
    {
        var tracks = Ok(PublishDescription.Read(new(Fixture("chromium-offer"), Tracks))).Tracks;

        Assert.Equal(new NamedStream(3064395109, 0), tracks[0].Streams.Single());
        Assert.Equal(new NamedStream(969880021, 1382313242), tracks[1].Streams.Single());
    }

    [Fact]
    public void Streams_need_not_be_named()
    {
        var unnamed = string.Join('\n', Fixture("chromium-offer").Split('\n').Where(line => !line.StartsWith("a=ssrc", StringComparison.Ordinal)));

        Assert.All(Ok(PublishDescription.Read(new(unnamed, Tracks))).Tracks, track => Assert.Empty(track.Streams));
    }

    [Theory]
    [InlineData("send q;h;f", "q h f")]
    [InlineData("send q;h;f recv x", "q h f")]
    [InlineData("recv x send q;~h;f", "q h f")] // a paused layer may come later
    [InlineData("send q,h;f", "q f")] // of alternatives the first
    [InlineData("send a;q;h;f;b", "q h f")] // a and b have no a=rid
    [InlineData("send q;q", "")]
    [InlineData("send q", "")] // one layer is no simulcast
    [InlineData("send", "")]
    [InlineData("recv q;h;f", "")]
    [InlineData(";;;", "")]
    public void Simulcast_layers_are_accepted_in_the_order_of_the_offer(string simulcast, string expected)
    {
        var description = Ok(PublishDescription.Read(new(Simulcast(Fixture("chromium-offer"), simulcast), Tracks)));
        var answered = Ok(SdpSession.Parse(description.Answer(Local))).Media[1].Attributes;

        Assert.Equal(expected, string.Join(' ', description.Tracks[1].Rids));
        Assert.Equal(description.Tracks[1].Rids.Select(rid => rid + " recv"), answered.All("rid"));
        Assert.Equal(expected.Length == 0 ? null : "recv " + expected.Replace(' ', ';'), answered.Find("simulcast"));
        Assert.Equal(
            [$"4 {StreamExtensions.MidUri}", $"10 {StreamExtensions.RidUri}", $"11 {StreamExtensions.RepairedRidUri}", $"3 {TransportFeedback.ExtensionUri}"],
            answered.All("extmap"));
    }

    [Fact]
    public void Layers_that_could_not_be_told_apart_are_not_accepted()
    {
        var offer = Simulcast(Fixture("chromium-offer"), "send q;h;f").Replace(StreamExtensions.RidUri, "urn:something:else", StringComparison.Ordinal);

        Assert.Empty(Ok(PublishDescription.Read(new(offer, Tracks))).Tracks[1].Rids);
    }

    [Fact]
    public void Holes_in_a_request_are_refused()
    {
        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(Fixture("chromium-offer"), [null!])).Error?.Code);
        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(Fixture("chromium-offer"), [new(null!, MediaSource.Camera)])).Error?.Code);
        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(Fixture("chromium-offer"), null!)).Error?.Code);
        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(null!, Tracks)).Error?.Code);
    }

    [Theory]
    [InlineData("chromium-answer")]
    [InlineData("firefox-answer")]
    public void Real_answers_are_understood(string name)
    {
        var (remote, refused, decodes, hasTransportFeedback) = Ok(SubscribeDescription.ReadAnswer(Fixture(name)));

        Assert.Equal(95, remote.Fingerprint.Length);
        Assert.Empty(refused);
        Assert.True(decodes.Has(Codec.Vp8) && !decodes.Has(Codec.H264)); // these were offered VP8 alone
        Assert.False(hasTransportFeedback); // and not this
    }

    [Fact]
    public void M_lines_that_no_track_names_are_refused_in_the_answer()
    {
        var answer = Ok(PublishDescription.Read(new(Fixture("chromium-offer"), [new("1", MediaSource.Camera)]))).Answer(Local);

        var read = Ok(SdpSession.Parse(answer));
        Assert.Equal([0, 9], read.Media.Select(m => m.Port));
        Assert.Equal("BUNDLE 1", read.Attributes.Find("group"));
    }

    [Fact]
    public void A_bundled_m_line_without_a_transport_of_its_own_is_in_use()
    {
        var bundled = Fixture("firefox-offer").Replace("m=video 52400 ", "m=video 0 ", StringComparison.Ordinal);

        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(bundled, Tracks)).Error?.Code);
        Assert.Equal(2, Ok(PublishDescription.Read(new(bundled.Replace("a=mid:1", "a=bundle-only\na=mid:1", StringComparison.Ordinal), Tracks))).Tracks.Count);
    }

    [Theory]
    [InlineData("m=video", "m=audio")] // a camera needs a video m-line
    [InlineData("a=fingerprint:sha-256", "a=fingerprint:md5")]
    [InlineData("a=ice-ufrag", "a=ice-ufrog")]
    [InlineData("a=setup:actpass", "a=setup:passive")]
    [InlineData("a=rtcp-mux", "a=rtcp-max")]
    [InlineData("VP8/90000", "VPX/90000")]
    [InlineData("a=mid:1", "a=mid:2")]
    [InlineData("v=0", "v=1")]
    [InlineData("m=", "m=video not-a-port ")]
    public void Offers_that_cannot_work_are_refused(string what, string by)
    {
        var result = PublishDescription.Read(new(Fixture("chromium-offer").Replace(what, by, StringComparison.Ordinal), Tracks));

        Assert.Equal("media.sdp_invalid", result.Error?.Code);
    }

    [Fact]
    public void Nothing_and_too_much_are_refused()
    {
        var line = "a=x\r\n";
        string?[] bad =
        [
            null, "", "v=0", "hello", new string('v', SdpSession.Longest + 1),
            "v=0\r\n" + string.Concat(Enumerable.Repeat(line, SdpSession.MostLines)),
            "v=0\r\n" + string.Concat(Enumerable.Repeat("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n", SdpSession.MostMedia + 1)),
            "v=0\r\na=" + new string('x', SdpSession.LongestLine),
        ];

        Assert.All(bad, sdp => Assert.Equal("media.sdp_invalid", SdpSession.Parse(sdp).Error?.Code));
        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(Fixture("chromium-offer"), [])).Error?.Code);
        Assert.Equal("media.sdp_invalid", PublishDescription.Read(new(Fixture("chromium-offer"), [Tracks[0], Tracks[0]])).Error?.Code);
    }

    [Fact]
    public void A_damaged_offer_is_understood_or_refused()
    {
        var lines = Simulcast(Fixture("chromium-offer"), "send q;h;f").Split('\n');
        Gen.Select(Gen.Int[0, lines.Length - 1], Gen.Int[0, 5], Gen.Char.Array[0, 12], Gen.Int[0, 200]).Array[1, 4].Sample(
            damages =>
            {
                var damaged = new List<string>(lines);
                foreach (var (at, kind, text, place) in damages)
                {
                    var line = damaged[at % damaged.Count];
                    var cut = Math.Min(place, line.Length);
                    damaged[at % damaged.Count] = kind switch
                    {
                        0 => "",
                        1 => line[..cut],
                        2 => line.Insert(cut, new string(text)),
                        3 => new string(text),
                        4 => line.Replace(' ', ':'),
                        _ => line + line,
                    };
                }

                var sdp = string.Join('\n', damaged);
                if (PublishDescription.Read(new(sdp, Tracks)).IsOk(out var description, out var error))
                {
                    Assert.True(SdpSession.Parse(description.Answer(Local)).IsOk(out _, out _));
                }
                else
                {
                    Assert.Equal("media.sdp_invalid", error.Code);
                }

                SubscribeDescription.ReadAnswer(sdp);
            },
            iter: 5000);
    }

    [Fact]
    public void Any_text_is_understood_or_refused() =>
        Gen.String[0, 300].Sample(text => SdpSession.Parse("v=0\n" + text), iter: 10_000);

    [Fact]
    public void The_names_on_the_wire_are_lower_case()
    {
        var options = new System.Text.Json.JsonSerializerOptions(System.Text.Json.JsonSerializerDefaults.Web);
        var wanted = System.Text.Json.JsonSerializer.Deserialize<TrackWanted>("""{"seat":"ada","source":"camera"}""", options);

        Assert.Equal(new TrackWanted("ada", MediaSource.Camera), wanted);
        Assert.Equal("""{"mid":"0","seat":"ada","source":"microphone"}""",
            System.Text.Json.JsonSerializer.Serialize(new OfferedTrack("0", "ada", MediaSource.Microphone), options));
    }

    /// <summary>The offer with simulcast lines in its last m-line, as a browser adds them.</summary>
    private static string Simulcast(string offer, string layers) =>
        offer.TrimEnd() + $"\r\na=rid:q send\r\na=rid:h send max-width=640\r\na=rid:f send\r\na=simulcast:{layers}\r\n";

    private static string Fixture(string name)
    {
        using var stream = typeof(SdpTests).Assembly.GetManifestResourceStream(name + ".sdp") ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd();
    }
}
