using CsCheck;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Tests.Rtp;

public sealed class LayerQualityTests
{
    private static readonly PictureSize[] Landscape = [new(320, 180), new(640, 360), new(1280, 720)];
    private static readonly PictureSize[] Portrait = [new(180, 320), new(360, 640), new(720, 1280)];

    [Theory]
    [InlineData(160, 90, 0)]
    [InlineData(320, 180, 0)]
    [InlineData(400, 225, 0)] // enlarged by a quarter
    [InlineData(404, 228, 1)]
    [InlineData(320, 400, 0)] // as wide as the tile: it cannot be shown larger
    [InlineData(640, 360, 1)]
    [InlineData(1280, 720, 2)]
    [InlineData(3840, 2160, 2)]
    [InlineData(0, 0, 1)]
    [InlineData(640, -1, 1)]
    [InlineData(int.MaxValue, int.MaxValue, 2)]
    public void The_smallest_layer_that_covers_the_tile_is_desired(int width, int height, int layer)
    {
        Assert.Equal(layer, DesiredQuality.Spatial(new("ada", MediaSource.Camera, width, height), Landscape));
        Assert.Equal(0, DesiredQuality.Spatial(new("ada", MediaSource.Camera, width, height), Landscape.AsSpan(0, 1)));
    }

    [Fact]
    public void Without_a_size_what_is_in_the_foreground_comes_in_full()
    {
        Assert.Equal(2, DesiredQuality.Spatial(new("ada", MediaSource.Camera, Pinned: true), Landscape));
        Assert.Equal(2, DesiredQuality.Spatial(new("ada", MediaSource.Screen), Landscape));
        Assert.Equal(0, DesiredQuality.Spatial(new("ada", MediaSource.Camera, 320, 180), Portrait)); // 101 pixels wide in such a tile
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(30, 3)]
    [InlineData(15, 1)]
    [InlineData(8, 0)]
    [InlineData(1, 0)]
    public void Temporal_layers_go_by_the_frame_rate(int framesPerSecond, int highest)
    {
        var rates = new LayerRates();
        for (var i = 0; i < 90; i++)
        {
            rates.OnPacket(i * 1000 / 30, i % 4 == 0 ? 0 : i % 4 == 2 ? 1 : 2, 1000, true);
        }

        Assert.Equal(highest, DesiredQuality.Temporal(framesPerSecond, rates, 2999));
        Assert.InRange(rates.Bitrate(2999, 0), 50_000, 70_000);
        Assert.InRange(rates.Bitrate(2999, 3), 225_000, 255_000);
        Assert.Equal(0, rates.Bitrate(4200, 3));
    }

    [Fact]
    public void One_instant_has_a_timestamp_on_every_clock_of_a_sender() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.ULong[1ul << 40, 1ul << 63], Gen.Int[-5_000, 5_000], Gen.Int[-20_000, 20_000]).Sample((a, b, ntp, apart, later) =>
        {
            var (first, second) = (new SourceClock(90_000), new SourceClock(90_000));
            Assert.Null(first.Convert(a, second));
            first.OnSenderReport(ntp, a);
            second.OnSenderReport(ntp + (ulong)(apart * (1L << 32) / 1000), b); // reported so many milliseconds later

            var converted = first.Convert(a + (uint)(later * 90), second);
            Assert.InRange((int)(converted!.Value - (b + (uint)((later - apart) * 90))), -1, 1);
        });

    [Fact]
    public void Retransmissions_stay_within_a_quarter_of_what_is_sent()
    {
        var budget = new RetransmissionBudget();
        var repeated = 0;
        for (var i = 0; i < 100; i++)
        {
            repeated += budget.TrySpend(1000) ? 1000 : 0;
        }

        Assert.InRange(repeated, 60_000, 64 * 1024); // the burst
        for (var i = 0; i < 4000; i++)
        {
            budget.OnSent(1000);
            repeated += budget.TrySpend(1000) ? 1000 : 0;
        }

        Assert.InRange(repeated, 1_000_000, 1_000_000 + (64 * 1024));
    }

    [Fact]
    public void Key_frames_are_asked_for_at_once_but_not_too_often()
    {
        var requests = new KeyFrameRequests();
        requests.Want();
        Assert.True(requests.TryTake(0, false));
        requests.Want();
        Assert.False(requests.TryTake(299, false));
        Assert.True(requests.TryTake(300, false));
        requests.Want();
        requests.Forget();
        Assert.False(requests.TryTake(2000, false));
    }

    [Fact]
    public void A_key_frame_that_is_waited_for_is_asked_for_again_soon_and_then_more_rarely()
    {
        var requests = new KeyFrameRequests();
        Assert.Equal([0, 100, 300, 700, 1_100, 1_500], Enumerable.Range(0, 160).Select(i => 10 * i).Where(now => requests.TryTake(now, true)));

        requests.Forget();

        Assert.False(requests.TryTake(1_790, true));
        Assert.True(requests.TryTake(1_800, true));
    }
}
