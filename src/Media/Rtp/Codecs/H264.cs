using System.Buffers.Binary;

namespace StudyHub.Media.Rtp.Codecs;

/// <summary>The units of H.264 packets, and the sequence parameter set of the baseline profiles. Temporal layers are not told apart.</summary>
/// <remarks>RFC 6184 §5; ITU-T H.264 §7.3.2.1.1</remarks>
internal static class H264
{
    private const int SequenceParameters = 7;
    private const int Aggregation = 24;
    private const int Fragment = 28;
    private const int LongestParameters = 64;

    /// <summary>A decoder can begin at the sequence parameters: browsers send them before each key frame.</summary>
    public static PayloadInfo Read(ReadOnlySpan<byte> payload)
    {
        switch (payload[0] & 0x1F)
        {
            case SequenceParameters:
                return Start(payload[1..]);
            case Fragment when payload.Length > 2 && (payload[1] & 0x80) != 0 && (payload[1] & 0x1F) == SequenceParameters:
                return Start(payload[2..]);
            case Aggregation:
                return ReadAggregation(payload[1..]);
            default:
                return default;
        }
    }

    private static PayloadInfo ReadAggregation(ReadOnlySpan<byte> units)
    {
        while (units.Length > 2)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(units);
            if (length == 0 || units.Length < 2 + length)
            {
                break;
            }

            if ((units[2] & 0x1F) == SequenceParameters)
            {
                return Start(units.Slice(3, length - 1));
            }

            units = units[(2 + length)..];
        }

        return default;
    }

    private static PayloadInfo Start(ReadOnlySpan<byte> parameters)
    {
        Span<byte> plain = stackalloc byte[LongestParameters];
        return new() { StartsKeyFrame = true, Size = SizeOf(plain[..Unescape(parameters, plain)]) };
    }

    private static PictureSize SizeOf(ReadOnlySpan<byte> parameters)
    {
        var bits = new BitReader(parameters);
        if (bits.Read(8) is not (66 or 77))
        {
            return default; // other profiles have more fields
        }

        bits.Skip(16); // constraints, level
        bits.ReadExpGolomb(); // id
        bits.ReadExpGolomb(); // frame number length
        switch (bits.ReadExpGolomb())
        {
            case 0:
                bits.ReadExpGolomb(); // order count length
                break;
            case 1:
                return default; // not used by browsers
            default:
                break;
        }

        bits.ReadExpGolomb(); // reference frames
        bits.Skip(1); // gaps allowed
        var width = (bits.ReadExpGolomb() + 1) * 16L;
        var height = (bits.ReadExpGolomb() + 1) * 16L;
        if (!bits.ReadFlag())
        {
            return default; // fields
        }

        bits.Skip(1); // direct inference
        if (bits.ReadFlag())
        {
            width -= 2L * (bits.ReadExpGolomb() + bits.ReadExpGolomb());
            height -= 2L * (bits.ReadExpGolomb() + bits.ReadExpGolomb());
        }

        return bits.IsPastEnd || width is <= 0 or > 0x4000 || height is <= 0 or > 0x4000 ? default : new((int)width, (int)height);
    }

    /// <summary>Takes out the bytes that keep start codes from appearing.</summary>
    /// <remarks>ITU-T H.264 §7.4.1.1</remarks>
    private static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> plain)
    {
        var (length, zeros) = (0, 0);
        foreach (var value in escaped)
        {
            if (length == plain.Length)
            {
                break;
            }

            if (zeros >= 2 && value == 3)
            {
                zeros = 0;
                continue;
            }

            zeros = value == 0 ? zeros + 1 : 0;
            plain[length++] = value;
        }

        return length;
    }
}
