using System.Buffers.Binary;
using System.IO.Compression;

namespace StudyHub.Features.Tests.Harness;

/// <summary>Pictures made by hand, honest and otherwise (PNG, third edition, §5).</summary>
internal static class Pictures
{
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>A grey picture.</summary>
    public static byte[] Png(int width, int height)
    {
        var rows = new byte[height * (width + 1)];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                rows[(y * (width + 1)) + 1 + x] = (byte)(x + y);
            }
        }

        return [.. s_signature, .. Header(width, height), .. Chunk("IDAT"u8, Deflate(rows)), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Promises a large picture in few bytes.</summary>
    public static byte[] PngBomb(int width, int height) =>
        [.. s_signature, .. Header(width, height), .. Chunk("IDAT"u8, Deflate(new byte[1_000_000])), .. Chunk("IEND"u8, [])];

    /// <summary>The size that a WebP file says it has (RFC 9649, §2.5 to §2.7).</summary>
    public static (int Width, int Height) WebpSize(ReadOnlySpan<byte> file)
    {
        Assert.True(file[..4].SequenceEqual("RIFF"u8) && file[8..12].SequenceEqual("WEBP"u8), "no WebP");
        if (file[12..16].SequenceEqual("VP8 "u8))
        {
            return (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3fff);
        }

        if (file[12..16].SequenceEqual("VP8L"u8))
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(file[21..]);
            return ((int)(bits & 0x3fff) + 1, (int)((bits >> 14) & 0x3fff) + 1);
        }

        return (1 + file[24] + (file[25] << 8) + (file[26] << 16), 1 + file[27] + (file[28] << 8) + (file[29] << 16));
    }

    private static byte[] Header(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // Bits a sample; the rest is 0: grey.
        return Chunk("IHDR"u8, header);
    }

    private static byte[] Deflate(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(content);
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] content)
    {
        var chunk = new byte[12 + content.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        type.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + content.Length), Crc(chunk.AsSpan(4, 4 + content.Length)));
        return chunk;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xedb88320 : crc >> 1;
            }
        }

        return ~crc;
    }
}
