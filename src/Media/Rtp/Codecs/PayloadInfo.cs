using System.Buffers.Binary;

namespace StudyHub.Media.Rtp.Codecs;

/// <summary>What a forwarder reads off one packet's payload, and what it may write into it.</summary>
internal readonly record struct PayloadInfo
{
    /// <summary>The temporal layer of a payload that carries nothing to see: above all there are.</summary>
    public const byte NoPicture = byte.MaxValue;

    /// <summary>From here a decoder can begin.</summary>
    public bool StartsKeyFrame { get; init; }

    /// <summary>Temporal layer; 0 where the codec does not say.</summary>
    public byte Temporal { get; init; }

    /// <summary>The picture needs none of its own temporal layer before it, only the lowest.</summary>
    /// <remarks>RFC 7741 §4.2, Y</remarks>
    public bool IsSync { get; init; }

    /// <summary>What follows in higher temporal layers needs none of them from before this picture.</summary>
    /// <remarks>RFC 9628 §4.2, U</remarks>
    public bool OpensHigher { get; init; }

    /// <summary>Of the picture, where this packet tells it; else empty.</summary>
    public PictureSize Size { get; init; }

    /// <summary>Where the picture id stands in the payload; 0 where there is none.</summary>
    public byte PictureIdAt { get; init; }

    /// <summary>It has 15 bits, else 7.</summary>
    public bool IsPictureIdLong { get; init; }

    public ushort PictureId { get; init; }

    /// <summary>Where the running number of lowest-layer pictures stands (TL0PICIDX); 0 where there is none.</summary>
    public byte BaseIndexAt { get; init; }

    public byte BaseIndex { get; init; }

    public bool HasNumbers => PictureIdAt != 0 || BaseIndexAt != 0;

    /// <summary>Reads a payload leniently: of what cannot be understood, it only says that no decoder can begin there.</summary>
    public static PayloadInfo Read(Codec codec, ReadOnlySpan<byte> payload) => codec switch
    {
        _ when payload.IsEmpty => new() { Temporal = NoPicture },
        Codec.Vp8 => Vp8.Read(payload),
        Codec.Vp9 => Vp9.Read(payload),
        Codec.H264 => H264.Read(payload),
        Codec.Av1 => Av1.Read(payload),
        _ => new() { StartsKeyFrame = true }, // sound begins anywhere
    };

    /// <summary>Writes other numbers into a payload that this was read from.</summary>
    public void Renumber(Span<byte> payload, ushort pictureId, byte baseIndex)
    {
        if (PictureIdAt != 0 && IsPictureIdLong)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload[PictureIdAt..], (ushort)(0x8000 | pictureId));
        }
        else if (PictureIdAt != 0)
        {
            payload[PictureIdAt] = (byte)(pictureId & 0x7F);
        }

        if (BaseIndexAt != 0)
        {
            payload[BaseIndexAt] = baseIndex;
        }
    }
}

/// <summary>Pixels; 0 × 0 where unknown.</summary>
internal readonly record struct PictureSize(int Width, int Height)
{
    public bool IsKnown => Width > 0 && Height > 0;
}
