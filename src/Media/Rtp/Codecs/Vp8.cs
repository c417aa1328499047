using System.Buffers.Binary;

namespace StudyHub.Media.Rtp.Codecs;

/// <summary>The payload descriptor of VP8, and the first bytes of its key frames.</summary>
/// <remarks>RFC 7741 §4.2, §4.3; RFC 6386 §9.1</remarks>
internal static class Vp8
{
    public static PayloadInfo Read(ReadOnlySpan<byte> payload)
    {
        var first = payload[0];
        var at = 1;
        byte extensions = 0;
        if ((first & 0x80) != 0)
        {
            if (payload.Length < 2)
            {
                return default;
            }

            extensions = payload[1];
            at = 2;
        }

        var info = default(PayloadInfo);
        if ((extensions & 0x80) != 0)
        {
            if (payload.Length <= at)
            {
                return default;
            }

            var isLong = (payload[at] & 0x80) != 0;
            if (isLong && payload.Length < at + 2)
            {
                return default;
            }

            var id = isLong ? BinaryPrimitives.ReadUInt16BigEndian(payload[at..]) & 0x7FFF : payload[at];
            info = info with { PictureIdAt = (byte)at, IsPictureIdLong = isLong, PictureId = (ushort)id };
            at += isLong ? 2 : 1;
        }

        if (payload.Length < at + ((extensions & 0x40) != 0 ? 1 : 0) + ((extensions & 0x30) != 0 ? 1 : 0))
        {
            return default;
        }

        if ((extensions & 0x40) != 0)
        {
            info = info with { BaseIndexAt = (byte)at, BaseIndex = payload[at] };
            at++;
        }

        if ((extensions & 0x30) != 0)
        {
            var layer = payload[at++];
            if ((extensions & 0x20) != 0)
            {
                info = info with { Temporal = (byte)(layer >> 6), IsSync = (layer & 0x20) != 0 };
            }
        }

        var startsPicture = (first & 0x10) != 0 && (first & 0x07) == 0;
        return startsPicture && at < payload.Length && (payload[at] & 1) == 0
            ? info with { StartsKeyFrame = true, Size = SizeOf(payload[at..]) }
            : info;
    }

    /// <remarks>RFC 6386 §9.1: a frame tag of 3 bytes, a start code, then 14 bits each and 2 of scale.</remarks>
    private static PictureSize SizeOf(ReadOnlySpan<byte> frame) => frame.Length >= 10 && frame[3..6].SequenceEqual<byte>([0x9D, 0x01, 0x2A])
        ? new(BinaryPrimitives.ReadUInt16LittleEndian(frame[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(frame[8..]) & 0x3FFF)
        : default;
}
