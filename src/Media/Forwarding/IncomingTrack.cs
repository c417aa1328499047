using StudyHub.Media.Rtp;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// One source of a seat, from the publisher's SSRC to all who receive it. Survives the publisher's connection: a new one continues it.
/// Belongs to the worker's thread.
/// </summary>
internal sealed class IncomingTrack(Worker worker, MediaSource source)
{
    private const int KeyFrameMillis = 300;
    private const int KeyFrameRetryMillis = 400;
    private const int SilentMillis = 2_000;
    private const int OpusClockRate = 48_000;

    private readonly IncomingSequence _sequence = new();
    private readonly LossList _losses = new();
    private readonly ushort[] _due = new ushort[LossList.Capacity];
    private readonly List<Subscription> _subscriptions = [];
    private ReceptionStatistics _statistics;
    private PacketCache? _cache;
    private Publisher? _publisher;
    private bool _keyFrameWanted;
    private long _keyFrameAskedAt = -KeyFrameMillis;
    private long _lastPacketAt;

    public MediaSource Source => source;

    public bool IsVideo => source == MediaSource.Camera;

    public int ClockRate => IsVideo ? Vp8.ClockRate : OpusClockRate;

    /// <summary>The stream's SSRC; 0 while it is unknown.</summary>
    public uint Ssrc { get; private set; }

    /// <summary>Whether it is forwarded at all.</summary>
    public bool IsAllowed { get; private set; }

    /// <summary>The seat no longer publishes it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>A connection that will carry the track from here on.</summary>
    public void Attach(Publisher publisher)
    {
        if (_publisher != publisher)
        {
            _publisher = publisher;
            ChangeSource(0);
        }
    }

    /// <summary>The stream now comes under this SSRC. Receivers see no break.</summary>
    public void ChangeSource(uint ssrc)
    {
        if (Ssrc == ssrc)
        {
            return;
        }

        var first = Ssrc == 0 && !_sequence.Any;
        Ssrc = ssrc;
        _statistics = new(ClockRate);
        _sequence.Reset();
        _losses.Clear();
        _cache?.Clear();
        if (!first)
        {
            RestartSubscriptions();
        }
    }

    /// <summary>Forwards, or stops forwarding, from the next packet on.</summary>
    public void Allow(bool allowed)
    {
        if (IsAllowed == allowed)
        {
            return;
        }

        IsAllowed = allowed;
        _losses.Clear();
        _cache?.Clear();
        if (allowed)
        {
            RestartSubscriptions();
        }
    }

    public void Add(Subscription subscription) => _subscriptions.Add(subscription);

    public void Remove(Subscription subscription) => _subscriptions.Remove(subscription);

    /// <summary>Ends all subscriptions.</summary>
    public void End()
    {
        HasEnded = true;
        _publisher = null;
        foreach (var subscription in _subscriptions.ToArray())
        {
            subscription.End();
        }
    }

    /// <summary>One packet of the source, whichever way it came.</summary>
    public void OnPacket(ushort sequence, uint timestamp, bool marker, ReadOnlySpan<byte> payload)
    {
        if (!_sequence.TryAccept(sequence, out var skipped))
        {
            return;
        }

        var now = worker.Now;
        _lastPacketAt = now;
        _statistics.OnPacket(_sequence.HighestExtended, timestamp, now);
        if (!IsAllowed)
        {
            return;
        }

        if (IsVideo)
        {
            _cache ??= new();
            _cache.Store(sequence, timestamp, marker, payload);
            NoteLosses(sequence, skipped);
        }

        var startsKeyFrame = IsVideo && Vp8.StartsKeyFrame(payload);
        foreach (var subscription in _subscriptions)
        {
            subscription.Forward(sequence, timestamp, marker, payload, startsKeyFrame);
        }
    }

    public void OnSenderReport(ulong ntp, uint timestamp)
    {
        _statistics.OnSenderReport(ntp, worker.Now);
        if (!IsAllowed)
        {
            return;
        }

        foreach (var subscription in _subscriptions)
        {
            subscription.OnSenderReport(ntp, timestamp);
        }
    }

    public bool TryGetCached(ushort sequence, out uint timestamp, out bool marker, out ReadOnlySpan<byte> payload)
    {
        if (_cache is null)
        {
            (timestamp, marker) = (0, false);
            payload = default;
            return false;
        }

        return _cache.TryGet(sequence, out timestamp, out marker, out payload);
    }

    /// <summary>Asks the publisher for a key frame: now, or as soon as it may be asked again.</summary>
    public void RequestKeyFrame()
    {
        _keyFrameWanted = IsVideo && IsAllowed;
        AskForKeyFrame();
    }

    public bool TryReport(out ReportBlock block) => _statistics.TryReport(Ssrc, worker.Now, out block);

    /// <summary>Every few milliseconds: what is still missing is asked for again. A browser overlooks a request right after a key frame.</summary>
    public void Tick()
    {
        var now = worker.Now;
        if (now - _keyFrameAskedAt >= KeyFrameRetryMillis && now - _lastPacketAt < SilentMillis && IsKeyFrameAwaited())
        {
            _keyFrameWanted = IsAllowed;
        }

        AskForKeyFrame();
        AskForLosses();
    }

    private bool IsKeyFrameAwaited()
    {
        foreach (var subscription in _subscriptions)
        {
            if (subscription.AwaitsKeyFrame)
            {
                return true;
            }
        }

        return false;
    }

    private void RestartSubscriptions()
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Restart();
            subscription.RequestKeyFrameIfNeeded();
        }
    }

    private void NoteLosses(ushort sequence, int skipped)
    {
        if (skipped == 0)
        {
            _losses.Remove(sequence);
        }
        else if (_losses.TryAdd((ushort)(sequence - skipped), skipped))
        {
            AskForLosses();
        }
        else
        {
            RequestKeyFrame();
        }
    }

    private void AskForLosses()
    {
        if (_losses.Count == 0 || _publisher is null)
        {
            return;
        }

        var due = _losses.TakeDue(worker.Now, _due);
        if (due > 0)
        {
            _publisher.SendNack(Ssrc, _due.AsSpan(0, due));
        }
    }

    private void AskForKeyFrame()
    {
        if (_keyFrameWanted && Ssrc != 0 && worker.Now - _keyFrameAskedAt >= KeyFrameMillis && _publisher is { IsReady: true })
        {
            (_keyFrameWanted, _keyFrameAskedAt) = (false, worker.Now);
            _publisher.SendPli(Ssrc);
        }
    }
}
