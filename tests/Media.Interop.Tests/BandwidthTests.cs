using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab;
using StudyHub.MediaLab.Network;

namespace StudyHub.Media.Interop.Tests;

public sealed class BandwidthTests(Browsers browsers) : LabTest(browsers)
{
    private const int Narrow = 500_000;

    [Fact]
    public async Task A_viewer_whose_line_narrows_gets_a_smaller_picture_and_the_large_one_back()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, Wish.Simulcast with { From = "noise" });
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 960, 540);
        await bob.UntilAsync(s => s.Received("ada", MediaSource.Camera)["frameWidth"] == 960, "the large picture was to come", Ct);

        bob.Link.Down.Shape = new(BitsPerSecond: Narrow);
        await bob.UntilAsync(s => s.Received("ada", MediaSource.Camera)["frameWidth"] is > 0 and < 960, "a smaller picture was to come", Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 60, Ct);
        bob.Link.Down.Shape = Shape.Clear;

        await bob.UntilAsync(s => s.Received("ada", MediaSource.Camera)["frameWidth"] == 960, "the large picture was to come back", Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 15, Ct);
    }

    [Fact]
    public async Task A_publisher_whose_line_narrows_sends_less_and_then_more_again()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, new(From: "noise"));
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 640, 360);
        await ada.UntilAsync(s => s.Sent(MediaSource.Camera)["targetBitrate"] > 2 * Narrow, "much was to be sent", Ct);

        ada.Link.Up.Shape = new(BitsPerSecond: Narrow);
        await ada.UntilAsync(s => s.Sent(MediaSource.Camera)["targetBitrate"] is > 0 and < Narrow, "less was to be sent than the line carries", Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 60, Ct);
        ada.Link.Up.Shape = Shape.Clear;

        await ada.UntilAsync(s => s.Sent(MediaSource.Camera)["targetBitrate"] > 2 * Narrow, "much was to be sent again", Ct);
    }
}
