using StudyHub.Media.Rtp;

namespace StudyHub.Media.Forwarding;

/// <summary>How much of a track: the layers up to these.</summary>
/// <param name="Spatial">Place among the track's layers, the smallest picture first; −1 is nothing at all.</param>
/// <param name="Temporal">Highest temporal layer.</param>
internal readonly record struct LayerTarget(int Spatial, int Temporal)
{
    /// <summary>Spatial layers of a track.</summary>
    public const int MostSpatial = 3;

    public static readonly LayerTarget None = new(-1, -1);

    public static readonly LayerTarget Highest = new(MostSpatial - 1, LayerRates.MostTemporal - 1);

    public bool IsNothing => Spatial < 0;

    /// <summary>What both allow.</summary>
    public LayerTarget And(LayerTarget other) => new(Math.Min(Spatial, other.Spatial), Math.Min(Temporal, other.Temporal));
}
