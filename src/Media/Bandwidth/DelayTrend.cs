namespace StudyHub.Media.Bandwidth;

/// <summary>What the delay of packets says about the path.</summary>
internal enum PathUse
{
    Normal,

    /// <summary>Delay rises: a queue grows.</summary>
    Over,

    /// <summary>Delay falls: a queue empties.</summary>
    Under,
}

/// <summary>Fits a line through the delays of packet groups and tells by its slope, against a threshold that adapts, whether a queue grows.</summary>
/// <remarks>draft-ietf-rmcat-gcc-02 §5.3 and §5.4, with the trendline that took the place of its Kalman filter in practice</remarks>
internal sealed class DelayTrend
{
    private const int Window = 20;
    private const int MostDeltas = 60;
    private const double Smoothing = 0.9;
    private const double Gain = 4;
    private const double OverUseMillis = 10;
    private const double LargestStep = 15;
    private const double RiseOfThreshold = 0.0087;
    private const double FallOfThreshold = 0.039;

    private readonly double[] _at = new double[Window];
    private readonly double[] _delay = new double[Window];
    private int _deltas;
    private double _firstArrival;
    private double _lastArrival;
    private double _accumulated;
    private double _smoothed;
    private double _previousTrend;
    private double _overFor = -1;
    private int _overCount;
    private double _threshold = 12.5;

    public PathUse Use { get; private set; }

    /// <param name="sendDelta">Milliseconds between two groups when they were sent.</param>
    /// <param name="arrivalDelta">Milliseconds between them when they arrived.</param>
    /// <param name="arrival">Of the later one, in milliseconds of the receiver's clock.</param>
    public void Add(double sendDelta, double arrivalDelta, double arrival)
    {
        if (_deltas == 0)
        {
            _firstArrival = _lastArrival = arrival;
        }

        _accumulated += arrivalDelta - sendDelta;
        _smoothed = (Smoothing * _smoothed) + ((1 - Smoothing) * _accumulated);
        _at[_deltas % Window] = arrival - _firstArrival;
        _delay[_deltas % Window] = _smoothed;
        _deltas++;
        var trend = _deltas >= Window ? Slope() : _previousTrend;
        Detect(trend, sendDelta);
        Adapt(Scaled(trend), arrival);
        _previousTrend = trend;
    }

    private double Scaled(double trend) => Math.Min(_deltas, MostDeltas) * trend * Gain;

    private void Detect(double trend, double sendDelta)
    {
        var scaled = Scaled(trend);
        if (scaled <= _threshold)
        {
            (_overFor, _overCount) = (-1, 0);
            Use = scaled < -_threshold ? PathUse.Under : PathUse.Normal;
            return;
        }

        _overFor = _overFor < 0 ? sendDelta / 2 : _overFor + sendDelta;
        _overCount++;
        if (_overFor > OverUseMillis && _overCount > 1 && trend >= _previousTrend)
        {
            (_overFor, _overCount) = (0, 0);
            Use = PathUse.Over;
        }
    }

    private void Adapt(double scaled, double arrival)
    {
        var distance = Math.Abs(scaled) - _threshold;
        var elapsed = Math.Min(arrival - _lastArrival, 100);
        _lastArrival = arrival;
        if (distance <= LargestStep) // a spike is no reason to become tolerant
        {
            _threshold = Math.Clamp(_threshold + ((distance < 0 ? FallOfThreshold : RiseOfThreshold) * distance * elapsed), 6, 600);
        }
    }

    /// <summary>Least squares.</summary>
    private double Slope()
    {
        var (meanAt, meanDelay) = (0.0, 0.0);
        for (var i = 0; i < Window; i++)
        {
            meanAt += _at[i] / Window;
            meanDelay += _delay[i] / Window;
        }

        var (numerator, denominator) = (0.0, 0.0);
        for (var i = 0; i < Window; i++)
        {
            numerator += (_at[i] - meanAt) * (_delay[i] - meanDelay);
            denominator += (_at[i] - meanAt) * (_at[i] - meanAt);
        }

        return denominator == 0 ? 0 : numerator / denominator;
    }
}
