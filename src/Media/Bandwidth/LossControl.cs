namespace StudyHub.Media.Bandwidth;

/// <summary>What losses say about the path.</summary>
internal enum LossVerdict
{
    /// <summary>Few enough to try more.</summary>
    Rise,

    /// <summary>Some, or too little seen to tell.</summary>
    Hold,

    /// <summary>Too many for the bitrate.</summary>
    Fall,
}

/// <summary>
/// Judges losses. What is still lost while less is sent than came through before is the path's own loss, as on a bad radio link, and no
/// reason to send less and less.
/// </summary>
internal sealed class LossControl
{
    private const int WindowMillis = 500;
    private const int FewestPackets = 20;
    private const int ForgetMillis = 2_000;
    private const double Tolerated = 0.05;
    private const double Negligible = 0.02;
    private const double MostInherent = 0.25;

    private int _arrived;
    private int _lost;
    private long _since;
    private long _judgedAt;
    private double _inherent;
    private double? _lossBeforeFall;

    /// <summary>Share of packets lost lately, 0 to 1.</summary>
    public double Loss { get; private set; }

    public bool MayRise { get; private set; } = true;

    /// <param name="arrived">Packets newly known to have arrived.</param>
    /// <param name="lost">Packets newly missing, less those missed before and come after all.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public void Add(int arrived, int lost, long now)
    {
        if (now >= _since)
        {
            (_arrived, _lost) = (_arrived + arrived, Math.Max(0, _lost + lost));
        }
    }

    /// <summary>Judges what was counted, once there is enough of it.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="excess">With <see cref="LossVerdict.Fall"/>: the share lost that the path does not lose by itself.</param>
    public LossVerdict Judge(long now, out double excess)
    {
        excess = 0;
        var packets = _arrived + _lost;
        if (packets < FewestPackets || now - _since < WindowMillis)
        {
            return LossVerdict.Hold;
        }

        _judgedAt = now;
        var loss = (double)_lost / packets;
        Loss = loss;
        Restart(now);
        Learn(loss);
        excess = loss - _inherent;
        MayRise = excess <= Negligible + Noise(Negligible, packets);
        if (excess <= Tolerated + Noise(Tolerated, packets))
        {
            return MayRise ? LossVerdict.Rise : LossVerdict.Hold;
        }

        _lossBeforeFall = loss;
        return LossVerdict.Fall;
    }

    /// <summary>Counts anew from a moment on: what was sent before the bitrate fell says nothing about what follows.</summary>
    public void Restart(long from) => (_arrived, _lost, _since) = (0, 0, from);

    /// <summary>Too little has been sent for long to know anything: losses of the past keep nobody from trying.</summary>
    public void Age(long now)
    {
        if (now - _judgedAt > ForgetMillis)
        {
            (Loss, MayRise) = (0, true);
        }
    }

    /// <summary>Twice the standard deviation of the share lost among so many, where this much is lost beyond the path's own.</summary>
    private double Noise(double excess, int packets)
    {
        var share = _inherent + excess;
        return 2 * Math.Sqrt(share * (1 - share) / packets);
    }

    private void Learn(double loss)
    {
        if (_lossBeforeFall is { } before)
        {
            _lossBeforeFall = null;
            if (loss >= 0.6 * before)
            {
                _inherent = Math.Min(MostInherent, _inherent + (0.5 * Math.Max(0, loss - _inherent))); // less was sent, and as much was lost
            }
        }

        if (loss < _inherent)
        {
            _inherent -= 0.2 * (_inherent - loss);
        }
        else if (!MayRise)
        {
            _inherent = Math.Min(Math.Min(MostInherent, loss), _inherent + 0.0025);
        }
    }
}
