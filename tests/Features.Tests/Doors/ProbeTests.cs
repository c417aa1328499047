using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Media;

namespace StudyHub.Features.Tests.Doors;

/// <summary>MEET-25: trying media without a seat.</summary>
public sealed class ProbeTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string Offer =
        "v=0\r\no=- 4611731400430051336 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=msid-semantic: WMS\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\nc=IN IP4 0.0.0.0\r\na=rtcp:9 IN IP4 0.0.0.0\r\na=ice-ufrag:abcd\r\na=ice-pwd:abcdefghijklmnopqrstuvwx\r\n"
        + "a=ice-options:trickle\r\na=fingerprint:sha-256 8E:FB:39:1E:00:7A:77:64:A4:59:0C:C4:81:8B:86:92:2F:79:D6:5D:35:91:67:AE:7C:1D:66:5F:9E:C9:DB:27\r\n"
        + "a=setup:actpass\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=ssrc:1001 cname:probe\r\n";

    private int Peers => app.Services.GetRequiredService<MediaServer>().Peers;

    [Fact]
    public async Task A_probe_is_answered_and_gone_after_twenty_seconds_or_with_its_tab()
    {
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();

        var answer = await tab.OkAsync("media.probe", Probe());
        Assert.Contains("a=candidate:", answer.GetProperty("sdp").GetString(), StringComparison.Ordinal);
        await tab.OkAsync("media.probe", Probe()); // The next one replaces it.
        Assert.Equal(1, Peers);
        app.Clock.Advance(TimeSpan.FromSeconds(20));
        await Eventually.TrueAsync(() => Peers == 0, "the probe is gone");

        await using var other = await ada.TabAsync();
        await other.OkAsync("media.probe", Probe());
        Assert.Equal(1, Peers);
        await other.DisposeAsync();
        await Eventually.TrueAsync(() => Peers == 0, "the probe is gone");
    }

    [Fact]
    public async Task A_probe_that_is_no_offer_leaves_nothing_and_too_many_are_refused()
    {
        using var ada = await app.SeedAsync();
        await using var tab = await ada.TabAsync();

        Assert.Equal("media.sdp_invalid", await tab.RefusedAsync("media.probe", new { sdp = "hello", tracks = Array.Empty<object>() }));
        Assert.Equal(0, Peers);
        for (var i = 1; i < 30; i++)
        {
            await tab.OkAsync("media.probe", Probe());
        }

        Assert.Equal("rate.limited", await tab.RefusedAsync("media.probe", Probe()));
    }

    internal static object Probe() => new { sdp = Offer, tracks = new[] { new { mid = "0", source = "microphone" } } };
}
