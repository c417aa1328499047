using CsCheck;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Tests.Rtp;

public sealed class RtcpTests
{
    [Fact]
    public void A_nack_names_exactly_what_is_lost() => Gen.Select(Gen.UShort, Gen.Int[1, 40].Array[0, 60]).Sample((first, steps) =>
    {
        var lost = new List<ushort> { first };
        foreach (var step in steps)
        {
            lost.Add((ushort)(lost[^1] + step));
        }

        var buffer = new byte[12 + (4 * lost.Count)];
        var length = RtcpWriter.Nack(buffer, 1, 2, lost.ToArray());
        Assert.True(new RtcpReader(buffer.AsSpan(0, length)).TryNext(out var packet) && packet.IsNack);
        var named = new List<ushort>();
        for (var i = 0; i < packet.NackCount; i++)
        {
            var (start, following) = packet.Nack(i);
            named.Add(start);
            named.AddRange(Enumerable.Range(0, 16).Where(bit => (following & (1 << bit)) != 0).Select(bit => (ushort)(start + bit + 1)));
        }

        Assert.Equal(lost, named);
        Assert.Equal(2u, packet.MediaSsrc);
    });

    [Theory]
    [InlineData(1_000u)]
    [InlineData(262_143u)]
    [InlineData(2_000_000u)]
    [InlineData(uint.MaxValue)]
    public void A_bitrate_limit_is_written_with_18_bits_of_precision(uint limit)
    {
        var buffer = new byte[24];
        Assert.Equal(24, RtcpWriter.Remb(buffer, 1, limit, [5]));

        var exponent = buffer[17] >> 2;
        var mantissa = (ulong)(((buffer[17] & 3) << 16) | (buffer[18] << 8) | buffer[19]);
        Assert.InRange(mantissa << exponent, limit - (limit >> 17), limit);
        Assert.Equal("REMB"u8, buffer.AsSpan(12, 4));
    }

    [Fact]
    public void A_compound_packet_is_walked_through()
    {
        var buffer = new byte[200];
        var length = RtcpWriter.SenderReport(buffer, 1, 2, 3, 4, 5);
        length += RtcpWriter.ReceiverReport(buffer.AsSpan(length), 1, [new(9, 1, -1, 3, 4, 5, 6)]);
        length += RtcpWriter.Pli(buffer.AsSpan(length), 1, 7);
        var reader = new RtcpReader(buffer.AsSpan(0, length));

        Assert.True(reader.TryNext(out var packet) && packet.IsSenderReport && packet.RtpTimestamp == 3);
        Assert.True(reader.TryNext(out packet) && packet.Type == RtcpType.ReceiverReport && packet.Format == 1);
        Assert.True(reader.TryNext(out packet) && packet.IsKeyFrameRequest && packet.MediaSsrc == 7);
        Assert.False(reader.TryNext(out _));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() => Gen.Select(Gen.Int[200, 207], Gen.Int[0, 31], Gen.Int[0, 30], Gen.Byte.Array[0, 100]).Sample((type, format, words, rest) =>
    {
        byte[] bytes = [(byte)(0x80 | format), (byte)type, 0, (byte)words, .. rest];
        var reader = new RtcpReader(bytes);
        var packets = 0;
        while (reader.TryNext(out var packet))
        {
            packets++;
            _ = packet.SenderSsrc;
            _ = packet.IsSenderReport && packet.NtpTimestamp + packet.RtpTimestamp == 0;
            _ = packet.IsKeyFrameRequest && packet.MediaSsrc == 0;
            for (var i = 0; packet.IsNack && i < packet.NackCount; i++)
            {
                packet.Nack(i);
            }
        }

        Assert.InRange(packets, 0, bytes.Length / 8);
    }, iter: 50_000);
}
