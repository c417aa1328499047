using System.Globalization;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Sdp;

/// <summary>The codecs we forward, as descriptions name them.</summary>
internal static class CodecFormats
{
    /// <summary>The most wanted first.</summary>
    public static readonly IReadOnlyList<Codec> Video = [Codec.Vp8, Codec.Vp9, Codec.H264, Codec.Av1];

    private static readonly Codec[] Known = [Codec.Opus, .. Video];

    /// <summary>What a codec is called: <c>VP8</c>, for example.</summary>
    public static string Name(Codec codec) => Encoding(codec).Split('/')[0];

    /// <summary>Name, clock rate and channels, as in <c>a=rtpmap</c>.</summary>
    public static string Encoding(Codec codec) => codec switch
    {
        Codec.Opus => "opus/48000/2",
        Codec.Vp8 => "VP8/90000",
        Codec.Vp9 => "VP9/90000",
        Codec.H264 => "H264/90000",
        _ => "AV1/90000",
    };

    /// <summary>Format parameters of what we offer; empty for none.</summary>
    public static string Parameters(Codec codec) => codec switch
    {
        Codec.Vp9 => "profile-id=0",
        Codec.H264 => "level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        _ => "",
    };

    /// <summary>What of an offered m-line we can forward: each codec once, in the offer's order.</summary>
    public static IReadOnlyList<AcceptedCodec> Accept(SdpMedia media)
    {
        var accepted = new List<AcceptedCodec>();
        foreach (var codec in Known)
        {
            foreach (var type in media.PayloadTypes(Encoding(codec)))
            {
                if (!accepted.Exists(a => a.Codec == codec) && TryAnswer(codec, media.Parameters(type), out var parameters))
                {
                    byte? retransmission = codec.IsVideo() && media.TryFindRetransmission(type, out var rtx) ? rtx : null;
                    accepted.Add(new(codec, type, retransmission, parameters));
                }
            }
        }

        return [.. accepted.OrderBy(a => media.PlaceOf(a.PayloadType))];
    }

    /// <summary>Our format parameters, or false where the offered ones are of another kind than we forward.</summary>
    private static bool TryAnswer(Codec codec, string offered, out string parameters)
    {
        var given = offered.Split(';', 16, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        (parameters, var fits) = codec switch
        {
            Codec.Opus => ("minptime=10;useinbandfec=1;usedtx=1", true),
            Codec.Vp9 => ("profile-id=0", Value(given, "profile-id") is "" or "0"),
            Codec.H264 when Value(given, "profile-level-id") is var profile =>
                ($"level-asymmetry-allowed=1;packetization-mode=1;profile-level-id={profile}",
                    IsConstrainedBaseline(profile) && Value(given, "packetization-mode") == "1"),
            Codec.Av1 => ("", Value(given, "profile") is "" or "0"),
            _ => ("", true),
        };
        return fits;
    }

    private static string Value(string[] parameters, string name) =>
        Array.Find(parameters, p => p.StartsWith(name + "=", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..] ?? "";

    /// <remarks>RFC 6184 §8.1: profile_idc 66 with constraint_set1_flag.</remarks>
    private static bool IsConstrainedBaseline(string profile) =>
        profile.Length == 6 && uint.TryParse(profile, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && value >> 16 == 0x42 && (value & 0x4000) != 0;
}
