using System.Collections.Concurrent;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class DemandTests : RoomTest
{
    private readonly ConcurrentDictionary<MediaSource, LayerDemand> _demand;
    private readonly ConcurrentQueue<LayerDemand> _history;

    public DemandTests()
        : this(new Listener())
    {
    }

    private DemandTests(Listener listener)
        : base(null, listener) => (_demand, _history) = (listener.Demand, listener.History);

    [Fact]
    public async Task A_publisher_hears_which_layers_somebody_wants()
    {
        var ada = Track(new Participant(Server.Open("room", "ada")) { Rids = ["q", "h", "f"] });
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        var camera = new SimulcastCamera(ada);
        var (bob, cleo) = (Enter("bob"), Enter("cleo"));

        await UntilAsync(); // nobody looks
        await bob.SubscribeAsync(Ct, Ada(320, 180));
        await UntilAsync("q");
        await cleo.SubscribeAsync(Ct, Ada(1280, 720));
        await UntilAsync("q", "f");
        await bob.SubscribeAsync(Ct, Ada(640, 360));
        await UntilAsync("h", "f");
        await cleo.SubscribeAsync(Ct);
        await UntilAsync("h");
        await bob.Peer.DisposeAsync();
        await UntilAsync();
        await camera.DisposeAsync();
        await ada.Publishing.DisposeAsync();
        ada.Publishing = new();
        await ada.PublishAsync(Ct);
        while (_history.Count(demand => demand.Rids.Count == 3) < 2) // a new connection begins with all of them
        {
            await Task.Delay(10, Ct);
        }

        await UntilAsync();
    }

    [Fact]
    public async Task What_somebody_cannot_decode_is_not_sent_to_them_and_the_publisher_hears_what_all_can()
    {
        var ada = Track(new Participant(Server.Open("room", "ada")) { Rids = ["q", "h", "f"] });
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        await using var camera = new SimulcastCamera(ada, Codec.H264);
        var cleo = Enter("cleo");
        await cleo.SubscribeAsync(Ct, Ada(320, 180));
        await NextAsync(cleo.Receiving.Rtp, p => p.PayloadType == 102);
        Assert.Equal(["VP8", "VP9", "H264", "AV1"], _demand[MediaSource.Camera].Codecs);

        var bob = Track(new Participant(Server.Open("room", "bob")) { Takes = type => type is "96" or "97" or "98" or "99" or "111" });
        await bob.SubscribeAsync(Ct, Ada(320, 180));
        while (!_demand[MediaSource.Camera].Codecs.SequenceEqual(["VP8", "VP9"]))
        {
            await Task.Delay(10, Ct);
        }

        camera.Change(Codec.Vp8);
        var first = await bob.Receiving.Rtp.ReadAsync(Ct);
        Assert.Equal(96, first.PayloadType); // and nothing before
        await NextAsync(cleo.Receiving.Rtp, p => p.PayloadType == 96);
    }

    [Fact]
    public async Task Camera_and_screen_of_one_connection_are_two_pictures_and_two_sounds()
    {
        var ada = Track(new Participant(Server.Open("room", "ada")) { SharesScreen = true });
        await ada.Peer.AllowAsync(MediaSources.Camera | MediaSources.Microphone | MediaSources.Screen | MediaSources.ScreenSound, Ct);
        await ada.PublishAsync(Ct);
        var bob = Enter("bob");
        var offered = await bob.SubscribeAsync(
            Ct,
            Ada(320, 180),
            new("ada", MediaSource.Microphone),
            new("ada", MediaSource.Screen, 1920, 1080),
            new("ada", MediaSource.ScreenSound));
        ushort sequence = 0;

        var camera = await UntilReceivedAsync(() => ada.SendVideo(true, "face"), bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("face"u8));
        var voice = await UntilReceivedAsync(() => ada.SendAudio("voice"), bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("voice"u8));
        var screen = await UntilReceivedAsync(
            () => ada.SendShare(true, ++sequence, 3000u * sequence, Participant.VideoPayload(true, "slides")), bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("slides"u8));
        var sound = await UntilReceivedAsync(
            () => ada.SendShare(false, ++sequence, 960u * sequence, "film"u8), bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("film"u8));

        Assert.Equal(4, offered!.Count);
        Assert.Equal(4, new[] { camera, voice, screen, sound }.Select(p => p.Ssrc).Distinct().Count());
        Assert.Equal([""], _demand[MediaSource.Screen].Rids);
        Assert.Equal([""], _demand[MediaSource.Camera].Rids);
        await bob.SubscribeAsync(Ct, Ada(320, 180));
        while (_demand[MediaSource.Screen].Rids.Count > 0)
        {
            await Task.Delay(10, Ct);
        }

        Assert.Equal([""], _demand[MediaSource.Camera].Rids);
    }

    private static TrackWanted Ada(int width, int height) => new("ada", MediaSource.Camera, width, height);

    private async Task UntilAsync(params string[] rids)
    {
        while (!_demand.TryGetValue(MediaSource.Camera, out var demand) || !demand.Rids.SequenceEqual(rids))
        {
            await Task.Delay(10, Ct);
        }
    }

    private sealed class Listener : IMediaObserver
    {
        public ConcurrentDictionary<MediaSource, LayerDemand> Demand { get; } = new();

        public ConcurrentQueue<LayerDemand> History { get; } = new();

        public void OnSpeaker(string room, string? seat)
        {
        }

        public void OnQuality(string room, string seat, ConnectionQuality quality)
        {
        }

        public void OnDemand(string room, string seat, LayerDemand demand)
        {
            Demand[demand.Source] = demand;
            History.Enqueue(demand);
        }

        public void OnPaused(string room, string seat, IReadOnlyList<TrackName> paused)
        {
        }
    }
}
