namespace StudyHub.Media.Bandwidth;

/// <summary>What came through whenever the path was full: near this much, a sender should feel its way.</summary>
/// <remarks>draft-ietf-rmcat-gcc-02 §5.5, average and deviation of the incoming bitrate in over-use</remarks>
internal struct LinkCapacity
{
    private const double Weight = 0.05;

    private double _kilobits;
    private double _deviation;

    public readonly bool IsKnown => _kilobits > 0;

    public readonly double BitsPerSecond => _kilobits * 1000;

    public void OnFull(double bitsPerSecond)
    {
        var sample = bitsPerSecond / 1000;
        if (!IsKnown)
        {
            (_kilobits, _deviation) = (sample, 0.4);
            return;
        }

        var error = _kilobits - sample;
        _kilobits -= Weight * error;
        _deviation = Math.Clamp(((1 - Weight) * _deviation) + (Weight * error * error / Math.Max(_kilobits, 1)), 0.4, 2.5);
    }

    /// <summary>Whether a bitrate is so far off that the path must have changed.</summary>
    public readonly bool Contradicts(double bitsPerSecond) =>
        IsKnown && Math.Abs((bitsPerSecond / 1000) - _kilobits) > 3 * Math.Sqrt(_deviation * _kilobits);
}
