using CsCheck;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.Rtp;

/// <summary>What a receiver gets while its layers change at random, thousands of times.</summary>
public sealed class SwitchingTests
{
    private const int Pictures = 400;

    [Theory]
    [InlineData("Vp8", 1)]
    [InlineData("Vp8", 2)]
    [InlineData("Vp8", 3)]
    [InlineData("Vp9", 1)]
    [InlineData("Vp9", 2)]
    [InlineData("Vp9", 3)]
    public void One_stream_comes_out_that_can_be_decoded(string name, int temporalLayers) => Gen.Int.Sample(
        seed =>
        {
            var codec = Enum.Parse<Codec>(name);
            var random = new Random(seed);
            var received = Forward(codec, temporalLayers, random, lossy: false);

            Assert.Equal(Enumerable.Range(0, received.Count).Select(i => (ushort)(received[0].Place.Number + i)), received.Select(r => r.Place.Number));
            var pictures = received.GroupBy(r => r.Place.Timestamp).Select(g => g.ToList()).ToList();
            var decoded = new HashSet<(int, int)>();
            for (var i = 0; i < pictures.Count; i++)
            {
                var (picture, info) = (pictures[i][0].Source.Picture, pictures[i][0].Info);
                Assert.All(pictures[i], r => Assert.Equal((picture, info.PictureId, info.BaseIndex), (r.Source.Picture, r.Info.PictureId, r.Info.BaseIndex)));
                Assert.True(picture.IsKey || decoded.Contains((picture.Layer, picture.Needs)), $"{picture} needs what was left out");
                decoded.Add((picture.Layer, picture.Number));
                if (i == 0)
                {
                    continue;
                }

                var before = pictures[i - 1][0];
                Assert.InRange((int)(pictures[i][0].Place.Timestamp - before.Place.Timestamp), 1, 33 * 90 * Pictures);
                var step = codec == Codec.Vp9 && before.Run == pictures[i][0].Run ? picture.Number - before.Source.Picture.Number : 1;
                Assert.Equal(step, (info.PictureId - before.Info.PictureId) & 0x7FFF);
                Assert.Equal(picture.Temporal == 0 ? 1 : 0, (byte)(info.BaseIndex - before.Info.BaseIndex));
            }
        },
        iter: 40);

    [Theory]
    [InlineData("Vp8")]
    [InlineData("Vp9")]
    public void Whatever_order_packets_come_in_no_number_carries_two_and_all_can_be_repeated(string name) => Gen.Int.Sample(
        seed =>
        {
            var received = Forward(Enum.Parse<Codec>(name), 3, new Random(seed), lossy: true);

            Assert.Equal(received.Count, received.Select(r => r.Place.Number).Distinct().Count());
            foreach (var picture in received.Where(r => !r.IsEmpty).GroupBy(r => (r.Run, r.Source.Picture)))
            {
                Assert.Single(picture.Select(r => (r.Place.Timestamp, r.Info.PictureId, r.Info.BaseIndex)).Distinct());
            }
        },
        iter: 40);

    [Fact]
    public void A_target_of_nothing_stops_and_a_key_frame_resumes()
    {
        var choice = new LayerSwitch();
        choice.Aim(new(1, 3));
        Assert.Equal(LayerChoice.Ignore, choice.Choose(1, 1, default));
        Assert.Equal(LayerChoice.Begin, choice.Choose(0, 1, new() { StartsKeyFrame = true })); // better than nothing
        Assert.Equal((0, 1), (choice.Spatial, choice.Awaited));
        Assert.Equal(LayerChoice.Begin, choice.Choose(1, 1, new() { StartsKeyFrame = true }));
        Assert.Equal(-1, choice.Awaited);

        choice.Aim(LayerTarget.None);
        Assert.Equal(LayerChoice.Ignore, choice.Choose(1, 2, new() { StartsKeyFrame = true }));
        Assert.Equal((-1, -1), (choice.Spatial, choice.Awaited));
        choice.Aim(new(1, 3));
        Assert.Equal(LayerChoice.Ignore, choice.Choose(1, 3, default));
        Assert.Equal(LayerChoice.Begin, choice.Choose(1, 4, new() { StartsKeyFrame = true }));
    }

    private static List<Received> Forward(Codec codec, int temporalLayers, Random random, bool lossy)
    {
        var sources = Enumerable.Range(0, 3).Select(i => new VideoSource(codec, i, 320 << i, 180 << i, temporalLayers, random)).ToArray();
        var (choice, rewriter) = (new LayerSwitch(), new StreamRewriter(90_000, 512));
        var received = new List<Received>();
        var underway = new List<VideoFragment>();
        var run = 0;
        choice.Aim(new(random.Next(3), random.Next(temporalLayers)));
        for (var i = 0; i < Pictures; i++)
        {
            if (random.Next(6) == 0)
            {
                choice.Aim(random.Next(20) == 0 ? LayerTarget.None : new(random.Next(3), random.Next(temporalLayers)));
            }

            foreach (var source in sources)
            {
                underway.AddRange(source.Next(i * 33, random.Next(8) == 0, random.Next(1, 4)));
            }

            var late = underway.Where(_ => lossy && random.Next(5) == 0).ToList();
            foreach (var fragment in underway.Except(late))
            {
                Deliver(fragment);
            }

            underway = [.. late.Where(_ => random.Next(10) != 0)]; // some are lost for good
            void Deliver(VideoFragment fragment) => Offer(fragment, i * 33);
        }

        return received;

        void Offer(VideoFragment fragment, long now)
        {
            var info = PayloadInfo.Read(codec, fragment.Payload);
            Assert.Equal((fragment.Picture.Temporal, fragment.Picture.IsKey && fragment.Payload[^1] == 0), (info.Temporal, info.StartsKeyFrame));
            var packet = new RtpMedia(fragment.Sequence, fragment.Timestamp, fragment.Marker, info, fragment.Payload);
            switch (choice.Choose(fragment.Layer, fragment.Timestamp, info))
            {
                case LayerChoice.Ignore:
                    return;
                case LayerChoice.Begin:
                    rewriter.BeginRun((byte)fragment.Layer, packet, codec, now, null);
                    run++;
                    break;
                default:
                    break;
            }

            var placement = rewriter.Place(packet, choice.Temporal, now, out var place);
            if (placement != Placement.None)
            {
                var payload = fragment.Payload.ToArray();
                info.Renumber(payload, place.PictureId, place.BaseIndex);
                Assert.Equal(fragment.Payload.Length, payload.Length);
                Assert.Equal(fragment.Payload[^6..], payload[^6..]);
                received.Add(new(run, fragment, place, PayloadInfo.Read(codec, payload), placement == Placement.Empty));
                Assert.Equal(placement == Placement.Packet, rewriter.TryFind(place.Number, out var again));
                Assert.True(placement == Placement.Empty || again == place);
            }
        }
    }

    private sealed record Received(int Run, VideoFragment Source, SentPacket Place, PayloadInfo Info, bool IsEmpty);
}
