using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab;

namespace StudyHub.Media.Interop.Tests;

public sealed class SimulcastTests(Browsers browsers) : LabTest(browsers)
{
    private const int Low = 240, High = 960;

    [Fact]
    public async Task Each_viewer_gets_the_layer_for_the_size_it_shows()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, Wish.Simulcast);
        var (bob, cyd) = (await EnterAsync("bob"), await EnterAsync("cyd"));

        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 240, 135);
        await cyd.WatchAsync(ada, MediaSource.Camera, Ct, 960, 540);

        await UntilWidthAsync(bob, ada, Low);
        await UntilWidthAsync(cyd, ada, High);
    }

    [Fact]
    public async Task Going_from_one_layer_to_another_does_not_stop_the_picture()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, Wish.Simulcast);
        await ada.RunAsync("guest.sendEverything()", Ct); // so that what is seen is the switch, not the start of a layer
        var (bob, cyd) = (await EnterAsync("bob"), await EnterAsync("cyd"));
        await cyd.WatchAsync(ada, MediaSource.Camera, Ct, 960, 540);
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 960, 540);
        await UntilWidthAsync(cyd, ada, High);
        await UntilWidthAsync(bob, ada, High);
        var (bobBefore, cydBefore) = (await bob.ReceivedAsync(ada, MediaSource.Camera, Ct), await cyd.ReceivedAsync(ada, MediaSource.Camera, Ct));

        for (var i = 0; i < 3; i++)
        {
            await bob.WatchAsync(ada, MediaSource.Camera, Ct, 240, 135);
            await UntilWidthAsync(bob, ada, Low);
            await bob.WatchAsync(ada, MediaSource.Camera, Ct, 960, 540);
            await UntilWidthAsync(bob, ada, High);
        }

        // Whoever does not switch shows how often this machine freezes by itself.
        var (bobAfter, cydAfter) = (await bob.ReceivedAsync(ada, MediaSource.Camera, Ct), await cyd.ReceivedAsync(ada, MediaSource.Camera, Ct));
        var freezes = bobAfter["freezeCount"] - bobBefore["freezeCount"];
        Assert.True(freezes <= cydAfter["freezeCount"] - cydBefore["freezeCount"] + 2, $"{freezes} freezes while switching 6 times:\n{bobAfter}\nbeside:\n{cydAfter}");
        Assert.Equal(bobBefore["pliCount"], bobAfter["pliCount"]);
    }

    [Fact]
    public async Task A_layer_that_nobody_looks_at_is_not_sent()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, Wish.Simulcast);
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 960, 540);
        await UntilWidthAsync(bob, ada, High);

        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 240, 135);

        await UntilAsync(() => Lab.Findings.DemandOf(ada, MediaSource.Camera) is ["q"], "the server wants the lowest layer alone");
        await UntilWidthAsync(bob, ada, Low);
        var frames = (await ada.StatsAsync(Ct)).Sent(MediaSource.Camera, "f")["framesEncoded"];
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);
        Assert.InRange((await ada.StatsAsync(Ct)).Sent(MediaSource.Camera, "f")["framesEncoded"], frames, frames + 5);
    }

    /// <summary>Waits until pictures of this width are decoded, and goes on being decoded.</summary>
    private async Task UntilWidthAsync(Guest viewer, Guest of, int width)
    {
        await viewer.UntilAsync(s => s.Received(of.Seat, MediaSource.Camera)["frameWidth"] == width, $"pictures were to be {width} wide", Ct);
        await viewer.UntilDecodedAsync(of, MediaSource.Camera, 5, Ct);
    }
}
