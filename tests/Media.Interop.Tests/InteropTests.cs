using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using StudyHub.Media.Interop.Tests.Harness;
using StudyHub.Media.Interop.Tests.Stacks;
using StudyHub.MediaLab;

namespace StudyHub.Media.Interop.Tests;

/// <summary>Stacks that are not Chromium's, each with a Chromium opposite.</summary>
public sealed class InteropTests(Browsers browsers) : LabTest(browsers)
{
    /// <summary>Firefox connects neither from loopback nor to it.</summary>
    protected override IPAddress Address { get; } = NetworkInterface.GetAllNetworkInterfaces()
        .Where(nic => nic.OperationalStatus == OperationalStatus.Up)
        .SelectMany(nic => nic.GetIPProperties().UnicastAddresses)
        .Select(unicast => unicast.Address)
        .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address), IPAddress.Loopback);

    [Fact]
    public async Task Firefox_sees_and_hears_and_is_seen_and_heard()
    {
        var fox = await FirefoxAsync();
        var ada = await EnterAsync("ada");

        await MeetAsync(fox, ada);
        await fox.UntilAsync(s => s.Received("ada", MediaSource.Microphone)["totalSamplesReceived"] > 48_000, "Firefox was to play a second of sound", Ct);
    }

    [Fact]
    public async Task Firefox_is_repaired_when_it_misses_pictures()
    {
        var fox = await FirefoxAsync();
        var ada = await PublisherAsync("ada", MediaSource.Camera, new(From: "noise", Width: 320, Height: 180));
        await fox.WatchAsync(ada, MediaSource.Camera, Ct, 320, 180);
        await fox.UntilDecodedAsync(ada, MediaSource.Camera, 20, Ct);

        fox.Link.Both = new(0.05);
        await fox.UntilDecodedAsync(ada, MediaSource.Camera, 100, Ct);

        Assert.True((await fox.ReceivedAsync(ada, MediaSource.Camera, Ct))["nackCount"] > 0);
    }

    [Fact]
    public async Task Libwebrtc_in_Node_sees_and_hears_and_is_seen_and_heard()
    {
        var node = Track(await Lab.SeatAsync(await NodePeer.StartAsync(Lab, Ct), "node", Ct));
        var ada = await EnterAsync("ada");

        await MeetAsync(node, ada);
        await UntilSeenAsync(node, "seen.changes >= 20");
        await UntilSeenAsync(node, "seen.samples >= 48000 && seen.loudest > 0");
    }

    private async Task<Guest> FirefoxAsync()
    {
        Assert.SkipWhen(Firefox.Program is null, "There is no Firefox on this machine: install the package firefox-esr.");
        Assert.SkipWhen(IPAddress.IsLoopback(Address), "Firefox connects from no loopback address, and this machine has no other.");
        return Track(await Lab.SeatAsync(await Firefox.StartAsync(Lab, Ct), "fox", Ct));
    }

    /// <summary>Both publish camera and microphone and receive the other's.</summary>
    private async Task MeetAsync(Guest one, Guest other)
    {
        foreach (var guest in new[] { one, other })
        {
            await guest.PublishAsync(new Dictionary<MediaSource, Wish> { [MediaSource.Microphone] = new(), [MediaSource.Camera] = new(Width: 320, Height: 180) }, Ct);
        }

        foreach (var (viewer, seen) in new[] { (one, other), (other, one) })
        {
            await viewer.WatchAsync(Ct, new(seen.Seat, MediaSource.Microphone), new(seen.Seat, MediaSource.Camera, 320, 180));
        }

        await one.UntilDecodedAsync(other, MediaSource.Camera, 30, Ct);
        await other.UntilDecodedAsync(one, MediaSource.Camera, 30, Ct);
        await other.UntilAsync(s => s.Received(one.Seat, MediaSource.Microphone)["totalAudioEnergy"] > 0, $"{one.Seat} was to be heard", Ct);
    }

    private async Task UntilSeenAsync(Guest guest, string what)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        late.CancelAfter(TimeSpan.FromSeconds(90));
        while (!(await guest.RunAsync(what, Ct)).GetBoolean())
        {
            Assert.False(late.IsCancellationRequested, $"{guest.Seat}: not {what}, but {await guest.RunAsync("seen", Ct)}");
            await Task.Delay(100, Ct);
        }
    }
}
