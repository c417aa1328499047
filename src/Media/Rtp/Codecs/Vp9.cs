using System.Buffers.Binary;

namespace StudyHub.Media.Rtp.Codecs;

/// <summary>The payload descriptor of VP9, and the first bits of its frames. Of spatial layers within a stream nothing is known here.</summary>
/// <remarks>RFC 9628 §4.2; VP9 bitstream specification §6.2</remarks>
internal static class Vp9
{
    public static PayloadInfo Read(ReadOnlySpan<byte> payload)
    {
        var flags = payload[0];
        var (isPredicted, startsFrame) = ((flags & 0x40) != 0, (flags & 0x08) != 0);
        var at = 1;
        var info = default(PayloadInfo);
        if ((flags & 0x80) != 0)
        {
            if (payload.Length <= at)
            {
                return default;
            }

            var isLong = (payload[at] & 0x80) != 0;
            if (payload.Length < at + (isLong ? 2 : 1))
            {
                return default;
            }

            var id = isLong ? BinaryPrimitives.ReadUInt16BigEndian(payload[at..]) & 0x7FFF : payload[at];
            info = info with { PictureIdAt = (byte)at, IsPictureIdLong = isLong, PictureId = (ushort)id };
            at += isLong ? 2 : 1;
        }

        var spatial = 0;
        if ((flags & 0x20) != 0)
        {
            var isFlexible = (flags & 0x10) != 0;
            if (payload.Length < at + (isFlexible ? 1 : 2))
            {
                return default;
            }

            var layer = payload[at++];
            spatial = (layer >> 1) & 7;
            info = info with { Temporal = (byte)(layer >> 5), OpensHigher = (layer & 0x10) != 0 };
            if (!isFlexible)
            {
                info = info with { BaseIndexAt = (byte)at, BaseIndex = payload[at] };
                at++;
            }
        }

        if (isPredicted || !startsFrame || spatial != 0)
        {
            return info;
        }

        var size = default(PictureSize);
        if ((flags & 0x02) != 0 && !TrySkipStructure(payload, ref at, out size))
        {
            return info;
        }

        return at < payload.Length && IsKeyFrame(payload[at]) ? info with { StartsKeyFrame = true, Size = size } : info;
    }

    /// <summary>Marker, profile of two bits, then for a profile below 3: show_existing_frame, frame_type.</summary>
    private static bool IsKeyFrame(byte first) => (first & 0xC0) == 0x80 && (first & 0x30) != 0x30 && (first & 0x0C) == 0;

    /// <remarks>RFC 9628 §4.2.1, scalability structure</remarks>
    private static bool TrySkipStructure(ReadOnlySpan<byte> payload, ref int at, out PictureSize size)
    {
        size = default;
        if (at >= payload.Length)
        {
            return false;
        }

        var header = payload[at++];
        if ((header & 0x10) != 0)
        {
            var sizes = ((header >> 5) + 1) * 4;
            if (payload.Length < at + sizes)
            {
                return false;
            }

            size = new(BinaryPrimitives.ReadUInt16BigEndian(payload[at..]), BinaryPrimitives.ReadUInt16BigEndian(payload[(at + 2)..]));
            at += sizes;
        }

        if ((header & 0x08) == 0)
        {
            return true;
        }

        if (at >= payload.Length)
        {
            return false;
        }

        for (var pictures = payload[at++]; pictures > 0; pictures--)
        {
            if (at >= payload.Length)
            {
                return false;
            }

            at += 1 + ((payload[at] >> 2) & 3);
        }

        return true;
    }
}
