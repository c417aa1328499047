using StudyHub.Media.Bandwidth;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class BandwidthTests : RoomTest
{
    private readonly Observed _observed;

    public BandwidthTests()
        : this(new())
    {
    }

    private BandwidthTests(Observed observed)
        : base(observer: observed) => _observed = observed;

    protected override TimeSpan Patience => TimeSpan.FromMinutes(3); // estimates take their time, on a busy machine above all

    [Fact]
    public async Task Publishers_hear_when_their_packets_arrive_and_nothing_of_a_limit()
    {
        var ada = Enter("ada", link: new());
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        var told = new HashSet<int>();
        for (ushort number = 65_500; told.Count < 50; number++)
        {
            if (number % 7 != 0)
            {
                ada.SendNumbered(number);
            }

            await Task.Delay(5, Ct);
            while (ada.Publishing.Rtcp.TryRead(out var compound))
            {
                Read(compound, told);
            }
        }

        Assert.DoesNotContain(told, number => number % 7 == 0);
    }

    [Fact]
    public async Task A_narrow_connection_gets_less_then_nothing_and_is_told_and_gets_everything_again()
    {
        var ada = Track(new Participant(Server.Open("room", "ada")) { Rids = ["q", "h", "f"] });
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        await using var camera = new SimulcastCamera(ada, pictureBytes: [1_500, 2_500, 5_000]); // 240, 400 and 800 kbit/s; a quarter of it in the lowest temporal layer
        var link = new ReceivingLink();
        var bob = Enter("bob", link: link);
        await bob.SubscribeAsync(Ct, new TrackWanted("ada", MediaSource.Camera, 1280, 720));
        await UntilReceivedAsync(bob, 2);

        link.Capacity = 380_000;
        await UntilReceivedAsync(bob, 0, 1); // 380 kbit/s lie between two steps; which one holds is shown on virtual links
        link.Capacity = 40_000;
        await UntilToldAsync(() => _observed.Paused is [.., ("bob", [var track])] && track == new TrackName("ada", MediaSource.Camera));
        await UntilToldAsync(() => _observed.Qualities.Contains(("bob", ConnectionQuality.Poor)));
        link.Capacity = 10_000_000;
        await UntilReceivedAsync(bob, 2);
        await UntilToldAsync(() => _observed.Paused is [.., ("bob", [])]);
    }

    [Fact]
    public async Task A_receiver_that_only_reports_is_believed_too()
    {
        var ada = Track(new Participant(Server.Open("room", "ada")) { Rids = ["q", "h", "f"] });
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        await using var camera = new SimulcastCamera(ada, pictureBytes: [700, 2_000, 6_000]);
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, new TrackWanted("ada", MediaSource.Camera, 1280, 720));
        await UntilReceivedAsync(bob, 2);

        SendMaximum(bob, 500_000);
        await UntilReceivedAsync(bob, 1);
        SendMaximum(bob, 5_000_000);
        await UntilReceivedAsync(bob, 2);
    }

    [Fact]
    public async Task Feedback_and_estimating_allocate_nothing()
    {
        const int packets = 1_500;
        var ada = await PublisherAsync("ada");
        var bob = Enter("bob", link: new());
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendVideo(true, "x"), bob.Receiving.Rtp);
        async Task SendAsync(int count)
        {
            for (var sent = 0; sent < count; sent += 10)
            {
                for (var i = 0; i < 10; i++)
                {
                    ada.SendVideo(false, "frame");
                    ada.SendSound(30);
                }

                ada.SendVideo(false, "fence");
                await NextAsync(bob.Receiving.Rtp, p => p.Payload.AsSpan().EndsWith("fence"u8));
                await Task.Delay(10, Ct);
            }
        }

        await SendAsync(packets); // caches, tables and tiers of compilation
        var before = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);
        await SendAsync(packets);
        var after = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);

        Assert.True(after - before < packets, $"{after - before} bytes for {packets} packets");
        Assert.True(bob.Receiving.Link!.Numbered > packets);
    }

    private static void Read(byte[] compound, HashSet<int> told)
    {
        var reader = new RtcpReader(compound);
        while (reader.TryNext(out var packet))
        {
            Assert.False(packet.IsRemb);
            if (!packet.IsTransportWide)
            {
                continue;
            }

            Assert.True(TransportFeedback.TryRead(packet.Bytes, out var feedback));
            while (feedback.TryNext(out var number, out var arrived, out _))
            {
                if (arrived)
                {
                    told.Add(number);
                }
            }
        }
    }

    private static void SendMaximum(Participant receiver, uint bitsPerSecond)
    {
        var remb = new byte[24];
        RtcpWriter.Remb(remb, 1, bitsPerSecond, [2]);
        receiver.Receiving.SendRtcp(remb);
    }

    /// <summary>Reads until twenty packets in a row are of the layers.</summary>
    private async Task UntilReceivedAsync(Participant viewer, params int[] layers)
    {
        var seen = new int[4];
        try
        {
            for (var inARow = 0; inARow < 20;)
            {
                var packet = await NextAsync(viewer.Receiving.Rtp, p => p.PayloadType == 96);
                var layer = packet.Payload.Length > 6 ? packet.Payload[^6] : 3;
                seen[Math.Min(layer, 3)]++;
                inARow = layers.Contains(layer) ? inARow + 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"waited for {string.Join(" or ", layers)}, and packets of layers 0, 1, 2 and none came: {string.Join(", ", seen)}");
        }
    }

    private async Task UntilToldAsync(Func<bool> isTold)
    {
        while (!isTold())
        {
            await Task.Delay(20, Ct);
        }
    }
}
