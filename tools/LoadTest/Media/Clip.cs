using System.Buffers.Binary;

namespace StudyHub.LoadTest.Media;

/// <summary>A recorded picture in VP8 that can be decoded: a key frame first, then what follows from it; played again and again.</summary>
internal sealed class Clip
{
    private const int HeaderLength = 32;
    private const int FrameHeaderLength = 12;

    private readonly List<byte[]> _frames = [];

    /// <param name="ivf">https://wiki.multimedia.cx/index.php/IVF</param>
    /// <exception cref="InvalidDataException">It is no VP8 in IVF.</exception>
    public Clip(ReadOnlySpan<byte> ivf)
    {
        if (ivf.Length < HeaderLength || !ivf.StartsWith("DKIF"u8) || !ivf[8..].StartsWith("VP80"u8))
        {
            throw new InvalidDataException("This is no clip: VP8 in IVF.");
        }

        var (width, height) = (BinaryPrimitives.ReadUInt16LittleEndian(ivf[12..]), BinaryPrimitives.ReadUInt16LittleEndian(ivf[14..]));
        var rate = BinaryPrimitives.ReadInt32LittleEndian(ivf[16..]) / BinaryPrimitives.ReadInt32LittleEndian(ivf[20..]);
        for (var at = HeaderLength; at + FrameHeaderLength <= ivf.Length;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(ivf[at..]);
            _frames.Add(ivf.Slice(at + FrameHeaderLength, length).ToArray());
            at += FrameHeaderLength + length;
        }

        Profile = new("clip", width, height, rate, (int)_frames.Average(f => f.Length), _frames[0].Length);
    }

    public VideoProfile Profile { get; }

    public int Frames => _frames.Count;

    /// <summary>The first is a key frame.</summary>
    public ReadOnlySpan<byte> this[int frame] => _frames[frame];
}
