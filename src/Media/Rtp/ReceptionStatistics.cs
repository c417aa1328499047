namespace StudyHub.Media.Rtp;

/// <summary>What a receiver report says about one source.</summary>
/// <remarks>RFC 3550 §6.4.1, appendix A.3 (loss) and A.8 (jitter)</remarks>
internal struct ReceptionStatistics(int clockRate)
{
    private uint _base;
    private uint _highest;
    private uint _received;
    private uint _expectedBefore;
    private uint _receivedBefore;
    private bool _any;
    private long _transit;
    private double _jitter;
    private uint _lastReport;
    private long _lastReportAt;

    /// <param name="highestExtended">Newest extended sequence number of the source, this packet included.</param>
    /// <param name="timestamp">Of the packet.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public void OnPacket(uint highestExtended, uint timestamp, long now)
    {
        var transit = (now * clockRate / 1000) - timestamp;
        if (!_any)
        {
            (_any, _base, _transit) = (true, highestExtended, transit);
        }

        _received++;
        _highest = highestExtended;
        var difference = Math.Abs((long)(int)(transit - _transit)); // wraps as timestamps do; half a range has no positive int
        _transit = transit;
        if (difference < clockRate * 10)
        {
            _jitter += (difference - _jitter) / 16;
        }
    }

    /// <param name="ntp">NTP timestamp of the report, all 64 bits.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public void OnSenderReport(ulong ntp, long now) => (_lastReport, _lastReportAt) = ((uint)(ntp >> 16), now);

    /// <summary>Makes the report block and begins the next interval.</summary>
    /// <returns>False while nothing was received.</returns>
    public bool TryReport(uint ssrc, long now, out ReportBlock block)
    {
        block = default;
        if (!_any)
        {
            return false;
        }

        var expected = _highest - _base + 1;
        var (expectedNow, receivedNow) = (expected - _expectedBefore, _received - _receivedBefore);
        var lostNow = (long)expectedNow - receivedNow;
        var fraction = expectedNow == 0 || lostNow <= 0 ? (byte)0 : (byte)Math.Min(255, (lostNow << 8) / expectedNow);
        var lost = (int)Math.Clamp((long)expected - _received, -0x80_0000, 0x7F_FFFF);
        (_expectedBefore, _receivedBefore) = (expected, _received);
        var delay = _lastReport == 0 ? 0 : (uint)((now - _lastReportAt) * 65536 / 1000);
        block = new(ssrc, fraction, lost, _highest, (uint)_jitter, _lastReport, delay);
        return true;
    }
}

/// <param name="Ssrc">The source reported on.</param>
/// <param name="FractionLost">Since the last report, in 1/256.</param>
/// <param name="Lost">Since the beginning; negative with duplicates.</param>
/// <param name="HighestSequence">Extended.</param>
/// <param name="Jitter">In units of the clock rate.</param>
/// <param name="LastSenderReport">Middle 32 bits of its NTP timestamp, or 0.</param>
/// <param name="Delay">Since that report, in 1/65,536 s.</param>
internal readonly record struct ReportBlock(
    uint Ssrc, byte FractionLost, int Lost, uint HighestSequence, uint Jitter, uint LastSenderReport, uint Delay);
