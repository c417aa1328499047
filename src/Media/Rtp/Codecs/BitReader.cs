namespace StudyHub.Media.Rtp.Codecs;

/// <summary>Reads numbers of any width, the first bit first. Past the end it reads zeros and remembers that it did.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public readonly bool IsPastEnd => _at > _bytes.Length * 8;

    public uint Read(int bits)
    {
        var value = 0u;
        for (; bits > 0; bits--, _at++)
        {
            var bit = _at / 8 < _bytes.Length ? (_bytes[_at / 8] >> (7 - (_at % 8))) & 1 : 0;
            value = (value << 1) | (uint)bit;
        }

        return value;
    }

    public bool ReadFlag() => Read(1) != 0;

    public void Skip(int bits) => _at += bits;

    /// <summary>An unsigned number in Exp-Golomb code, of at most 31 bits.</summary>
    /// <remarks>ITU-T H.264 §9.1</remarks>
    public uint ReadExpGolomb()
    {
        var zeros = 0;
        while (zeros < 31 && !IsPastEnd && !ReadFlag())
        {
            zeros++;
        }

        return (1u << zeros) - 1 + Read(zeros);
    }
}
