using StudyHub.Media.Audio;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// One source of a seat, from the publisher's streams to all who receive it. Survives the publisher's connection: a new one continues it.
/// Belongs to the worker's thread.
/// </summary>
internal sealed class IncomingTrack
{
    /// <summary>Bytes of an Opus packet that says that nothing is to be heard.</summary>
    private const int LongestPause = 3;

    private const int UnknownLevel = 40;

    private readonly Worker _worker;
    private readonly TrackDemand _demand;
    private readonly List<Subscription> _subscriptions = [];
    private Layer[] _layers;
    private uint _active;
    private uint _lastSoundAt;
    private bool _wasHeard = true;

    public IncomingTrack(Worker worker, MediaSource source, TrackDemand demand)
    {
        (_worker, Source, _demand) = (worker, source, demand);
        _layers = [new(worker, this, 0, "")];
    }

    public MediaSource Source { get; }

    public bool IsVideo => Source.IsVideo();

    public int ClockRate => (IsVideo ? Codec.Vp8 : Codec.Opus).ClockRate();

    /// <summary>The connection that carries it; null when it has ended.</summary>
    public Publisher? Publisher { get; private set; }

    /// <summary>The smallest picture first; at least one.</summary>
    public ReadOnlySpan<Layer> Layers => _layers;

    public IReadOnlyList<Subscription> Subscriptions => _subscriptions;

    /// <summary>Of a microphone.</summary>
    public Voice? Voice { get; init; }

    /// <summary>Who is heard in the room.</summary>
    public HeardVoices? Voices { get; init; }

    /// <summary>Whether it is forwarded at all.</summary>
    public bool IsAllowed { get; private set; }

    /// <summary>The seat no longer publishes it.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What comes in of a layer, up to a temporal layer: bits in about the last second, RTP headers included. 0 when it is silent.</summary>
    public long Bitrate(int spatial, int temporal) =>
        spatial >= 0 && spatial < _layers.Length ? _layers[spatial].Rates.Bitrate(_worker.Now, temporal) : 0;

    /// <summary>A connection that will carry the track from here on.</summary>
    /// <param name="publisher">The connection.</param>
    /// <param name="rids">Its layers, the smallest picture first; empty without simulcast.</param>
    /// <param name="codecs">That may come.</param>
    public void Attach(Publisher publisher, IReadOnlyList<string> rids, CodecSet codecs)
    {
        IReadOnlyList<string> names = rids.Count == 0 ? [""] : rids;
        _demand.Offer(names, codecs);
        if (Publisher == publisher && names.SequenceEqual(_layers.Select(layer => layer.Rid)))
        {
            return;
        }

        var isFirst = Publisher is null;
        Publisher = publisher;
        _layers = [.. names.Select((rid, index) => new Layer(_worker, this, index, rid))];
        _active = 0;
        if (!isFirst)
        {
            RestartSubscriptions(null);
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
        Voice?.Reset();
        foreach (var layer in _layers)
        {
            layer.ForgetPackets();
        }

        if (allowed)
        {
            RestartSubscriptions(null);
        }
    }

    public void Add(Subscription subscription) => _subscriptions.Add(subscription);

    public void Remove(Subscription subscription) => _subscriptions.Remove(subscription);

    /// <summary>Ends all subscriptions.</summary>
    public void End()
    {
        HasEnded = true;
        Publisher = null;
        if (Voice is not null)
        {
            Voices?.Remove(Voice);
        }

        foreach (var subscription in _subscriptions.ToArray())
        {
            subscription.End();
        }
    }

    /// <summary>Listens to a packet of an allowed track, and says whether it goes to receivers: microphones in large rooms may have to wait.</summary>
    /// <param name="level">0 to 127 of silence; where it is not known (−1), only the pauses of discontinuous transmission count as silence.</param>
    /// <param name="timestamp">Of the packet.</param>
    /// <param name="length">Of its payload.</param>
    public bool IsHeard(int level, uint timestamp, int length)
    {
        if (Voice is null || Voices is null)
        {
            return true;
        }

        var millis = (int)((timestamp - _lastSoundAt) / (uint)(ClockRate / 1000));
        _lastSoundAt = timestamp;
        if (Voice.OnPacket(level >= 0 ? level : length <= LongestPause ? Voice.Silence : UnknownLevel, millis, _worker.Now))
        {
            Voices.OnActive(Voice, _worker.Now);
        }

        if (Voice.IsHeard && !_wasHeard)
        {
            RestartSubscriptions(null);
        }

        return _wasHeard = Voice.IsHeard;
    }

    public void Forward(Layer layer, in RtpMedia packet)
    {
        foreach (var subscription in _subscriptions)
        {
            subscription.Forward(layer, packet);
        }
    }

    public void ForwardSenderReport(Layer layer, ulong ntp, uint timestamp)
    {
        if (!IsAllowed)
        {
            return;
        }

        foreach (var subscription in _subscriptions)
        {
            subscription.ForwardSenderReport(layer, ntp, timestamp);
        }
    }

    /// <summary>Asks for a key frame of one layer.</summary>
    public void RequestKeyFrame(int layer)
    {
        if (layer >= 0 && layer < _layers.Length)
        {
            _layers[layer].RequestKeyFrame();
        }
    }

    /// <summary>A layer, or every one (null), does not go on where it was: who receives it begins anew.</summary>
    public void RestartSubscriptions(Layer? layer)
    {
        foreach (var subscription in _subscriptions)
        {
            if (layer is null || subscription.Current == layer.Index)
            {
                subscription.Restart();
            }
        }
    }

    /// <summary>What the layers are like has changed: everybody's choice among them is made anew.</summary>
    public void Retarget()
    {
        _active = ActiveLayers();
        foreach (var subscription in _subscriptions)
        {
            subscription.Retarget();
        }
    }

    /// <summary>The layers worth sending to a viewer.</summary>
    public LayerTarget DesiredBy(TrackWanted wanted)
    {
        if (!IsVideo)
        {
            return new(0, 0);
        }

        Span<PictureSize> sizes = stackalloc PictureSize[LayerTarget.MostSpatial];
        ReadSizes(sizes);
        var spatial = DesiredQuality.Spatial(wanted, sizes[.._layers.Length]);
        return new(spatial, DesiredQuality.Temporal(wanted.FramesPerSecond, _layers[spatial].Rates, _worker.Now));
    }

    /// <summary>The layer to send where one is wanted: that one, else the next smaller that comes, else the next larger within the limit.</summary>
    /// <param name="wanted">The layer.</param>
    /// <param name="limit">The largest that may be sent.</param>
    /// <param name="current">What is sent now: it stays while nothing comes at all. Or −1.</param>
    public int NearestActive(int wanted, int limit, int current)
    {
        var largest = Math.Min(limit, _layers.Length - 1);
        for (var i = Math.Min(wanted, largest); i >= 0; i--)
        {
            if ((_active & (1u << i)) != 0)
            {
                return i;
            }
        }

        for (var i = wanted + 1; i <= largest; i++)
        {
            if ((_active & (1u << i)) != 0)
            {
                return i;
            }
        }

        return current >= 0 && current <= largest ? current : Math.Min(wanted, largest);
    }

    /// <summary>Every few milliseconds.</summary>
    public void Tick()
    {
        if (_active != ActiveLayers())
        {
            Retarget();
        }

        var awaited = 0u;
        foreach (var subscription in _subscriptions)
        {
            awaited |= subscription.Awaited is >= 0 and var layer ? 1u << layer : 0;
        }

        foreach (var layer in _layers)
        {
            layer.Tick((awaited & (1u << layer.Index)) != 0);
        }

        if (IsVideo)
        {
            UpdateDemand();
        }
    }

    /// <summary>Frame rates are measured anew every second, and choices depend on them.</summary>
    public void TickSecond()
    {
        if (IsVideo)
        {
            Retarget();
        }
    }

    private void UpdateDemand()
    {
        var layers = 0u;
        var codecs = CodecSet.All;
        foreach (var subscription in _subscriptions)
        {
            layers |= subscription.Demanded;
            codecs = codecs.Common(subscription.Decodes);
        }

        _demand.Update(layers & ((1u << _layers.Length) - 1), codecs);
    }

    private uint ActiveLayers()
    {
        var active = 0u;
        foreach (var layer in _layers)
        {
            active |= layer.IsActive ? 1u << layer.Index : 0;
        }

        return active;
    }

    /// <summary>Sizes that no key frame has told yet are taken for half of the next larger, and the largest for 1280 × 720.</summary>
    private void ReadSizes(Span<PictureSize> sizes)
    {
        var known = Array.FindLastIndex(_layers, layer => layer.Size.IsKnown);
        var (from, size) = known < 0 ? (_layers.Length - 1, new PictureSize(1280, 720)) : (known, _layers[known].Size);
        for (var i = 0; i < _layers.Length; i++)
        {
            sizes[i] = _layers[i].Size.IsKnown ? _layers[i].Size
                : i < from ? new(size.Width >> (from - i), size.Height >> (from - i))
                : new(size.Width << (i - from), size.Height << (i - from));
        }
    }
}
