using System.Buffers.Binary;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Tests.Client;

internal sealed record VideoFragment(int Layer, ushort Sequence, uint Timestamp, bool Marker, byte[] Payload, SourcePicture Picture);

/// <param name="Number">Counts pictures of a layer.</param>
/// <param name="Needs">The number of the picture it is coded from, or −1 for a key frame.</param>
internal sealed record SourcePicture(int Layer, int Number, int Temporal, bool IsKey, int Needs);

/// <summary>
/// What a browser's encoder makes of one camera: pictures of one layer in up to three temporal layers, with numbers of its own, cut into
/// packets.
/// </summary>
internal sealed class VideoSource(Codec codec, int layer, int width, int height, int temporalLayers, Random random)
{
    private readonly uint _clock = (uint)random.NextInt64(uint.MaxValue);
    private ushort _sequence = (ushort)random.Next(ushort.MaxValue);
    private int _pictureId = random.Next(0x8000);
    private byte _baseIndex = (byte)random.Next(256);
    private int _number = -1;
    private int _sinceKey;
    private readonly int[] _latest = [-1, -1, -1];

    public uint TimestampAt(long millis) => _clock + (uint)(millis * 90);

    /// <summary>The next picture.</summary>
    /// <param name="millis">When it is taken.</param>
    /// <param name="key">A key frame; the first always is.</param>
    /// <param name="fragments">Packets it is cut into.</param>
    public IReadOnlyList<VideoFragment> Next(long millis, bool key, int fragments)
    {
        key |= _number < 0;
        _number++;
        _sinceKey = key ? 0 : _sinceKey + 1;
        var temporal = TemporalOf(_sinceKey);
        var needs = key ? -1 : temporal switch
        {
            0 => _latest[0],
            1 when IsSync(temporal) => _latest[0],
            1 => Math.Max(_latest[0], _latest[1]),
            _ when IsSync(temporal) => _latest[0],
            _ => Math.Max(_latest[0], Math.Max(_latest[1], _latest[2])),
        };
        _latest[temporal] = _number;
        _pictureId = (_pictureId + 1) & 0x7FFF;
        _baseIndex += (byte)(temporal == 0 ? 1 : 0);
        var picture = new SourcePicture(layer, _number, temporal, key, needs);
        return [.. Enumerable.Range(0, fragments).Select(i => new VideoFragment(
            layer, _sequence++, TimestampAt(millis), i == fragments - 1, Payload(picture, i, fragments), picture))];
    }

    // Of every second group of four the higher layers need only the lowest.
    private bool IsSync(int temporal) => (_sinceKey / 4 % 2 == 1) && (temporal == 1 || _sinceKey % 4 == 3);

    private int TemporalOf(int i) => temporalLayers switch
    {
        1 => 0,
        2 => i % 2,
        _ => i % 4 == 0 ? 0 : i % 4 == 2 ? 1 : 2,
    };

    private byte[] Payload(SourcePicture picture, int fragment, int fragments)
    {
        byte[] body = [(byte)picture.Layer, .. BitConverter.GetBytes(picture.Number), (byte)fragment];
        var (first, last) = (fragment == 0, fragment == fragments - 1);
        return codec switch
        {
            Codec.Vp8 => Vp8(picture, first, body),
            Codec.Vp9 => Vp9(picture, first, last, body),
            Codec.H264 when picture.IsKey && first => [.. H264Start(width, height), .. body],
            Codec.H264 => [0x41, .. body],
            _ when picture.IsKey && first => [.. Av1Start(width, height), .. body],
            _ => [(byte)(0x10 | (first ? 0 : 0x80)), .. body],
        };
    }

    /// <summary>An aggregation of sequence parameters and the beginning of a picture.</summary>
    /// <remarks>RFC 6184 §5.7.1; ITU-T H.264 §7.3.2.1.1</remarks>
    public static byte[] H264Start(int width, int height)
    {
        var bits = new BitWriter();
        bits.Write(0x42E01F, 24);
        foreach (var value in new[] { 0, 0, 2, 1 })
        {
            bits.WriteExpGolomb(value); // id, frame number length, no order count, one reference
        }

        bits.Write(0, 1);
        var (across, down) = ((width + 15) / 16, (height + 15) / 16);
        bits.WriteExpGolomb(across - 1);
        bits.WriteExpGolomb(down - 1);
        bits.Write(0b111, 3); // whole frames, direct inference, cropping
        foreach (var value in new[] { 0, ((across * 16) - width) / 2, 0, ((down * 16) - height) / 2 })
        {
            bits.WriteExpGolomb(value);
        }

        bits.Write(0b01, 2); // nothing more, and the end
        var parameters = bits.ToArray();
        return [0x78, 0, (byte)(parameters.Length + 1), 0x67, .. parameters, 0, 7, 0x65];
    }

    /// <summary>An aggregation of a sequence header and the beginning of a picture.</summary>
    /// <remarks>AV1 bitstream specification §5.5.1</remarks>
    public static byte[] Av1Start(int width, int height)
    {
        var bits = new BitWriter();
        bits.Write(0, 3 + 1 + 1 + 1 + 1 + 5); // profile, not still, not reduced, no timing, no delays, one operating point
        bits.Write(8, 12 + 5); // level 8
        bits.Write(0, 1); // tier
        bits.Write(10, 4);
        bits.Write(9, 4);
        bits.Write(width - 1, 11);
        bits.Write(height - 1, 10);
        var header = bits.ToArray();
        return [0x28, (byte)(header.Length + 1), 0x08, .. header, 0x30];
    }

    private byte[] Vp8(SourcePicture picture, bool first, byte[] body)
    {
        var sync = picture.Temporal > 0 && IsSync(picture.Temporal);
        byte[] descriptor =
        [
            (byte)(0x80 | (first ? 0x10 : 0)), 0xE0, (byte)(0x80 | (_pictureId >> 8)), (byte)_pictureId, _baseIndex,
            (byte)((picture.Temporal << 6) | (sync ? 0x20 : 0)),
        ];
        return first ? [.. descriptor, .. Vp8Frame(picture.IsKey, width, height), .. body] : [.. descriptor, .. body];
    }

    /// <remarks>RFC 6386 §9.1</remarks>
    public static byte[] Vp8Frame(bool key, int width, int height)
    {
        if (!key)
        {
            return [1, 0, 0];
        }

        byte[] frame = [0, 0, 0, 0x9D, 0x01, 0x2A, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(8), (ushort)height);
        return frame;
    }

    private byte[] Vp9(SourcePicture picture, bool first, bool last, byte[] body)
    {
        var structure = picture.IsKey && first;
        var flags = 0x80 | (picture.IsKey ? 0 : 0x40) | 0x20 | (first ? 8 : 0) | (last ? 4 : 0) | (structure ? 2 : 0);
        byte[] descriptor =
        [
            (byte)flags, (byte)(0x80 | (_pictureId >> 8)), (byte)_pictureId, (byte)((picture.Temporal << 5) | (picture.Temporal == 0 ? 0x10 : 0)), _baseIndex,
        ];
        byte[] sizes = [0x10, (byte)(width >> 8), (byte)width, (byte)(height >> 8), (byte)height];
        byte frame = (byte)(picture.IsKey ? 0x80 : 0x84);
        return structure ? [.. descriptor, .. sizes, frame, .. body] : [.. descriptor, frame, .. body];
    }
}
