namespace StudyHub.Media.Rtp;

/// <summary>Which time the timestamps of a stream stand for, by its sender reports.</summary>
/// <remarks>RFC 3550 §6.4.1</remarks>
internal struct SourceClock(int clockRate)
{
    private bool _isKnown;
    private long _ticks;
    private uint _timestamp;

    public void OnSenderReport(ulong ntp, uint timestamp)
    {
        var ticks = ((long)(ntp >> 32) * clockRate) + (long)(((ntp & uint.MaxValue) * (ulong)clockRate) >> 32);
        (_isKnown, _ticks, _timestamp) = (true, ticks, timestamp);
    }

    /// <summary>The timestamp that another stream of the same sender gives to the same instant; null while either is unknown.</summary>
    public readonly uint? Convert(uint timestamp, in SourceClock other) =>
        _isKnown && other._isKnown ? (uint)(_ticks + (int)(timestamp - _timestamp) - other._ticks) + other._timestamp : null;
}
