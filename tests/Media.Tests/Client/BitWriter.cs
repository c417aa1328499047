using System.Numerics;

namespace StudyHub.Media.Tests.Client;

/// <summary>Writes numbers of any width, the first bit first.</summary>
internal sealed class BitWriter
{
    private readonly List<bool> _bits = [];

    public void Write(int value, int bits)
    {
        for (var i = bits - 1; i >= 0; i--)
        {
            _bits.Add(((value >> i) & 1) != 0);
        }
    }

    /// <remarks>ITU-T H.264 §9.1</remarks>
    public void WriteExpGolomb(int value)
    {
        var bits = BitOperations.Log2((uint)value + 1);
        Write(0, bits);
        Write(value + 1, bits + 1);
    }

    public byte[] ToArray() => [.. _bits.Chunk(8).Select(chunk => (byte)chunk.Select((bit, i) => bit ? 0x80 >> i : 0).Sum())];
}
