using CsCheck;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Tests.Client;

namespace StudyHub.Media.Tests.Rtp;

public sealed class StreamRewriterTests
{
    [Fact]
    public void An_undisturbed_stream_keeps_its_gaps() => Gen.Select(Gen.UShort, Gen.UInt, Gen.Int[1, 50].Array[1, 300]).Sample((start, timestamp, steps) =>
    {
        var stream = new StreamRewriter(90_000, 64);
        var first = Begin(stream, start, timestamp, 0);
        Assert.InRange(first.Number, (ushort)0, (ushort)0x7FFF);
        var sequence = start;
        foreach (var step in steps)
        {
            sequence += (ushort)step;
            timestamp += 3000;
            Assert.Equal(Placement.Packet, stream.Place(Packet(sequence, timestamp), 3, 0, out var place));
            Assert.Equal((ushort)(sequence - start), (ushort)(place.Number - first.Number));
            Assert.True(stream.TryFind(place.Number, out var found) && found.Sequence == sequence);
            Assert.Equal(stream.MapTimestamp(timestamp), place.Timestamp);
        }

        Assert.Equal(steps.Length * 3000u, stream.LastTimestamp - first.Timestamp);
    });

    [Fact]
    public void The_next_run_follows_and_time_goes_on() =>
        Gen.Select(Gen.UShort, Gen.UInt, Gen.UShort, Gen.UInt, Gen.Long[1, 3_600_000]).Sample((s1, t1, s2, t2, pause) =>
        {
            var stream = new StreamRewriter(48_000, 64);
            var before = Begin(stream, s1, t1, 0);

            var after = Begin(stream, s2, t2, pause);

            Assert.Equal((ushort)(before.Number + 1), after.Number);
            Assert.Equal((uint)Math.Max(1, pause * 48), after.Timestamp - before.Timestamp);
        });

    [Fact]
    public void A_run_whose_clock_is_known_goes_on_at_the_same_instant_but_never_back()
    {
        var stream = new StreamRewriter(90_000, 64);
        var before = Begin(stream, 1, 1000, 0);
        var same = Begin(stream, 1, 777_000, 30, sameInstant: 1000); // the same picture in another size
        var next = Begin(stream, 50, 13_000, 40, sameInstant: 777_000 + 3000);
        var absurd = Begin(stream, 50, 13_000, 50, sameInstant: 13_000 + 10_000_000);

        Assert.Equal(before.Timestamp + 1, same.Timestamp);
        Assert.Equal(before.Timestamp + 3000, next.Timestamp); // what was pushed forward does not add up
        Assert.Equal(next.Timestamp + 900, absurd.Timestamp);
    }

    [Fact]
    public void Half_a_range_away_is_absurd_and_no_fault()
    {
        var stream = new StreamRewriter(90_000, 64);
        var before = Begin(stream, 1, 1000, 0);
        var far = Begin(stream, 1, 0, 10, sameInstant: 1000 + 900 + 0x8000_0000);

        Assert.Equal(before.Timestamp + 900, far.Timestamp);
    }

    [Fact]
    public void Missing_packets_keep_their_places_and_stragglers_of_a_former_run_are_dropped()
    {
        var stream = new StreamRewriter(90_000, 64);
        var first = Begin(stream, 100, 0, 0);
        stream.Place(Packet(103, 0), 3, 0, out var fourth);
        Assert.Equal(Placement.Packet, stream.Place(Packet(101, 0), 3, 0, out var second));
        Assert.Equal(Placement.None, stream.Place(Packet(101, 0), 3, 0, out _));
        Assert.Equal((1, 3), (second.Number - first.Number, fourth.Number - first.Number));

        Begin(stream, 110, 0, 0);
        Assert.Equal(Placement.None, stream.Place(Packet(102, 0), 3, 0, out _));
        Assert.Equal(Placement.None, stream.Place(Packet(109, 0), 3, 0, out _));
    }

    [Fact]
    public void A_place_kept_for_what_turns_out_to_be_unwanted_is_filled()
    {
        var stream = new StreamRewriter(90_000, 64);
        Begin(stream, 100, 0, 0, highest: 0);
        stream.Place(Packet(102, 0), 0, 0, out _);

        Assert.Equal(Placement.Empty, stream.Place(Packet(101, 0, new() { Temporal = 1 }), 0, 0, out var place));
        Assert.False(stream.TryFind(place.Number, out _));
        Assert.Equal(Placement.None, stream.Place(Packet(101, 0), 0, 0, out _));
    }

    [Fact]
    public void No_number_is_given_out_twice_whatever_the_source_does() =>
        Gen.Select(Gen.Int[-40, 40], Gen.Int[0, 40], Gen.Int[0, 2]).Array[1, 400].Sample(moves =>
        {
            var stream = new StreamRewriter(90_000, 64);
            var source = new IncomingSequence();
            var given = new HashSet<ushort>();
            ushort sequence = 0;
            foreach (var (move, restart, temporal) in moves)
            {
                sequence = (ushort)(sequence + move);
                if (source.TryAccept(sequence, out _))
                {
                    if (restart == 0 || !stream.IsRunning)
                    {
                        stream.BeginRun(0, Packet(sequence, 0), Codec.Vp8, 0, null);
                    }

                    if (stream.Place(Packet(sequence, 0, new() { Temporal = (byte)temporal }), 1, 0, out var place) != Placement.None)
                    {
                        Assert.True(given.Add(place.Number), $"{place.Number} twice");
                    }
                }
            }
        });

    private static SentPacket Begin(StreamRewriter stream, ushort sequence, uint timestamp, long now, uint? sameInstant = null, int highest = 3)
    {
        var packet = Packet(sequence, timestamp);
        stream.BeginRun(0, packet, Codec.Vp8, now, sameInstant);
        Assert.Equal(Placement.Packet, stream.Place(packet, highest, now, out var place));
        return place;
    }

    private static RtpMedia Packet(ushort sequence, uint timestamp, PayloadInfo info = default) => new(sequence, timestamp, true, info, [1]);
}
