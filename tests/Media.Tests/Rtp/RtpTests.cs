using CsCheck;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Tests.Rtp;

public sealed class RtpTests
{
    [Fact]
    public void A_packet_with_sources_extension_and_padding_is_read()
    {
        byte[] bytes =
        [
            0xB1, 0xE0, 0x12, 0x34, 0, 0, 0, 5, 0, 0, 0, 9, 1, 2, 3, 4, // one contributing source
            0xBE, 0xDE, 0, 2, 0x10, 7, 0, 0x41, (byte)'4', (byte)'2', 0, 0, // ids 1 and 4
            .. "data"u8, 0, 0, 3,
        ];

        Assert.True(RtpPacket.TryRead(bytes, out var packet));
        Assert.Equal((0x1234, 5u, 9u, 96, true), (packet.Sequence, packet.Timestamp, packet.Ssrc, packet.PayloadType, packet.Marker));
        Assert.Equal("data"u8, packet.Payload);
        Assert.True(packet.TryGetExtension(4, out var mid));
        Assert.Equal("42"u8, mid);
        Assert.False(packet.TryGetExtension(5, out _));
    }

    [Fact]
    public void Two_byte_extensions_are_read()
    {
        byte[] bytes = [0x90, 96, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 1, 4, 1, (byte)'a', 0];

        Assert.True(RtpPacket.TryRead(bytes, out var packet) && packet.TryGetExtension(4, out var mid) && mid.SequenceEqual("a"u8));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Select(Gen.Byte.Array[0, 80], Gen.Int[0, 20]).Sample((bytes, id) =>
    {
        if (bytes.Length > 0)
        {
            bytes[0] = (byte)(0x80 | (bytes[0] & 0x3F));
        }

        if (RtpPacket.TryRead(bytes, out var packet))
        {
            packet.TryGetExtension(id, out _);
        }
    }, iter: 50_000);

    [Fact]
    public void Sequence_numbers_count_once_and_gaps_are_told()
    {
        var sequence = new IncomingSequence();

        Assert.True(sequence.TryAccept(65534, out var skipped) && skipped == 0);
        Assert.True(sequence.TryAccept(1, out skipped) && skipped == 2);
        Assert.True(sequence.TryAccept(65535, out skipped) && skipped == 0);
        Assert.True(sequence.TryAccept(65533, out skipped) && skipped == 0); // older than the first
        Assert.False(sequence.TryAccept(65535, out _));
        Assert.Equal(0x1_0001u, sequence.HighestExtended);
    }

    [Fact]
    public void The_cache_keeps_the_latest_and_only_what_was_asked_for()
    {
        var cache = new PacketCache();
        for (var i = 0; i < 1000; i++)
        {
            cache.Store((ushort)(65000 + i), (uint)i, i % 2 == 0, [(byte)i, (byte)(i >> 8)]);
        }

        Assert.True(cache.TryGet(unchecked((ushort)(65000 + 999)), out var timestamp, out var marker, out var payload));
        Assert.Equal((999u, false), (timestamp, marker));
        Assert.Equal([0xE7, 3], payload.ToArray());
        Assert.False(cache.TryGet(65000, out _, out _, out _));
        cache.Store(7, 0, false, new byte[PacketCache.LongestPayload + 1]);
        Assert.False(cache.TryGet(7, out _, out _, out _));
    }

    [Fact]
    public void Missing_packets_are_asked_for_a_few_times_and_not_when_they_have_come()
    {
        var losses = new LossList();
        var due = new ushort[LossList.Capacity];
        Assert.True(losses.TryAdd(65535, 3));

        Assert.Equal(3, losses.TakeDue(0, due));
        Assert.Equal([65535, 0, 1], due[..3]);
        Assert.Equal(0, losses.TakeDue(50, due));
        losses.Remove(0);
        Assert.Equal(2, losses.TakeDue(100, due));
        Assert.Equal(2, losses.TakeDue(200, due));
        Assert.Equal(2, losses.TakeDue(300, due));
        Assert.Equal(0, losses.TakeDue(400, due));
        Assert.Equal(0, losses.Count);
        Assert.False(losses.TryAdd(0, LossList.Capacity + 1));
    }

    [Fact]
    public void A_timestamp_half_a_range_away_is_no_jitter_and_no_fault()
    {
        var statistics = new ReceptionStatistics(90_000);
        statistics.OnPacket(1, 5, 1000);
        statistics.OnPacket(2, 5 + 0x8000_0000, 1000);

        Assert.True(statistics.TryReport(9, 2000, out var block));
        Assert.Equal(0u, block.Jitter);
    }

    [Fact]
    public void Reports_count_loss_and_jitter()
    {
        var statistics = new ReceptionStatistics(90_000);
        Assert.False(statistics.TryReport(1, 0, out _));
        foreach (var i in new[] { 0, 1, 2, 3, 5, 6, 7, 8, 9 })
        {
            statistics.OnPacket((uint)(100 + i), (uint)(i * 3000), i * 33);
        }

        statistics.OnSenderReport(0x1111_2222_3333_4444, 200);
        Assert.True(statistics.TryReport(7, 300, out var block));

        Assert.Equal((7u, 1, 109u, 0x2222_3333u), (block.Ssrc, block.Lost, block.HighestSequence, block.LastSenderReport));
        Assert.Equal(256 / 10, block.FractionLost);
        Assert.Equal(6553u, block.Delay);
        Assert.InRange(block.Jitter, 1u, 40u);
    }
}
