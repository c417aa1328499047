namespace StudyHub.Media.Bandwidth;

/// <summary>
/// How much a connection may be sent whose receiver does not say when packets arrive: by the losses in its reports, and by what it says it
/// can receive, if it does. Bits per second.
/// </summary>
/// <remarks>draft-ietf-rmcat-gcc-02 §6; draft-alvestrand-rmcat-remb-03</remarks>
internal sealed class ReportedBandwidth
{
    private const double TooMany = 0.10;
    private const double Few = 0.02;

    private double _byLoss = BandwidthEstimator.Start;
    private double? _told;
    private long _raisedAt;

    public double Bitrate => Math.Clamp(Math.Min(_byLoss, _told ?? double.MaxValue), RateControl.Lowest, RateControl.Highest);

    /// <summary>Share of packets lost, as last reported, 0 to 1.</summary>
    public double Loss { get; private set; }

    /// <summary>A receiver report about all streams.</summary>
    /// <param name="loss">Share lost since the last one, 0 to 1.</param>
    /// <param name="sent">What has been sent lately.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public void OnReport(double loss, double sent, long now)
    {
        Loss = loss;
        if (loss > TooMany)
        {
            _byLoss = Math.Max(RateControl.Lowest, Bitrate * (1 - (0.5 * loss)));
            _raisedAt = now;
        }
        else if (loss < Few)
        {
            var seconds = Math.Clamp(now - _raisedAt, 0, 1_000) / 1000.0;
            _raisedAt = now;
            if (_byLoss < (1.5 * sent) + 10_000)
            {
                _byLoss = Math.Min(RateControl.Highest, _byLoss * Math.Pow(1.08, seconds));
            }
        }
    }

    /// <summary>What the receiver says it can receive.</summary>
    public void OnMaximum(double bitrate)
    {
        _told = bitrate;
        if (Loss < Few)
        {
            _byLoss = Math.Max(_byLoss, Math.Min(bitrate, RateControl.Highest)); // it measures, and we only count
        }
    }
}
