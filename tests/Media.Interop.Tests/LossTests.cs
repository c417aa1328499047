using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab.Network;

namespace StudyHub.Media.Interop.Tests;

public sealed class LossTests(Browsers browsers) : LabTest(browsers)
{
    [Theory]
    [InlineData(0.03)]
    [InlineData(0.10)]
    public async Task Pictures_that_a_receiver_misses_are_repaired(double loss)
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, new(From: "noise", Width: 320, Height: 180));
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 640, 360);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 20, Ct);

        bob.Link.Down.Shape = new(loss);
        var before = await bob.ReceivedAsync(ada, MediaSource.Camera, Ct);
        var after = (await bob.UntilDecodedAsync(ada, MediaSource.Camera, 100, Ct)).Received("ada", MediaSource.Camera);

        Assert.True(after["nackCount"] > before["nackCount"], $"{after}");
        Assert.True(after["retransmittedPacketsReceived"] > before["retransmittedPacketsReceived"], $"{after}");
    }

    [Theory]
    [InlineData(0.03)]
    [InlineData(0.10)]
    public async Task Pictures_that_the_server_misses_are_repaired(double loss)
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera, new(From: "noise", Width: 320, Height: 180));
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct, 640, 360);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 20, Ct);

        ada.Link.Up.Shape = new(loss);
        var before = (await ada.StatsAsync(Ct)).Sent(MediaSource.Camera);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 100, Ct);
        var after = (await ada.StatsAsync(Ct)).Sent(MediaSource.Camera);

        Assert.True(after["nackCount"] > before["nackCount"], $"{after}");
        Assert.True(after["retransmittedPacketsSent"] > before["retransmittedPacketsSent"], $"{after}");
    }

    [Fact]
    public async Task Sound_goes_on_when_a_fifth_is_lost()
    {
        var ada = await PublisherAsync("ada", MediaSource.Microphone);
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Microphone, Ct);
        await bob.UntilAsync(s => s.Received("ada", MediaSource.Microphone)["totalSamplesReceived"] > 48_000, "sound was to come", Ct);

        bob.Link.Down.Shape = new(0.20);
        var before = await bob.ReceivedAsync(ada, MediaSource.Microphone, Ct);
        var after = (await bob.UntilAsync(
            s => s.Received("ada", MediaSource.Microphone)["packetsLost"] > before["packetsLost"] + 30, "losses were to be counted", Ct)).Received("ada", MediaSource.Microphone);

        var heard = after["totalSamplesReceived"] - before["totalSamplesReceived"];
        var silent = after["silentConcealedSamples"] - before["silentConcealedSamples"];
        Assert.True(after["fecPacketsReceived"] > before["fecPacketsReceived"] || after["concealedSamples"] > before["concealedSamples"], $"{after}");
        Assert.True(silent < heard / 4, $"{silent} of {heard} samples were replaced by silence: {after}");
    }
}
