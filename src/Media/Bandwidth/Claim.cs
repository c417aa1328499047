using System.Runtime.CompilerServices;
using StudyHub.Media.Forwarding;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Bandwidth;

/// <summary>Whose picture goes first when not all fit.</summary>
internal enum Rank
{
    /// <summary>What somebody shows to the others: text must be readable.</summary>
    Screen,

    /// <summary>What the viewer has put in the foreground.</summary>
    Pinned,

    Speaker,

    Tile,
}

/// <summary>What one picture on its way to a viewer asks of the connection, and what it gets.</summary>
internal struct Claim
{
    public Rank Rank;

    /// <summary>More is not worth sending.</summary>
    public LayerTarget Desired;

    /// <summary>What it has been granted so far; of a new one the smallest picture, which needs no room to spare.</summary>
    public LayerTarget Current;

    /// <summary>Nothing was ever granted: what it does not get, nobody loses.</summary>
    public bool IsNew;

    /// <summary>What it is granted now.</summary>
    public LayerTarget Granted;

    /// <summary>Bits per second of each layer.</summary>
    public LayerCosts Costs;

    /// <summary>Whether a target is more than what was granted so far.</summary>
    public readonly bool IsMoreThanCurrent(LayerTarget target) =>
        target.Spatial > Current.Spatial || (target.Spatial == Current.Spatial && target.Temporal > Current.Temporal);

    /// <summary>The next better target on the way to what is desired. A larger picture is not bought with the lowest frame rate.</summary>
    public readonly bool TryImprove(LayerTarget target, out LayerTarget better)
    {
        better = target.IsNothing ? new(0, 0)
            : target.Temporal < Desired.Temporal ? target with { Temporal = target.Temporal + 1 }
            : new(target.Spatial + 1, Math.Min(1, Desired.Temporal));
        return better.Spatial <= Desired.Spatial;
    }
}

/// <summary>Bits per second by spatial and temporal layer: of everything that must be sent for it.</summary>
[InlineArray(LayerTarget.MostSpatial * LayerRates.MostTemporal)]
internal struct LayerCosts
{
    private double _first;

    public static int IndexOf(LayerTarget target) => (target.Spatial * LayerRates.MostTemporal) + Math.Min(target.Temporal, LayerRates.MostTemporal - 1);

    /// <summary>Of a target; 0 for nothing.</summary>
    public readonly double Of(LayerTarget target) => target.IsNothing ? 0 : this[IndexOf(target)];

    public void Set(int spatial, int temporal, double bitrate) => this[IndexOf(new(spatial, temporal))] = bitrate;
}
