using StudyHub.Media.Forwarding;

namespace StudyHub.Media.Bandwidth;

/// <summary>
/// Divides a connection among pictures. Screens get what they need; then everyone gets the smallest picture; then pinned, speaker and
/// tiles are raised, in this order and each kind step by step together. What is not to be had is paused. More than before is granted only
/// with room to spare, and not soon after something was lost, so that pictures do not change back and forth.
/// </summary>
internal sealed class Allocator
{
    /// <summary>How much more room than its bitrate a better picture needs; an estimate's usual swings are smaller.</summary>
    public const double Headroom = 1.25;

    /// <summary>
    /// How far the smallest picture may exceed its budget before it is taken away altogether: an estimate that only lowered itself below what is
    /// sent, by 15 %, has not proved that it does not fit.
    /// </summary>
    public const double Tolerance = 1.25;

    private const int CalmMillis = 3_000;

    private long _loweredAt = -CalmMillis;

    /// <summary>Fills in what each claim is granted.</summary>
    /// <param name="claims">Of one viewer.</param>
    /// <param name="budget">Bits per second for all of them.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <returns>Bits per second at which all would be granted what they desire; 0 when they are.</returns>
    public double Divide(Span<Claim> claims, double budget, long now)
    {
        var spent = 0.0;
        var budgets = new Budgets(Tolerance * budget, budget, now - _loweredAt >= CalmMillis ? budget / Headroom : 0);
        foreach (ref var claim in claims)
        {
            claim.Granted = LayerTarget.None;
        }

        while (RaiseEach(claims, Rank.Screen, budgets, ref spent))
        {
        }

        for (var rank = Rank.Pinned; rank <= Rank.Tile; rank++)
        {
            RaiseEach(claims, rank, budgets, ref spent);
        }

        for (var rank = Rank.Pinned; rank <= Rank.Tile; rank++)
        {
            while (RaiseEach(claims, rank, budgets, ref spent))
            {
            }
        }

        return Review(claims, now);
    }

    /// <summary>Raises every claim of a rank by one step, as far as the budgets allow.</summary>
    /// <returns>Whether all went up that could be better: nobody runs away while others have to stay behind.</returns>
    private static bool RaiseEach(Span<Claim> claims, Rank rank, Budgets budgets, ref double spent)
    {
        var (raised, blocked) = (false, false);
        foreach (ref var claim in claims)
        {
            if (claim.Rank != rank || !claim.TryImprove(claim.Granted, out var better))
            {
                continue;
            }

            var after = spent + claim.Costs.Of(better) - claim.Costs.Of(claim.Granted);
            if (after > budgets.For(claim, better))
            {
                blocked |= !claim.Granted.IsNothing;
                continue;
            }

            (claim.Granted, spent, raised) = (better, after, true);
        }

        return raised && !blocked;
    }

    /// <summary>Notes whether anything was lost, and adds up what is missing.</summary>
    private double Review(Span<Claim> claims, long now)
    {
        var (wanted, isLimited) = (0.0, false);
        foreach (ref var claim in claims)
        {
            wanted += Headroom * claim.Costs.Of(claim.Desired);
            isLimited |= claim.Granted != claim.Desired && !claim.Desired.IsNothing;
            var before = claim.Current.And(claim.Desired);
            var isLower = claim.Granted.Spatial < before.Spatial || (claim.Granted.Spatial == before.Spatial && claim.Granted.Temporal < before.Temporal);
            if (isLower && !claim.IsNew)
            {
                _loweredAt = now;
            }
        }

        return isLimited ? wanted : 0;
    }

    /// <summary>Bits per second up to which all may go together.</summary>
    /// <param name="Last">For the smallest picture of who is seen already.</param>
    /// <param name="Kept">For anything else that is not more than before.</param>
    /// <param name="Raised">For what is more.</param>
    private readonly record struct Budgets(double Last, double Kept, double Raised)
    {
        public double For(in Claim claim, LayerTarget better) => claim.IsMoreThanCurrent(better) ? Raised : claim.Granted.IsNothing && !claim.IsNew ? Last : Kept;
    }
}
