using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Forwarding;

/// <summary>The layers that are worth sending to a viewer who shows a track in a certain size.</summary>
internal static class DesiredQuality
{
    /// <summary>The smallest layer that need not be enlarged by more than a quarter to fill the tile.</summary>
    /// <param name="wanted">Where the size is unknown: the largest for what is pinned or a screen, else one in the middle.</param>
    /// <param name="sizes">Of the layers, the smallest first.</param>
    public static int Spatial(TrackWanted wanted, ReadOnlySpan<PictureSize> sizes)
    {
        var largest = sizes.Length - 1;
        if (wanted.Width <= 0 || wanted.Height <= 0)
        {
            return wanted.Pinned || wanted.Source == MediaSource.Screen ? largest : largest / 2;
        }

        for (var i = 0; i < largest; i++)
        {
            if (5L * sizes[i].Width >= 4L * wanted.Width || 5L * sizes[i].Height >= 4L * wanted.Height)
            {
                return i;
            }
        }

        return largest;
    }

    /// <summary>The most temporal layers that stay within a frame rate, or nearly so; never fewer than one.</summary>
    /// <param name="framesPerSecond">0 is all.</param>
    /// <param name="rates">Measured on the layer.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public static int Temporal(int framesPerSecond, LayerRates rates, long now)
    {
        var highest = LayerRates.MostTemporal - 1;
        if (framesPerSecond > 0)
        {
            while (highest > 0 && 4 * rates.FrameRate(now, highest) > 5L * framesPerSecond)
            {
                highest--;
            }
        }

        return highest;
    }
}
