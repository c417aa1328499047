using CsCheck;
using StudyHub.Media.Bandwidth;

namespace StudyHub.Media.Tests.Bandwidth;

public sealed class BandwidthEstimatorTests
{
    private const int Seconds = 10; // frames of an estimate's list

    [Theory]
    [InlineData(1, 500_000)]
    [InlineData(2, 1_000_000)]
    [InlineData(3, 3_000_000)]
    [InlineData(4, 8_000_000)]
    public void An_unchanging_link_is_found_and_not_overfilled(int seed, double capacity)
    {
        var link = new SimulatedLink(seed) { Capacity = capacity, Demand = 12_000_000 };

        link.Run(10);
        var settled = link.Run(30);

        Assert.InRange(settled.Average(), 0.6 * capacity, 1.02 * capacity);
        Assert.InRange(settled.Min(), 0.4 * capacity, capacity);
        Assert.InRange(link.LongestQueueMillis, 0, 250);
    }

    [Fact]
    public void When_the_capacity_falls_the_estimate_follows_and_comes_back()
    {
        var link = new SimulatedLink(5) { Capacity = 3_000_000 };
        link.Run(15);

        link.Capacity = 500_000;
        var falling = link.Run(10);
        Assert.InRange(falling[^1], 250_000, 520_000);
        Assert.InRange(link.Run(10).Average(), 300_000, 510_000);

        link.Capacity = 3_000_000;
        var rising = link.Run(10);
        Assert.InRange(rising[^1], 1_500_000, 3_100_000);
    }

    [Theory]
    [InlineData(6, 300)]
    [InlineData(7, 20)]
    public void A_short_queue_or_a_long_one_makes_no_great_difference(int seed, double queue)
    {
        var link = new SimulatedLink(seed) { Capacity = 1_000_000, QueueMillis = queue };

        link.Run(10);

        Assert.InRange(link.Run(20).Average(), 500_000, 1_100_000);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    public void Losses_that_are_nobodys_fault_do_not_starve(int seed)
    {
        var link = new SimulatedLink(seed) { Capacity = 3_000_000, RandomLoss = 0.10, Demand = 2_000_000 };

        var estimates = link.Run(60);

        Assert.InRange(estimates.Min(), 500_000, 3_000_000);
        Assert.InRange(estimates.TakeLast(20 * Seconds).Average(), 1_000_000, 3_300_000);
    }

    [Fact]
    public void Jitter_does_not_starve()
    {
        var link = new SimulatedLink(10) { Capacity = 3_000_000, JitterMillis = 25 };

        link.Run(10);

        Assert.InRange(link.Run(30).Average(), 900_000, 3_100_000);
    }

    [Fact]
    public void Cross_traffic_is_given_way_to_and_what_it_leaves_is_taken()
    {
        var link = new SimulatedLink(11) { Capacity = 3_000_000 };
        link.Run(10);

        link.CrossTraffic = 2_000_000;
        link.Run(10);
        Assert.InRange(link.Run(10).Average(), 300_000, 1_300_000);

        link.CrossTraffic = 0;
        link.Run(10);
        Assert.InRange(link.Run(10).Average(), 1_500_000, 3_100_000);
    }

    [Fact]
    public void Who_sends_little_neither_loses_the_estimate_nor_lets_it_run_away()
    {
        var link = new SimulatedLink(12) { Capacity = 3_000_000 };
        link.Run(20);

        link.Demand = 200_000;
        var idle = link.Run(120);

        Assert.InRange(idle.Min(), 1_000_000, 3_200_000);
        Assert.InRange(idle.Max(), 1_000_000, 3_200_000);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(60)]
    public void After_a_gap_in_which_everything_was_lost_pictures_come_back(int seconds)
    {
        var link = new SimulatedLink(15) { Capacity = 3_000_000, Layers = [150_000, 500_000, 2_000_000] };
        link.Run(20);
        link.RandomLoss = 1;
        link.Run(seconds);

        link.RandomLoss = 0;
        link.Run(15);

        Assert.InRange(link.Run(10).Average(), 500_000, 4_000_000);
    }

    [Fact]
    public void Probing_costs_little()
    {
        var link = new SimulatedLink(13) { Capacity = 900_000, Layers = [150_000, 500_000, 2_000_000] };
        link.Run(20);
        var before = link.ProbeBytes;

        link.Run(60);

        Assert.InRange((link.ProbeBytes - before) * 8 / 60, 1, 50_000);
    }

    [Fact]
    public void Where_nothing_is_sent_any_more_it_is_found_out_that_something_could_be()
    {
        var link = new SimulatedLink(15) { Capacity = 1_000_000, Layers = [100_000, 500_000], Demand = 700_000 };
        link.Run(10);

        link.Capacity = 30_000;
        Assert.InRange(link.Run(20)[^1], 0, 100_000);
        link.Capacity = 1_000_000;

        Assert.InRange(link.Run(15)[^1], 500_000, 1_100_000);
    }

    [Fact]
    public void A_connection_that_was_gone_for_a_while_comes_back()
    {
        var link = new SimulatedLink(16) { Capacity = 2_000_000, Layers = [100_000, 500_000], Demand = 700_000 };
        link.Run(10);

        link.RandomLoss = 1;
        Assert.InRange(link.Run(30)[^1], 0, 200_000);
        link.RandomLoss = 0;

        Assert.InRange(link.Run(15)[^1], 500_000, 2_100_000);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(18)]
    [InlineData(19)]
    public void A_bad_radio_link_that_carries_the_only_picture_goes_on_carrying_it(int seed)
    {
        const double Picture = 300_000;
        var link = new SimulatedLink(seed)
        {
            Capacity = 5_000_000,
            RandomLoss = 0.10,
            JitterMillis = 40,
            Layers = [Picture],
            Demand = Allocator.Headroom * Picture,
            FeedbackMillis = 50,
        };
        link.Run(5);

        var tooLow = link.Run(60).Count(estimate => Allocator.Tolerance * estimate < Picture);

        Assert.InRange(tooLow, 0, 60); // of 600
    }

    [Fact]
    public void The_same_seed_gives_the_same_run() => Assert.Equal(
        new SimulatedLink(14) { RandomLoss = 0.02, JitterMillis = 5 }.Run(20), new SimulatedLink(14) { RandomLoss = 0.02, JitterMillis = 5 }.Run(20));

    [Fact]
    public void Any_link_is_survived() => Gen.Select(
        Gen.Int, Gen.Double[100_000, 10_000_000], Gen.Double[10, 1000], Gen.Double[0, 0.3]).Sample((seed, capacity, queue, loss) =>
        {
            var link = new SimulatedLink(seed) { Capacity = capacity, QueueMillis = queue, RandomLoss = loss, JitterMillis = queue / 40, FeedbackMillis = 50 };
            link.Run(10);
            Assert.InRange(link.Run(10).Average(), 50_000, 2 * capacity);
        }, iter: 60);
}
