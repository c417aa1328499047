using CsCheck;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Tests.Bandwidth;

public sealed class TransportFeedbackTests
{
    [Fact]
    public void What_arrived_and_when_is_read_as_it_was_recorded() =>
        Gen.Select(Gen.UShort, Gen.Long[0, 1L << 38], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 200_000]).Array[1, 200]).Sample((first, start, packets) =>
        {
            var log = new ArrivalLog();
            var arrivals = new Dictionary<ushort, long>();
            var now = start;
            var sequence = first;
            var lastArrived = first;
            foreach (var (kind, pause) in packets)
            {
                now += kind == 9 ? pause * 100 : pause / 40;
                if (kind != 0)
                {
                    log.Record(sequence, now);
                    arrivals.TryAdd(sequence, now);
                    lastArrived = sequence;
                }

                sequence++;
            }

            var told = ReadAll(log);

            Assert.Equal(arrivals.Keys.Order(), told.Where(t => t.Arrived).Select(t => t.Sequence).Order());
            foreach (var (number, arrived, at) in told.Where(t => t.Arrived))
            {
                Assert.Equal(arrivals[number] / 250 * 250, at);
            }

            Assert.All(told.Where(t => !t.Arrived), t => Assert.DoesNotContain(t.Sequence, arrivals.Keys));
            if (arrivals.Count > 0)
            {
                Assert.Equal(lastArrived, told[^1].Sequence);
            }
        });

    [Fact]
    public void A_packet_that_comes_after_it_was_reported_lost_is_reported_again()
    {
        var log = new ArrivalLog();
        log.Record(65_534, 1_000);
        log.Record(0, 2_000);
        Assert.Equal([(65_534, true), (65_535, false), (0, true)], ReadAll(log).Select(t => ((int)t.Sequence, t.Arrived)));

        log.Record(65_535, 500_000);

        Assert.Equal([(65_535, true), (0, true)], ReadAll(log).Select(t => ((int)t.Sequence, t.Arrived)));
        Assert.False(log.HasNews);
    }

    [Fact]
    public void Nothing_is_told_twice_and_large_gaps_begin_anew()
    {
        var log = new ArrivalLog();
        log.Record(10, 1_000);
        log.Record(10, 9_000);
        Assert.Single(ReadAll(log));
        Assert.Empty(ReadAll(log));

        log.Record(20_000, 2_000_000);

        Assert.Equal([(ushort)20_000], ReadAll(log).Select(t => t.Sequence));
    }

    [Fact]
    public void Feedback_is_bounded_whatever_arrives() => Gen.Select(Gen.UShort, Gen.Long[0, 100_000_000]).Array[1, 1500].Sample(packets =>
    {
        var log = new ArrivalLog();
        foreach (var (sequence, at) in packets)
        {
            log.Record(sequence, at);
        }

        ReadAll(log);
        Assert.False(log.HasNews);
    }, iter: 300);

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.UShort, Gen.Int[0, 30], Gen.Byte.Array[0, 200]).Sample((noise, first, count, rest) =>
        {
            Read(noise);
            byte[] likely = [0x8F, 205, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, (byte)(first >> 8), (byte)first, 0, (byte)count, 0, 1, 2, 3, .. rest];
            var told = Read(likely);
            Assert.True(told.Count == count || told.Count == 0);

            static List<ushort> Read(byte[] bytes)
            {
                var numbers = new List<ushort>();
                if (TransportFeedback.TryRead(bytes, out var feedback))
                {
                    while (feedback.TryNext(out var sequence, out _, out _))
                    {
                        numbers.Add(sequence);
                    }
                }

                return numbers;
            }
        }, iter: 50_000);

    [Fact]
    public void Any_feedback_leaves_an_estimate_that_can_be_used() => Gen.Select(Gen.UShort[0, 80], Gen.Byte.Array[8, 60]).Array[1, 40].Sample(feedbacks =>
    {
        var estimator = new BandwidthEstimator { Wanted = 5_000_000 };
        var now = 1_000_000L;
        foreach (var (first, rest) in feedbacks)
        {
            for (var i = 0; i < 5; i++)
            {
                estimator.OnSending(1000, now += 1_000);
            }

            byte[] bytes = [0x8F, 205, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, (byte)first, 0, 10, .. rest];
            if (TransportFeedback.TryRead(bytes, out var feedback))
            {
                estimator.OnFeedback(feedback, now);
            }

            estimator.Tick(now);
            Assert.InRange(estimator.Bitrate, RateControl.Lowest, RateControl.Highest);
            Assert.InRange(estimator.Loss, 0, 1);
            Assert.True(double.IsFinite(estimator.RoundTrip));
        }
    }, iter: 5_000);

    [Fact]
    public void A_feedback_as_the_draft_describes_it_is_understood()
    {
        byte[] packet =
        [
            0xAF, 205, 0, 7, 0, 0, 0, 1, 0, 0, 0, 2,
            0x00, 0x05, 0x00, 0x0B, 0x00, 0x00, 0x02, 0x07, // from 5, 11 packets, 2 × 64 ms, the eighth feedback
            0x20, 0x03, // three with small deltas
            0xE4, 0x00, // two bits each: large, small, lost × 5
            0xC0, 0x00, // one more, lost
            4, 8, 0, 0xFF, 0xFC, 12, 0, 0, // 1 ms, 2 ms, 0, −1 ms, 3 ms
        ];

        Assert.True(TransportFeedback.TryRead(packet, out var feedback));
        var told = new List<(int, bool, long)>();
        while (feedback.TryNext(out var sequence, out var arrived, out var at))
        {
            told.Add((sequence, arrived, arrived ? at : -1));
        }

        Assert.Equal(2, feedback.ReferenceTime);
        Assert.Equal(
            [(5, true, 1_000), (6, true, 3_000), (7, true, 3_000), (8, true, 2_000), (9, true, 5_000), (10, false, -1), (11, false, -1), (12, false, -1), (13, false, -1), (14, false, -1), (15, false, -1)],
            told);
    }

    private static List<(ushort Sequence, bool Arrived, long At)> ReadAll(ArrivalLog log)
    {
        var told = new List<(ushort, bool, long)>();
        var buffer = new byte[ArrivalLog.LongestFeedback];
        while (log.HasNews && log.Write(buffer, 1, 2) is > 0 and var length)
        {
            var reader = new RtcpReader(buffer.AsSpan(0, length));
            Assert.True(reader.TryNext(out var packet) && packet.IsTransportWide && packet.Bytes.Length == length);
            Assert.True(TransportFeedback.TryRead(packet.Bytes, out var feedback));
            while (feedback.TryNext(out var sequence, out var arrived, out var offset))
            {
                told.Add((sequence, arrived, (feedback.ReferenceTime * 64_000L) + offset));
            }
        }

        return told;
    }
}
