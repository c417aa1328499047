using CsCheck;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Tests.Rtp;

public sealed class StreamContinuityTests
{
    [Fact]
    public void An_undisturbed_stream_keeps_its_gaps() => Gen.Select(Gen.UShort, Gen.UInt, Gen.Int[1, 50].Array[1, 300]).Sample((start, timestamp, steps) =>
    {
        var stream = new StreamContinuity(90_000);
        var sequence = start;
        Assert.True(stream.TryMap(sequence, timestamp, 0, out var first, out var firstTimestamp));
        Assert.InRange(first, (ushort)0, (ushort)0x7FFF);
        foreach (var step in steps)
        {
            sequence += (ushort)step;
            timestamp += 3000;
            Assert.True(stream.TryMap(sequence, timestamp, 0, out var mapped, out var mappedTimestamp));
            Assert.Equal((ushort)(sequence - start), (ushort)(mapped - first));
            Assert.True(stream.TryReverse(mapped, out var reversed) && reversed == sequence);
            Assert.Equal(stream.MapTimestamp(timestamp), mappedTimestamp);
        }

        Assert.Equal(steps.Length * 3000u, stream.LastTimestamp - firstTimestamp);
    });

    [Fact]
    public void After_a_restart_the_next_packet_follows_and_time_goes_on() =>
        Gen.Select(Gen.UShort, Gen.UInt, Gen.UShort, Gen.UInt, Gen.Long[1, 3_600_000]).Sample((s1, t1, s2, t2, pause) =>
        {
            var stream = new StreamContinuity(48_000);
            stream.TryMap(s1, t1, 0, out var before, out var beforeTimestamp);

            stream.Restart();
            Assert.True(stream.TryMap(s2, t2, pause, out var after, out var afterTimestamp));

            Assert.Equal((ushort)(before + 1), after);
            Assert.Equal((uint)Math.Max(1, pause * 48), afterTimestamp - beforeTimestamp);
        });

    [Fact]
    public void No_number_is_given_out_twice_whatever_the_source_does() =>
        Gen.Select(Gen.Int[-40, 40], Gen.Int[0, 40]).Array[1, 400].Sample(moves =>
        {
            var stream = new StreamContinuity(90_000);
            var source = new IncomingSequence();
            var given = new HashSet<ushort>();
            ushort sequence = 0;
            foreach (var (move, restart) in moves)
            {
                sequence = (ushort)(sequence + move);
                if (restart == 0)
                {
                    stream.Restart();
                }

                if (source.TryAccept(sequence, out _) && stream.TryMap(sequence, 0, 0, out var mapped, out _))
                {
                    Assert.True(given.Add(mapped), $"{mapped} twice");
                }
            }
        });

    [Fact]
    public void Stragglers_from_before_a_restart_are_dropped()
    {
        var stream = new StreamContinuity(90_000);
        stream.TryMap(100, 0, 0, out _, out _);
        stream.Restart();
        stream.TryMap(110, 0, 0, out var after, out _);

        Assert.False(stream.TryMap(105, 0, 0, out _, out _));
        Assert.False(stream.TryReverse((ushort)(after - 1), out _));
    }
}
