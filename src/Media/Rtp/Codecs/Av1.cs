namespace StudyHub.Media.Rtp.Codecs;

/// <summary>The aggregation header of AV1 packets, and the sequence header. Without a dependency descriptor there are no layers to tell.</summary>
/// <remarks>RTP Payload Format for AV1 (AOMedia, v1.0) §4.4; AV1 bitstream specification §5.5</remarks>
internal static class Av1
{
    private const int SequenceHeader = 1;

    public static PayloadInfo Read(ReadOnlySpan<byte> payload)
    {
        var (continues, units, isNewSequence) = ((payload[0] & 0x80) != 0, (payload[0] >> 4) & 3, (payload[0] & 0x08) != 0);
        return isNewSequence && !continues ? new() { StartsKeyFrame = true, Size = SizeOf(payload[1..], units == 1) } : default;
    }

    /// <param name="units">The first should be the sequence header.</param>
    /// <param name="isAlone">It goes to the end; else its length stands before it.</param>
    private static PictureSize SizeOf(ReadOnlySpan<byte> units, bool isAlone)
    {
        if (!isAlone)
        {
            var length = 0;
            while (length < units.Length && length < 8 && (units[length] & 0x80) != 0)
            {
                length++;
            }

            units = length < units.Length ? units[(length + 1)..] : [];
        }

        if (units.Length < 2 || ((units[0] >> 3) & 0x0F) != SequenceHeader)
        {
            return default;
        }

        var (hasExtension, hasSize) = ((units[0] & 0x04) != 0, (units[0] & 0x02) != 0);
        var bits = new BitReader(units[1..]);
        bits.Skip(hasExtension ? 8 : 0);
        while (hasSize && bits.Read(8) >= 0x80 && !bits.IsPastEnd)
        {
            // the bytes of its length
        }

        return SizeOf(ref bits);
    }

    private static PictureSize SizeOf(ref BitReader bits)
    {
        bits.Skip(4); // profile, still picture
        if (bits.ReadFlag())
        {
            return default; // a header for still pictures
        }

        if (bits.ReadFlag())
        {
            return default; // timing: not used by browsers
        }

        var hasDelays = bits.ReadFlag();
        for (var points = bits.Read(5) + 1; points > 0; points--)
        {
            bits.Skip(12);
            bits.Skip(bits.Read(5) > 7 ? 1 : 0); // level, tier
            bits.Skip(hasDelays && bits.ReadFlag() ? 4 : 0);
        }

        var (widthBits, heightBits) = ((int)bits.Read(4) + 1, (int)bits.Read(4) + 1);
        var (width, height) = ((int)bits.Read(widthBits) + 1, (int)bits.Read(heightBits) + 1);
        return bits.IsPastEnd ? default : new(width, height);
    }
}
