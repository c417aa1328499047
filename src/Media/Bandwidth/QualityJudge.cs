namespace StudyHub.Media.Bandwidth;

/// <summary>What is known about one connection of a seat, to or from it.</summary>
/// <param name="Loss">Share of packets lost, 0 to 1, before any was sent again.</param>
/// <param name="Jitter">Milliseconds.</param>
/// <param name="RoundTrip">Milliseconds; 0 while unknown.</param>
/// <param name="IsReduced">It carries less than is wanted.</param>
/// <param name="IsStarved">It cannot carry even the smallest of what is wanted, or nothing at all.</param>
internal readonly record struct LinkState(double Loss, double Jitter, double RoundTrip, bool IsReduced = false, bool IsStarved = false);

/// <summary>Tells how good a seat's connection is, in three steps: worse after three bad seconds, better only after ten good ones.</summary>
internal sealed class QualityJudge
{
    private const int SecondsToWorse = 3;
    private const int SecondsToBetter = 10;

    private int _worse;
    private int _better;
    private ConnectionQuality _best;

    public ConnectionQuality Quality { get; private set; }

    /// <summary>Once a second.</summary>
    /// <param name="up">What the seat sends.</param>
    /// <param name="down">What it receives.</param>
    /// <returns>Whether <see cref="Quality"/> has changed.</returns>
    public bool Update(LinkState up, LinkState down)
    {
        var present = (ConnectionQuality)Math.Max((int)Of(up), (int)Of(down));
        var before = Quality;
        if (present > Quality)
        {
            _better = 0;
            if (++_worse >= SecondsToWorse)
            {
                (Quality, _worse) = (present, 0);
            }
        }
        else if (present < Quality)
        {
            _worse = 0;
            _best = _better == 0 ? present : (ConnectionQuality)Math.Max((int)_best, (int)present);
            if (++_better >= SecondsToBetter)
            {
                (Quality, _better) = (_best, 0);
            }
        }
        else
        {
            (_worse, _better) = (0, 0);
        }

        return Quality != before;
    }

    private static ConnectionQuality Of(LinkState link) => link switch
    {
        { IsStarved: true } or { Loss: > 0.10 } or { Jitter: > 100 } or { RoundTrip: > 700 } => ConnectionQuality.Poor,
        { IsReduced: true } or { Loss: > 0.03 } or { Jitter: > 40 } or { RoundTrip: > 350 } => ConnectionQuality.Fair,
        _ => ConnectionQuality.Good,
    };
}
