using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab;
using StudyHub.MediaLab.Network;

namespace StudyHub.Media.Interop.Tests;

public sealed class CodecTests(Browsers browsers) : LabTest(browsers)
{
    [Theory]
    [InlineData("VP8")]
    [InlineData("VP9")]
    [InlineData("H264")]
    [InlineData("AV1")]
    public async Task A_publisher_s_codec_arrives_as_it_is(string codec)
    {
        var ada = await EnterAsync("ada");
        var knows = await ada.RunAsync($"RTCRtpSender.getCapabilities('video').codecs.some(({{ mimeType }}) => mimeType === 'video/{codec}')", Ct);
        Assert.SkipUnless(knows.GetBoolean(), $"This Chromium has no encoder for {codec}.");
        var bob = await EnterAsync("bob");

        await ada.PublishAsync(MediaSource.Camera, new(Width: 320, Height: 180, Codec: codec), Ct);
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 320, 180);
        var seen = await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);
        Assert.Equal($"video/{codec}", seen.CodecOf(seen.Received("ada", MediaSource.Camera)));

        bob.Link.Down.Shape = new(0.05);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 60, Ct);
    }
}
