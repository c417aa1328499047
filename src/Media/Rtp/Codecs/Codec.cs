namespace StudyHub.Media.Rtp.Codecs;

/// <summary>What a payload is coded with.</summary>
internal enum Codec : byte
{
    Opus,
    Vp8,
    Vp9,
    H264,
    Av1,
}

/// <summary>A set of <see cref="Codec"/>.</summary>
internal readonly record struct CodecSet(uint Bits)
{
    public static readonly CodecSet All = new(uint.MaxValue);

    public static CodecSet Of(IEnumerable<Codec> codecs) => codecs.Aggregate(default(CodecSet), (set, codec) => set.And(codec));

    public bool Has(Codec codec) => (Bits & (1u << (int)codec)) != 0;

    public CodecSet And(Codec codec) => new(Bits | (1u << (int)codec));

    public CodecSet Common(CodecSet other) => new(Bits & other.Bits);
}

internal static class CodecExtensions
{
    public const int OpusClockRate = 48_000;
    public const int VideoClockRate = 90_000;

    public static bool IsVideo(this Codec codec) => codec != Codec.Opus;

    public static int ClockRate(this Codec codec) => codec.IsVideo() ? VideoClockRate : OpusClockRate;

    /// <summary>Whether picture ids of what is left out must be closed up: VP8 decoders wait for a missing picture, VP9's go by its layer.</summary>
    public static bool ClosesPictureGaps(this Codec codec) => codec == Codec.Vp8;
}
