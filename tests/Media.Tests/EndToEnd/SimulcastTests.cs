using System.Buffers.Binary;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.EndToEnd;

public sealed class SimulcastTests : RoomTest
{
    private Codec _codec = Codec.Vp8;
    private ushort? _lastSequence;
    private PayloadInfo _last;
    private uint _lastTimestamp;

    [Fact]
    public async Task A_receiver_gets_the_layer_that_fits_its_tile_and_sees_one_stream_while_it_changes()
    {
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada);
        var bob = Enter("bob");

        foreach (var (width, height, layer) in new[] { (320, 180, 0), (1280, 720, 2), (640, 360, 1), (160, 90, 0), (0, 0, 1), (1920, 1080, 2) })
        {
            await bob.SubscribeAsync(Ct, Ada(width, height));
            await UntilSentAsync(bob, layer);
        }

        await bob.SubscribeAsync(Ct, Ada(0, 0) with { Pinned = true });
        await UntilSentAsync(bob, 2);
    }

    [Theory]
    [InlineData("Vp9", 98)]
    [InlineData("H264", 102)]
    [InlineData("Av1", 104)]
    public async Task Other_codecs_are_switched_too(string name, int payloadType)
    {
        _codec = Enum.Parse<Codec>(name);
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada, _codec);
        var bob = Enter("bob");

        foreach (var (width, height, layer) in new[] { (320, 180, 0), (1280, 720, 2), (640, 360, 1) })
        {
            await bob.SubscribeAsync(Ct, Ada(width, height));
            await UntilSentAsync(bob, layer);
            var packet = await bob.Receiving.Rtp.ReadAsync(Ct);
            Check(packet);
            Assert.Equal(payloadType, packet.PayloadType);
        }

        var sizes = await OnWorkerAsync(() => Server.Workers[0].Room("room").Find("ada")!.Track(MediaSource.Camera)!.Layers.ToArray().Select(l => l.Size).ToArray());
        Assert.Equal([new(320, 180), new(640, 360), new(1280, 720)], sizes);
    }

    [Fact]
    public async Task What_falls_silent_is_replaced_by_a_smaller_layer_and_comes_back()
    {
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada);
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, Ada(1280, 720));
        await UntilSentAsync(bob, 2);

        camera.IsOn[2] = false;
        await UntilSentAsync(bob, 1);
        camera.IsOn[1] = false;
        await UntilSentAsync(bob, 0);
        camera.IsOn[2] = true;
        await UntilSentAsync(bob, 2);
        camera.IsOn[0] = camera.IsOn[2] = false;
        camera.IsOn[1] = true;
        await UntilSentAsync(bob, 1);
    }

    [Fact]
    public async Task A_limit_is_obeyed_in_both_directions_and_nothing_pauses()
    {
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada);
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, Ada(1280, 720));
        await UntilSentAsync(bob, 2);

        await LimitAsync(new(0, 3));
        await UntilSentAsync(bob, 0);
        await LimitAsync(LayerTarget.None);
        await CountAsync(camera, 30); // what is still under way
        Drain(bob.Receiving.Rtp, Check);
        await CountAsync(camera, 30);
        Assert.False(bob.Receiving.Rtp.TryRead(out _));
        await LimitAsync(LayerTarget.Highest);
        await UntilSentAsync(bob, 2);
    }

    [Fact]
    public async Task Temporal_layers_above_the_limit_are_left_out_without_a_gap()
    {
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada);
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, Ada(320, 180));
        await UntilSentAsync(bob, 0);

        foreach (var highest in new[] { 0, 2, 1, 0, 1, 2 })
        {
            await LimitAsync(new(2, highest));
            var latest = new Queue<int>();
            while (latest.Count < 40 || !latest.ToHashSet().SetEquals(Enumerable.Range(0, highest + 1)))
            {
                latest.Enqueue(Check(await bob.Receiving.Rtp.ReadAsync(Ct)).Temporal);
                if (latest.Count > 40)
                {
                    latest.Dequeue();
                }
            }
        }
    }

    [Fact]
    public async Task After_switches_a_retransmission_is_what_was_sent()
    {
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada);
        var bob = Enter("bob");
        var sent = new List<ReceivedRtp>();
        for (var round = 0; round < 6; round++)
        {
            await bob.SubscribeAsync(Ct, Ada(320 << (round % 3), 180 << (round % 3)));
            await LimitAsync(new(2, round % 2 == 0 ? 2 : 0));
            await UntilSentAsync(bob, round % 3, sent);
            sent = sent[Math.Max(0, sent.Count - 20)..];
            foreach (var packet in sent)
            {
                var nack = new byte[16];
                RtcpWriter.Nack(nack, 1, packet.Ssrc, [packet.Sequence]);
                bob.Receiving.SendRtcp(nack);
                var again = await NextAsync(bob.Receiving.Rtp, p =>
                {
                    if (p.PayloadType == 96)
                    {
                        Check(p);
                    }

                    return p.PayloadType == 97;
                });
                Assert.Equal(packet.Sequence, BinaryPrimitives.ReadUInt16BigEndian(again.Payload));
                Assert.Equal((packet.Timestamp, packet.Marker), (again.Timestamp, again.Marker));
                Assert.Equal(packet.Payload, again.Payload[2..]);
            }
        }
    }

    [Fact]
    public async Task Layers_are_measured_and_reported_on_each_by_itself()
    {
        var ada = await SimulcastPublisherAsync();
        await using var camera = new SimulcastCamera(ada);
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, Ada(1280, 720));
        await UntilSentAsync(bob, 2);

        (long Low, long All, PictureSize Size) measured;
        do
        {
            measured = await OnWorkerAsync(() =>
            {
                var track = Server.Workers[0].Room("room").Find("ada")!.Track(MediaSource.Camera)!;
                return (track.Bitrate(1, 0), track.Bitrate(1, 2), track.Layers[1].Size);
            });
        }
        while (measured.Low == 0 || measured.All <= measured.Low);

        Assert.Equal(new PictureSize(640, 360), measured.Size);
        camera.IsOn[1] = false;
        while (await OnWorkerAsync(() => Server.Workers[0].Room("room").Find("ada")!.Track(MediaSource.Camera)!.Bitrate(1, 2)) > 0)
        {
            await Task.Delay(20, Ct);
        }
    }

    [Fact]
    public async Task Forwarding_with_switches_allocates_nothing()
    {
        const int packets = 3000;
        var ada = await SimulcastPublisherAsync();
        var bob = Enter("bob");
        await bob.SubscribeAsync(Ct, Ada(1280, 720));
        var random = new Random(2);
        var sources = Enumerable.Range(0, 3).Select(i => new VideoSource(Codec.Vp8, i, 320 << i, 180 << i, 3, random)).ToArray();
        var millis = 0L;
        async Task<long> SendAsync(int count)
        {
            var received = 0L;
            for (var sent = 0; sent < count; sent += 3)
            {
                foreach (var source in sources)
                {
                    foreach (var fragment in source.Next(millis += 10, random.Next(10) == 0, 1))
                    {
                        ada.SendLayer(fragment);
                    }
                }

                if (sent % 60 == 0)
                {
                    await LimitAsync(new(random.Next(3), random.Next(3)));
                }

                while (bob.Receiving.Rtp.TryRead(out _))
                {
                    received++;
                }
            }

            return received;
        }

        await SendAsync(packets);
        var (forwarded, commands) = (0L, 0L);
        var before = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);
        forwarded = await SendAsync(packets);
        var after = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);
        commands = (packets / 60) + 1;

        Assert.True(forwarded > packets / 10, $"only {forwarded} were forwarded");
        Assert.True(after - before < commands * 512, $"{after - before} bytes for {packets} packets and {commands} commands");
    }

    private static TrackWanted Ada(int width, int height) => new("ada", MediaSource.Camera, width, height);

    private async Task<Participant> SimulcastPublisherAsync()
    {
        var ada = Track(new Participant(Server.Open("room", "ada")) { Rids = ["q", "h", "f"] });
        await ada.Peer.AllowAsync(MediaSources.Camera, Ct);
        await ada.PublishAsync(Ct);
        return ada;
    }

    /// <summary>Sets a limit, once the connection has been found wide enough for everything: from then on nobody else sets one.</summary>
    private async Task LimitAsync(LayerTarget limit)
    {
        while (!await OnWorkerAsync(() =>
        {
            var subscriptions = Server.Workers[0].Room("room").Find("ada")!.Track(MediaSource.Camera)!.Subscriptions;
            if (subscriptions.Any(subscription => subscription.Granted != subscription.Desired))
            {
                return false;
            }

            foreach (var subscription in subscriptions)
            {
                subscription.SetLimit(limit);
            }

            return true;
        }))
        {
            await Task.Delay(20, Ct);
        }
    }

    /// <summary>Reads until twenty pictures in a row are of one layer, checking that the stream is unbroken.</summary>
    private async Task UntilSentAsync(Participant viewer, int layer, List<ReceivedRtp>? sent = null)
    {
        for (var inARow = 0; inARow < 20;)
        {
            var packet = await viewer.Receiving.Rtp.ReadAsync(Ct);
            if (packet.PayloadType == 97)
            {
                continue;
            }

            Check(packet);
            sent?.Add(packet);
            inARow = packet.Payload[^6] == layer ? inARow + 1 : 0;
        }
    }

    /// <summary>Loopback loses nothing and keeps the order, so neither may the server.</summary>
    private PayloadInfo Check(ReceivedRtp packet)
    {
        var info = PayloadInfo.Read(_codec, packet.Payload);
        if (_lastSequence is { } last)
        {
            Assert.Equal((ushort)(last + 1), packet.Sequence);
            Assert.InRange((int)(packet.Timestamp - _lastTimestamp), 0, 60 * 90_000);
            var numbered = _codec is Codec.Vp8 or Codec.Vp9;
            Assert.Equal(packet.Timestamp == _lastTimestamp || !numbered ? 0 : 1, (info.PictureId - _last.PictureId) & 0x7FFF);
            Assert.InRange((byte)(info.BaseIndex - _last.BaseIndex), 0, 1);
        }

        (_lastSequence, _last, _lastTimestamp) = (packet.Sequence, info, packet.Timestamp);
        return info;
    }

    private static void Drain(System.Threading.Channels.ChannelReader<ReceivedRtp> channel, Func<ReceivedRtp, PayloadInfo> check)
    {
        while (channel.TryRead(out var packet))
        {
            check(packet);
        }
    }

    /// <summary>Completes when the server has taken in so many more pictures.</summary>
    private async Task CountAsync(SimulcastCamera camera, int pictures)
    {
        var asked = camera.KeyFramesAsked.Sum();
        var until = await SequenceAsync() + pictures;
        while (await SequenceAsync() < until)
        {
            await Task.Delay(5, Ct);
        }

        Assert.InRange(camera.KeyFramesAsked.Sum(), asked, asked + 1);
        Task<int> SequenceAsync() => OnWorkerAsync(() => (int)Server.Workers[0].Room("room").Find("ada")!.Track(MediaSource.Camera)!.Layers[0].NewestSequence);
    }
}
