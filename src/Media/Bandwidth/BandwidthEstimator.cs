using System.Runtime.CompilerServices;

namespace StudyHub.Media.Bandwidth;

/// <summary>
/// How much one transport may send, from transport-wide feedback: by growing delay, by losses and by probing. Pure: time is what callers
/// say it is. Allocates nothing once made.
/// </summary>
internal sealed class BandwidthEstimator
{
    /// <summary>Bits per second before anything is known: a picture of each person in a small room.</summary>
    public const double Start = 1_500_000;

    private const int SilenceMillis = 2_000;

    private readonly SendHistory _history = new();
    private readonly RecentBitrate _sent = new();
    private readonly RecentBitrate _acknowledged = new();
    private readonly DelayTrend _trend = new();
    private readonly LossControl _losses = new();
    private readonly RateControl _rate = new(Start);
    private readonly Prober _prober = new();
    private PacketGroups _groups;
    private long _reference;
    private long _unansweredSince;
    private bool _heard;

    /// <summary>Bits per second that may be sent.</summary>
    public double Bitrate => _rate.Bitrate;

    /// <summary>Bits per second that would be sent if the path allowed; 0 where everything is sent already.</summary>
    public double Wanted { get; set; }

    /// <summary>Share of packets lost lately, 0 to 1.</summary>
    public double Loss => _losses.Loss;

    /// <summary>Milliseconds from sending to hearing of it, the receiver's delay of its feedback included.</summary>
    public double RoundTrip { get; private set; } = 100;

    /// <summary>A probe is under way: <see cref="ProbeBytes"/> should be asked often.</summary>
    public bool IsProbing => _prober.Current != 0;

    /// <summary>A packet goes out.</summary>
    /// <param name="bytes">On the wire.</param>
    /// <param name="now">Microseconds of a steady clock.</param>
    /// <returns>Its transport-wide sequence number.</returns>
    public ushort OnSending(int bytes, long now)
    {
        var probe = _prober.Current;
        if (probe != 0)
        {
            _prober.OnSent(bytes, now / 1000);
        }

        if (_unansweredSince == 0)
        {
            _unansweredSince = now / 1000;
        }

        _sent.Add(now, bytes);
        return _history.Add(bytes, now, probe);
    }

    /// <summary>Bytes that should be sent now beyond what there is to send.</summary>
    /// <param name="now">Microseconds of a steady clock.</param>
    public int ProbeBytes(long now) => _prober.Owed(now / 1000);

    /// <param name="feedback">From the receiver.</param>
    /// <param name="now">Microseconds of a steady clock.</param>
    public void OnFeedback(TransportFeedback feedback, long now)
    {
        var use = PathUse.Under; // without news of delays, the estimate holds: an old verdict says nothing about what is sent now
        var newest = TakeIn(feedback, now / 1000, ref use);
        if (newest == 0)
        {
            return;
        }

        var millis = now / 1000;
        _unansweredSince = 0;
        var roundTrip = (now - newest) / 1000.0;
        RoundTrip += (roundTrip - RoundTrip) * (roundTrip < RoundTrip ? 0.5 : 0.05);
        double? acknowledged = _acknowledged.BitsPerSecond;
        if (_prober.TakeResult(Bitrate, millis) is > 0 and var proved)
        {
            _rate.OnProbed(proved);
        }

        var verdict = _losses.Judge(millis, out var excess);
        if (verdict == LossVerdict.Fall)
        {
            var through = acknowledged ?? 0;
            _rate.LowerTo(0.95 * Math.Max(through, Bitrate * (1 - excess)), millis);
            _losses.Restart(millis + (long)RoundTrip);
            _prober.OnTrouble(millis);
        }

        if (_rate.Update(use, _sent.BitsPerSecond, acknowledged, _losses.MayRise, RoundTrip, millis) || use == PathUse.Over)
        {
            _prober.OnTrouble(millis);
        }
    }

    /// <summary>Several times a second.</summary>
    /// <param name="now">Microseconds of a steady clock.</param>
    public void Tick(long now)
    {
        var millis = now / 1000;
        _losses.Age(millis);
        if (_unansweredSince != 0 && millis - _unansweredSince > SilenceMillis && _heard)
        {
            _rate.LowerTo(Bitrate / 2, millis); // what is sent disappears, or what is said about it
            _unansweredSince = 0;
        }
        else if (_heard && _losses.MayRise)
        {
            // Also where nothing is heard: the estimate may be too low for anything to be sent, and what is not sent is never answered.
            _prober.Consider(Bitrate, Wanted, millis);
        }
    }

    private long TakeIn(TransportFeedback feedback, long now, ref PathUse use)
    {
        // The receiver's clock is 24 bits wide, in units of 64 ms.
        var step = ((feedback.ReferenceTime - (int)_reference) << 8) >> 8;
        _reference = _heard ? _reference + step : feedback.ReferenceTime;
        _heard = true;
        var reference = _reference * TransportFeedback.TicksPerReference * TransportFeedback.TickMicros;
        var (arrivals, losses, newest) = (0, 0, 0L);
        while (feedback.TryNext(out var sequence, out var arrived, out var offset))
        {
            ref var packet = ref _history.Find(sequence);
            if (Unsafe.IsNullRef(ref packet) || packet.State == SendHistory.State.Arrived)
            {
                continue;
            }

            if (!arrived)
            {
                losses += packet.State == SendHistory.State.Sent ? 1 : 0;
                packet.State = SendHistory.State.Lost;
                continue;
            }

            losses -= packet.State == SendHistory.State.Lost ? 1 : 0;
            packet.State = SendHistory.State.Arrived;
            arrivals++;
            newest = Math.Max(newest, packet.SentAt);
            var arrival = reference + offset;
            _acknowledged.Add(arrival, packet.Bytes);
            if (packet.Probe != 0)
            {
                _prober.OnArrived(packet.Probe, packet.SentAt, arrival, packet.Bytes);
            }
            else if (_groups.TryAdd(packet.SentAt, arrival, out var sendDelta, out var arrivalDelta))
            {
                _trend.Add(sendDelta / 1000.0, arrivalDelta / 1000.0, arrival / 1000.0);
                use = _trend.Use;
            }
        }

        _losses.Add(arrivals, losses, now);
        return newest;
    }
}
