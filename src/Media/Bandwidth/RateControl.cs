namespace StudyHub.Media.Bandwidth;

/// <summary>
/// Raises the estimate while the path is not full, and takes it below what came through when it is. Bits per second throughout.
/// What is not sent proves nothing: the estimate rises only as far as what arrives supports it.
/// </summary>
/// <remarks>draft-ietf-rmcat-gcc-02 §5.5</remarks>
internal sealed class RateControl(double start)
{
    public const double Lowest = 50_000;
    public const double Highest = 20_000_000;

    private const double Backoff = 0.85;
    private const double Headroom = 1.5;
    private const double GrowthPerSecond = 1.08;
    private const double PacketBits = 8 * 1200;

    /// <summary>Who sends this much less than the estimate has not filled the path; a delay that grows may be a step of it, or jitter.</summary>
    private const double Untested = 1.15;

    private const int DoubtMillis = 200;

    private LinkCapacity _capacity;
    private long _updatedAt;
    private long _decreasedAt = long.MinValue / 2;
    private long _doubtedUntil;
    private bool _isOver;
    private bool _holding;

    public double Bitrate { get; private set; } = start;

    /// <summary>Takes in what the delays say.</summary>
    /// <param name="use">Of the path.</param>
    /// <param name="sent">What was sent lately; null while unknown.</param>
    /// <param name="acknowledged">What arrives; null while unknown.</param>
    /// <param name="mayRise">Whether losses leave room for more.</param>
    /// <param name="roundTrip">Milliseconds.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <returns>Whether the estimate was taken down.</returns>
    public bool Update(PathUse use, double? sent, double? acknowledged, bool mayRise, double roundTrip, long now)
    {
        var elapsed = Math.Clamp(now - _updatedAt, 0, 1000) / 1000.0;
        _updatedAt = now;
        if (use == PathUse.Over && !_isOver)
        {
            _doubtedUntil = Bitrate > Untested * (sent ?? Bitrate) ? now + DoubtMillis : now;
        }

        _isOver = use == PathUse.Over;
        switch (use)
        {
            case PathUse.Over:
                return Lower(acknowledged ?? Bitrate, roundTrip, now);
            case PathUse.Under:
                _holding = true; // let the queue run empty
                return false;
            case PathUse.Normal when _holding:
                _holding = false;
                return false;
            default:
                if (mayRise && acknowledged is { } arriving)
                {
                    Raise(arriving, roundTrip, elapsed);
                }

                return false;
        }
    }

    /// <summary>A probe came through at this rate.</summary>
    public void OnProbed(double bitrate)
    {
        if (bitrate > Bitrate)
        {
            Set(bitrate);
            _capacity = default;
        }
    }

    /// <summary>Losses ask for less.</summary>
    public void LowerTo(double bitrate, long now)
    {
        Set(Math.Min(Bitrate, bitrate));
        (_decreasedAt, _holding) = (now, true);
    }

    private void Raise(double acknowledged, double roundTrip, double elapsed)
    {
        if (acknowledged > _capacity.BitsPerSecond && _capacity.Contradicts(acknowledged))
        {
            _capacity = default;
        }

        var step = Bitrate * (Math.Pow(GrowthPerSecond, elapsed) - 1);
        if (_capacity.IsKnown)
        {
            step = Math.Min(step, Math.Max(4_000, PacketBits / ((roundTrip + 100) / 1000)) * elapsed);
        }

        var supported = (Headroom * acknowledged) + 10_000;
        if (Bitrate < supported)
        {
            Set(Math.Min(Bitrate + step, supported));
        }
    }

    private bool Lower(double acknowledged, double roundTrip, long now)
    {
        _holding = true;
        if (now < _doubtedUntil)
        {
            Set(Math.Min(Bitrate, Headroom * acknowledged)); // what is sent may go on until it is certain
            return false;
        }

        if (now - _decreasedAt < Math.Clamp(roundTrip, 10, 200) && acknowledged > Bitrate / 2)
        {
            return false; // the last decrease has yet to show
        }

        if (acknowledged < _capacity.BitsPerSecond && _capacity.Contradicts(acknowledged))
        {
            _capacity = default;
        }

        _capacity.OnFull(acknowledged);
        _decreasedAt = now;
        var lower = Backoff * acknowledged;
        if (lower >= Bitrate)
        {
            return false;
        }

        Set(lower);
        return true;
    }

    private void Set(double bitrate) => Bitrate = Math.Clamp(bitrate, Lowest, Highest);
}
