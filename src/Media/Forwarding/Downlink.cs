using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// What the connection of one receiver can carry, and how it is divided among what it receives: sound first, then pictures. Belongs to
/// the worker's thread.
/// </summary>
internal sealed class Downlink(Worker worker, Seat seat, Subscriber subscriber)
{
    private const int DivideMillis = 300;

    /// <summary>A pause that is over sooner is not worth telling.</summary>
    private const int TellMillis = 1_000;

    /// <summary>What extension, encryption, UDP and IP add to a typical packet.</summary>
    private const double Overhead = 1.05;

    /// <summary>After so long, a layer that was asked for and does not come is not expected any more.</summary>
    private const int OverdueMillis = 3_000;

    private readonly ReportedBandwidth _reported = new();
    private readonly Allocator _allocator = new();
    private readonly RateMeter _sent = new();
    private readonly Claim[] _claims = new Claim[MediaPeer.MostWanted];
    private readonly Subscription[] _claimants = new Subscription[MediaPeer.MostWanted];
    private List<TrackName> _told = [];
    private long _dividedAt;
    private bool _isReduced;
    private bool _isStarved;

    /// <summary>Bits per second that it can carry.</summary>
    public double Bitrate => Estimator?.Bitrate ?? _reported.Bitrate;

    /// <summary>How well it has carried what was sent.</summary>
    public LinkState State => subscriber.IsReady
        ? new(Estimator?.Loss ?? _reported.Loss, 0, Estimator?.RoundTrip ?? 0, _isReduced, _isStarved)
        : default;

    private BandwidthEstimator? Estimator => subscriber.Transport.Estimator;

    /// <summary>The receiver has answered.</summary>
    /// <param name="hasTransportFeedback">Whether it will say when packets arrive.</param>
    public void OnNegotiated(bool hasTransportFeedback) =>
        subscriber.Transport.Estimator = hasTransportFeedback ? Estimator ?? new() : null;

    /// <summary>Something was sent, in bytes.</summary>
    public void OnSent(int bytes) => _sent.Add(worker.Now, bytes * 8);

    public void OnRtcp(RtcpPacket packet)
    {
        if (packet.IsTransportWide)
        {
            if (Estimator is { } estimator && TransportFeedback.TryRead(packet.Bytes, out var feedback))
            {
                var before = estimator.Bitrate;
                estimator.OnFeedback(feedback, worker.NowMicros);
                if (estimator.Bitrate < before)
                {
                    Redistribute(); // what waits until the next division stands in the path's queue
                }
            }
        }
        else if (packet.IsRemb)
        {
            _reported.OnMaximum(packet.MaximumBitrate);
        }
        else if (packet.ReportCount is > 0 and var blocks)
        {
            var loss = 0.0;
            for (var i = 0; i < blocks; i++)
            {
                loss += packet.LossOf(i) / blocks;
            }

            _reported.OnReport(loss, _sent.PerSecond(worker.Now), worker.Now);
        }
    }

    /// <summary>Every few milliseconds.</summary>
    public void Tick()
    {
        if (!subscriber.IsReady || subscriber.IsClosed)
        {
            return;
        }

        if (worker.Now - _dividedAt >= DivideMillis)
        {
            Redistribute();
            TellPaused();
        }

        if (Estimator is { } estimator)
        {
            estimator.Tick(worker.NowMicros);
            if (estimator.IsProbing)
            {
                worker.Probe(this);
            }
        }
    }

    /// <summary>Sends what a probe lacks at this moment.</summary>
    /// <returns>False when there is no probe (any more).</returns>
    public bool SendProbe()
    {
        if (Estimator is not { IsProbing: true } estimator || !subscriber.IsReady || FindForProbe() is not { } subscription)
        {
            return false;
        }

        for (var owed = estimator.ProbeBytes(worker.NowMicros); owed > 0;)
        {
            subscription.SendProbe(owed);
            var left = estimator.ProbeBytes(worker.NowMicros);
            if (left >= owed)
            {
                return false; // nothing can be sent at present
            }

            owed = left;
        }

        return estimator.IsProbing;
    }

    /// <summary>Divides the connection anew.</summary>
    public void Redistribute()
    {
        _dividedAt = worker.Now;
        var (count, sound) = (0, 0.0);
        foreach (var slot in subscriber.Slots)
        {
            if (slot.Subscription is not { Track.IsAllowed: true } subscription)
            {
                continue;
            }

            if (!subscription.Track.IsVideo)
            {
                sound += subscription.Track.Voice is { IsHeard: false } ? 0 : Overhead * subscription.Track.Bitrate(0, 0);
            }
            else if (count < _claims.Length)
            {
                _claimants[count] = subscription;
                Fill(ref _claims[count++], subscription);
            }
        }

        var claims = _claims.AsSpan(0, count);
        var wanted = _allocator.Divide(claims, Math.Max(0, Bitrate - sound), worker.Now);
        (_isReduced, _isStarved) = (false, false);
        for (var i = 0; i < count; i++)
        {
            var (desired, granted) = (_claims[i].Desired, _claims[i].Granted);
            _isReduced |= granted != desired;
            _isStarved |= granted.IsNothing && !desired.IsNothing;
            _claimants[i].Grant(granted);
        }

        Array.Clear(_claimants, 0, count);
        if (Estimator is { } estimator)
        {
            estimator.Wanted = wanted > 0 ? wanted + sound : 0;
        }
    }

    private void Fill(ref Claim claim, Subscription subscription)
    {
        var track = subscription.Track;
        claim.Rank = track.Source == MediaSource.Screen ? Rank.Screen
            : subscription.Wanted.Pinned ? Rank.Pinned
            : seat.Room.Speaker == subscription.Seat ? Rank.Speaker
            : Rank.Tile;
        claim.Desired = subscription.Desired;
        (claim.Current, claim.IsNew) = (subscription.Granted ?? new(0, 0), subscription.Granted is null);
        var layers = track.Layers;
        for (var spatial = 0; spatial < layers.Length; spatial++)
        {
            for (var temporal = 0; temporal < LayerRates.MostTemporal; temporal++)
            {
                claim.Costs.Set(spatial, temporal, Overhead * CostOf(subscription, spatial, temporal, claim.Costs));
            }
        }
    }

    /// <summary>What a layer takes: as measured, or as usual for its kind where it has yet to come.</summary>
    private double CostOf(Subscription subscription, int spatial, int temporal, in LayerCosts costs)
    {
        var track = subscription.Track;
        if (track.Layers[spatial].IsActive)
        {
            return track.Bitrate(spatial, temporal);
        }

        var isOverdue = subscription.Granted?.Spatial >= spatial && worker.Now - subscription.GrantedAt > OverdueMillis;
        if (isOverdue)
        {
            return spatial == 0 ? 0 : costs.Of(new(spatial - 1, temporal)) / Overhead; // it does not come: the next smaller is sent in its place
        }

        return UsualBitrate(track.Source, spatial, track.Layers.Length) * Math.Min(1, 0.6 + (0.2 * temporal));
    }

    /// <summary>Bits per second that browsers send: of a picture without simulcast as of one in the middle.</summary>
    private static double UsualBitrate(MediaSource source, int layer, int layers) => (source, layers == 1 ? 1 : layer) switch
    {
        (MediaSource.Screen, 1) => 1_000_000,
        (_, 0) => 150_000,
        (_, 1) => 400_000,
        _ => 1_300_000,
    };

    private Subscription? FindForProbe()
    {
        foreach (var slot in subscriber.Slots)
        {
            if (slot.Subscription is { IsLive: true, Track.IsVideo: true } subscription)
            {
                return subscription;
            }
        }

        return null;
    }

    private void TellPaused()
    {
        var (same, count) = (true, 0);
        foreach (var slot in subscriber.Slots)
        {
            if (IsPaused(slot.Subscription))
            {
                same &= count < _told.Count && _told[count].Seat == slot.Subscription!.Seat && _told[count].Source == slot.Subscription.Track.Source;
                count++;
            }
        }

        if (same && count == _told.Count)
        {
            return;
        }

        _told = [.. subscriber.Slots.Select(slot => slot.Subscription).Where(IsPaused).Select(s => new TrackName(s!.Seat, s.Track.Source))];
        worker.Observer.OnPaused(seat.Room.Name, seat.Name, _told);
    }

    private bool IsPaused(Subscription? subscription) =>
        subscription is { PausedSince: { } since, Track.IsAllowed: true } && worker.Now - since >= TellMillis;
}
