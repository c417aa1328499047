namespace StudyHub.Media.Rtp;

/// <summary>What a forwarder needs to know about VP8.</summary>
/// <remarks>RFC 7741 §4.2, §4.3</remarks>
internal static class Vp8
{
    public const int ClockRate = 90_000;

    /// <summary>Whether a packet's payload is the start of a key frame: from here a decoder can begin.</summary>
    public static bool StartsKeyFrame(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 2 || (payload[0] & 0x10) == 0 || (payload[0] & 0x07) != 0)
        {
            return false; // not the first partition's beginning
        }

        var at = 1;
        if ((payload[0] & 0x80) != 0)
        {
            var extensions = payload[1];
            at = 2;
            if ((extensions & 0x80) != 0)
            {
                if (payload.Length <= at)
                {
                    return false;
                }

                at += (payload[at] & 0x80) != 0 ? 2 : 1; // PictureID of 15 or 7 bits
            }

            at += (extensions & 0x40) != 0 ? 1 : 0; // TL0PICIDX
            at += (extensions & 0x30) != 0 ? 1 : 0; // TID and KEYIDX share a byte
        }

        return at < payload.Length && (payload[at] & 1) == 0;
    }
}
