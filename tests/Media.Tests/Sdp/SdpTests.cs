using System.Text;
using CsCheck;
using StudyHub.Media.Ice;
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
        Assert.All(description.Tracks, t => Assert.InRange(t.MidExtension, 1, 14));
        Assert.NotNull(description.Tracks[1].RetransmissionType);
        Assert.Equal(95, description.Remote.Fingerprint.Length);
        var read = Ok(SdpSession.Parse(answer));
        Assert.Equal(["audio", "video"], read.Media.Select(m => m.Kind));
        Assert.All(read.Media, m => Assert.True(m.Attributes.Has("recvonly")));
        Assert.True(read.Media[1].TryFindPayloadType("VP8/90000", out var vp8) && vp8 == description.Tracks[1].PayloadType);
        Assert.True(read.Media[0].TryFindPayloadType("opus/48000/2", out _));
        Assert.Equal("BUNDLE 0 1", read.Attributes.Find("group"));
        Assert.True(read.Attributes.Has("ice-lite"));
        Assert.Equal(2, read.Media[0].Attributes.All("candidate").Count());
    }

    [Fact]
    public void Streams_named_in_an_offer_are_known_before_they_come()
    {
        var tracks = Ok(PublishDescription.Read(new(Fixture("chromium-offer"), Tracks))).Tracks;

        Assert.Equal((3064395109u, 0u), (tracks[0].Ssrc, tracks[0].RetransmissionSsrc));
        Assert.Equal((969880021u, 1382313242u), (tracks[1].Ssrc, tracks[1].RetransmissionSsrc));
    }

    [Fact]
    public void Streams_need_not_be_named()
    {
        var unnamed = string.Join('\n', Fixture("chromium-offer").Split('\n').Where(line => !line.StartsWith("a=ssrc", StringComparison.Ordinal)));

        Assert.All(Ok(PublishDescription.Read(new(unnamed, Tracks))).Tracks, track => Assert.Equal((0u, 0u), (track.Ssrc, track.RetransmissionSsrc)));
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
        var (remote, refused) = Ok(SubscribeDescription.ReadAnswer(Fixture(name)));

        Assert.Equal(95, remote.Fingerprint.Length);
        Assert.Empty(refused);
    }

    [Fact]
    public void M_lines_that_no_track_names_are_refused_in_the_answer()
    {
        var answer = Ok(PublishDescription.Read(new(Fixture("chromium-offer"), [new("1", MediaSource.Camera)]))).Answer(Local);

        var read = Ok(SdpSession.Parse(answer));
        Assert.Equal([0, 9], read.Media.Select(m => m.Port));
        Assert.Equal("BUNDLE 1", read.Attributes.Find("group"));
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
        var lines = Fixture("chromium-offer").Split('\n');
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

    private static string Fixture(string name)
    {
        using var stream = typeof(SdpTests).Assembly.GetManifestResourceStream(name + ".sdp") ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return reader.ReadToEnd();
    }
}
