namespace StudyHub.Media.Rtp;

/// <summary>Bits and pictures a second of one layer, by temporal layers.</summary>
internal sealed class LayerRates
{
    /// <summary>Temporal layers told apart; whatever is above counts as the highest.</summary>
    public const int MostTemporal = 4;

    private readonly RateMeter[] _bits = Make();
    private readonly RateMeter[] _pictures = Make();

    public void OnPacket(long now, int temporal, int bytes, bool startsPicture)
    {
        temporal = Math.Clamp(temporal, 0, MostTemporal - 1);
        _bits[temporal].Add(now, bytes * 8);
        if (startsPicture)
        {
            _pictures[temporal].Add(now, 1);
        }
    }

    /// <summary>Of the temporal layers up to this one.</summary>
    public long Bitrate(long now, int temporal) => Sum(_bits, now, temporal);

    /// <summary>Pictures a second of the temporal layers up to this one.</summary>
    public long FrameRate(long now, int temporal) => Sum(_pictures, now, temporal);

    private static long Sum(RateMeter[] meters, long now, int temporal)
    {
        var sum = 0L;
        for (var i = 0; i <= Math.Min(temporal, MostTemporal - 1); i++)
        {
            sum += meters[i].PerSecond(now);
        }

        return sum;
    }

    private static RateMeter[] Make() => [.. Enumerable.Range(0, MostTemporal).Select(_ => new RateMeter())];
}
