using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab;
using StudyHub.MediaLab.Network;

namespace StudyHub.Media.Interop.Tests;

public sealed class TcpTests(Browsers browsers) : LabTest(browsers)
{
    [Fact]
    public async Task Where_UDP_is_blocked_media_goes_over_TCP()
    {
        var (ada, bob) = (await EnterAsync("ada"), await EnterAsync("bob"));
        (ada.Link.Both, bob.Link.Both) = (Shape.Cut, Shape.Cut);

        await ada.PublishAsync(new Dictionary<MediaSource, Wish> { [MediaSource.Microphone] = new(), [MediaSource.Camera] = new() }, Ct);
        await bob.WatchAsync(Ct, new("ada", MediaSource.Microphone), new("ada", MediaSource.Camera, 640, 360));

        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 60, Ct);
        await bob.UntilAsync(s => s.Received("ada", MediaSource.Microphone)["totalAudioEnergy"] > 0, "a sound was to be heard", Ct);
        Assert.Equal(["tcp"], (await ada.StatsAsync(Ct)).Protocols);
        Assert.Equal(["tcp"], (await bob.StatsAsync(Ct)).Protocols);
    }

    [Fact]
    public async Task Whose_UDP_stops_in_the_middle_goes_on_over_TCP_when_the_page_asks_again()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera);
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);
        Assert.Equal(["udp"], (await bob.StatsAsync(Ct)).Protocols);

        bob.Link.Both = Shape.Cut;
        while ((await bob.StatsAsync(Ct)).Protocols is not ["tcp"])
        {
            await bob.WatchAsync(ada, MediaSource.Camera, Ct); // restarts ICE once the server has noticed that nothing comes any more
            await Task.Delay(500, Ct);
        }

        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 60, Ct);
    }
}
