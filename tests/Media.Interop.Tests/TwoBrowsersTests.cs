using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.MediaLab;
using StudyHub.MediaLab.Network;

namespace StudyHub.Media.Interop.Tests;

public sealed class TwoBrowsersTests(Browsers browsers) : LabTest(browsers)
{
    [Fact]
    public async Task Two_people_see_and_hear_each_other()
    {
        Guest[] people = [await EnterAsync("ada"), await EnterAsync("bob")];
        foreach (var person in people)
        {
            await person.PublishAsync(new Dictionary<MediaSource, Wish> { [MediaSource.Microphone] = new(), [MediaSource.Camera] = new() }, Ct);
        }

        foreach (var (viewer, other) in people.Zip(people.Reverse()))
        {
            await viewer.WatchAsync(Ct, new(other.Seat, MediaSource.Microphone), new(other.Seat, MediaSource.Camera, 640, 360));
        }

        foreach (var (viewer, other) in people.Zip(people.Reverse()))
        {
            await viewer.UntilDecodedAsync(other, MediaSource.Camera, 30, Ct);
            await viewer.UntilAsync(s => s.Received(other.Seat, MediaSource.Microphone)["totalAudioEnergy"] > 0, "a sound was to be heard", Ct);
        }
    }

    [Fact]
    public async Task Camera_and_screen_are_seen_at_once()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera);
        await ada.PublishAsync(MediaSource.Screen, new(From: "display"), Ct);
        var bob = await EnterAsync("bob");

        await bob.WatchAsync(Ct, new("ada", MediaSource.Camera, 320, 180), new("ada", MediaSource.Screen, 1280, 720));

        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Screen, 1, Ct);
    }

    [Fact]
    public async Task Who_turns_a_device_off_sends_nothing_and_comes_back()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera);
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);

        await ada.RunAsync("guest.send('camera', false)", Ct);
        await ada.AllowAsync(MediaSources.None, Ct);
        var silent = await QuietAsync(bob, ada);
        await ada.RunAsync("guest.send('camera', true)", Ct);
        await ada.AllowAsync(MediaSources.Camera, Ct);

        var back = await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);
        Assert.Equal(silent["packetsLost"], back.Received("ada", MediaSource.Camera)["packetsLost"]);
    }

    [Fact]
    public async Task What_is_not_allowed_is_not_forwarded_although_it_is_sent()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera);
        await ada.RunAsync("guest.sendEverything()", Ct); // whatever the server asks for
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 30, Ct);

        await ada.AllowAsync(MediaSources.None, Ct);
        var heard = await QuietAsync(bob, ada);
        var sent = (await ada.StatsAsync(Ct)).Sent(MediaSource.Camera)["packetsSent"];
        await ada.UntilAsync(s => s.Sent(MediaSource.Camera)["packetsSent"] > sent + 50, "the camera was to go on sending", Ct);

        Assert.Equal(heard["packetsReceived"], (await bob.ReceivedAsync(ada, MediaSource.Camera, Ct))["packetsReceived"]);
    }

    [Fact]
    public async Task A_killed_page_frees_its_seat_and_is_seen_again_when_it_comes_back()
    {
        var ada = await PublisherAsync("ada", MediaSource.Camera);
        var bob = await EnterAsync("bob");
        await bob.WatchAsync(ada, MediaSource.Camera, Ct);
        await bob.UntilDecodedAsync(ada, MediaSource.Camera, 10, Ct);

        await ada.DisposeAsync();
        await UntilAsync(() => Lab.Server.Peers == 1, "the killed page's seat is free");
        var again = await PublisherAsync("ada", MediaSource.Camera);
        await bob.WatchAsync(again, MediaSource.Camera, Ct);

        await bob.UntilDecodedAsync(again, MediaSource.Camera, 30, Ct);
    }

    /// <summary>Waits until nothing has come for half a second of the receiver's own clock.</summary>
    private async Task<Figures> QuietAsync(Guest viewer, Guest of)
    {
        var stats = await viewer.UntilAsync(
            s =>
            {
                var stream = s.Received(of.Seat, MediaSource.Camera);
                return stream["timestamp"] - stream["lastPacketReceivedTimestamp"] > 500;
            },
            "packets were to stop",
            Ct);
        return stats.Received(of.Seat, MediaSource.Camera);
    }
}
