using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Rtp;

/// <summary>The picture ids and lowest-layer indexes of a forwarded stream: they go on where the run before has ended.</summary>
/// <remarks>RFC 7741 §4.2; RFC 9628 §4.2</remarks>
internal sealed class PictureNumbers
{
    /// <summary>Picture ids have 15 bits; where a payload has room for 7, the lower ones are written.</summary>
    public const int Mask = 0x7FFF;

    private const int ShortMask = 0x7F;

    private bool _closesGaps;
    private bool _knowsPicture;
    private bool _knowsBase;
    private ushort _newestSource;
    private ushort _newest;
    private byte _newestBase;
    private byte _baseOffset;

    /// <summary>What is added to the source's picture ids at present.</summary>
    public ushort Offset => (ushort)((_newest - _newestSource) & Mask);

    public void BeginRun(bool closesGaps) => (_closesGaps, _knowsPicture, _knowsBase) = (closesGaps, false, false);

    /// <summary>The numbers of a packet that is sent, in the source's order.</summary>
    public (ushort PictureId, byte BaseIndex) Next(in PayloadInfo info)
    {
        if (info.PictureIdAt != 0)
        {
            MoveTo(info, 0);
        }

        return ((ushort)((info.PictureId + Offset) & Mask), MapBaseIndex(info));
    }

    /// <summary>A packet is left out.</summary>
    public void Skip(in PayloadInfo info)
    {
        if (_closesGaps && _knowsPicture && info.PictureIdAt != 0)
        {
            MoveTo(info, 1);
        }
    }

    public byte MapBaseIndex(in PayloadInfo info)
    {
        if (info.BaseIndexAt == 0)
        {
            return 0;
        }

        if (!_knowsBase)
        {
            (_knowsBase, _baseOffset) = (true, (byte)(_newestBase + 1 - info.BaseIndex));
        }

        var mapped = (byte)(info.BaseIndex + _baseOffset);
        if ((sbyte)(mapped - _newestBase) > 0)
        {
            _newestBase = mapped;
        }

        return mapped;
    }

    /// <param name="info">Of the picture at hand.</param>
    /// <param name="closed">Ids that its gap is closed by.</param>
    private void MoveTo(in PayloadInfo info, int closed)
    {
        if (!_knowsPicture)
        {
            (_knowsPicture, _newestSource, _newest) = (true, info.PictureId, (ushort)((_newest + 1) & Mask));
            return;
        }

        var mask = info.IsPictureIdLong ? Mask : ShortMask;
        var ahead = (info.PictureId - _newestSource) & mask;
        if (ahead > 0 && ahead <= mask / 2)
        {
            _newest = (ushort)((_newest + ahead - closed) & Mask);
            _newestSource = info.PictureId;
        }
    }
}
