using CsCheck;
using StudyHub.Media.Network;

namespace StudyHub.Media.Tests.Network;

public sealed class StreamTests
{
    private static readonly Gen<byte[][]> Packets = Gen.Byte.Array[0, UdpPort.LongestDatagram].Array[0, 12];

    [Fact]
    public void Packets_cut_anywhere_come_out_as_they_went_in() => Gen.Select(Packets, Gen.Int[1, 5000]).Sample((packets, piece) =>
    {
        var stream = packets.SelectMany(Framed).ToArray();
        var buffer = new byte[stream.Length];
        var (filled, taken) = (0, new List<byte[]>());
        foreach (var part in stream.Chunk(piece))
        {
            part.CopyTo(buffer, filled);
            var rest = buffer.AsSpan(0, filled + part.Length);
            while (!StreamFrames.IsTooLong(rest) && StreamFrames.TryTake(ref rest, out var packet))
            {
                taken.Add(packet.ToArray());
            }

            rest.CopyTo(buffer);
            filled = rest.Length;
        }

        Assert.Equal(packets, taken);
    });

    [Fact]
    public void A_length_above_the_longest_packet_is_seen_at_once() => Gen.Int[0, ushort.MaxValue].Sample(length =>
        Assert.Equal(length > UdpPort.LongestDatagram, StreamFrames.IsTooLong([(byte)(length >> 8), (byte)length])));

    [Fact]
    public void A_queue_gives_back_what_it_took_and_never_holds_more_than_it_may() => Gen.Select(Packets, Gen.Int[0, 6000].Array[12]).Sample(
        (packets, takes) =>
        {
            var queue = new SendQueue();
            var model = new List<byte>();
            foreach (var (packet, take) in packets.SelectMany(packet => Enumerable.Repeat(packet, 9)).Zip(takes.SelectMany(t => Enumerable.Repeat(t / 2, 9))))
            {
                var fits = model.Count + packet.Length <= SendQueue.Most;
                Assert.Equal(fits, queue.TryAdd(packet));
                model.AddRange(fits ? packet : []);
                var taken = Math.Min(take, model.Count);
                queue.Taken(taken);
                model.RemoveRange(0, taken);
                Assert.True(queue.Waiting.SequenceEqual(model.ToArray()));
                Assert.Equal(model.Count == 0, queue.IsEmpty);
            }
        });

    private static byte[] Framed(byte[] packet)
    {
        var frame = new byte[StreamFrames.Prefix + packet.Length];
        Assert.Equal(frame.Length, StreamFrames.Write(frame, packet));
        return frame;
    }
}
