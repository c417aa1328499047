using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// One of the streams that carry a track, each a picture of another size; a track without simulcast has one. Belongs to the worker's
/// thread.
/// </summary>
internal sealed class Layer(Worker worker, IncomingTrack track, int index, string rid)
{
    /// <summary>After so many milliseconds without a packet, or four pictures left out, a layer counts as switched off.</summary>
    private const int SilentMillis = 600;

    private const int LongestInterval = 2_000;

    private readonly IncomingSequence _sequence = new();
    private readonly LossList _losses = new();
    private readonly ushort[] _due = new ushort[LossList.Capacity];
    private ReceptionStatistics _statistics;
    private KeyFrameRequests _keyFrames = new();
    private PacketCache? _cache;
    private SourceClock _clock;
    private long _lastPacketAt = -1;
    private long _lastPictureAt;
    private int _interval;
    private uint _pictureTimestamp;

    /// <summary>Place among the track's layers, the smallest picture first.</summary>
    public int Index => index;

    /// <summary>Its name in the publisher's description; empty without simulcast.</summary>
    /// <remarks>RFC 8851</remarks>
    public string Rid => rid;

    /// <summary>The stream's SSRC; 0 while it is unknown.</summary>
    public uint Ssrc { get; private set; }

    public Codec Codec { get; private set; }

    /// <summary>Of the latest key frame that told it.</summary>
    public PictureSize Size { get; private set; }

    public LayerRates Rates { get; } = new();

    public SourceClock Clock => _clock;

    public ushort NewestSequence => (ushort)_sequence.HighestExtended;

    /// <summary>Packets come.</summary>
    public bool IsActive => _lastPacketAt >= 0 && worker.Now - _lastPacketAt < Math.Max(SilentMillis, 4 * _interval);

    /// <summary>The stream now comes under this SSRC; 0 for not yet known. Receivers see no break.</summary>
    public void ChangeSource(uint ssrc)
    {
        if (Ssrc != ssrc)
        {
            Ssrc = ssrc;
            Restart();
        }
    }

    /// <summary>Forgets what is there to be sent again.</summary>
    public void ForgetPackets()
    {
        _losses.Clear();
        _cache?.Clear();
        _keyFrames.Forget();
    }

    /// <summary>One packet of the source, whichever way it came.</summary>
    /// <param name="codec">By its payload type.</param>
    /// <param name="sequence">The source's number of it.</param>
    /// <param name="timestamp">In units of the clock rate.</param>
    /// <param name="marker">Ends a picture.</param>
    /// <param name="payload">Plain.</param>
    /// <param name="level">How loud it is, 0 to 127 of silence (RFC 6464); −1 where that is not known.</param>
    public void OnPacket(Codec codec, ushort sequence, uint timestamp, bool marker, ReadOnlySpan<byte> payload, int level = -1)
    {
        if (codec != Codec)
        {
            Codec = codec;
            Restart();
        }

        if (!_sequence.TryAccept(sequence, out var skipped))
        {
            return;
        }

        var now = worker.Now;
        _statistics.OnPacket(_sequence.HighestExtended, timestamp, now);
        var info = PayloadInfo.Read(codec, payload);
        var wasActive = IsActive;
        Measure(timestamp, info, payload.Length, now);
        if (!wasActive || (info.Size.IsKnown && info.Size != Size))
        {
            Size = info.Size.IsKnown ? info.Size : Size;
            track.Retarget();
        }

        if (!track.IsAllowed || !track.IsHeard(level, timestamp, payload.Length))
        {
            return;
        }

        if (info.StartsKeyFrame)
        {
            _keyFrames.Forget(); // here is one
        }

        if (codec.IsVideo())
        {
            _cache ??= new();
            _cache.Store(sequence, timestamp, marker, payload);
            NoteLosses(sequence, skipped);
        }

        track.Forward(this, new(sequence, timestamp, marker, info, payload));
    }

    public void OnSenderReport(ulong ntp, uint timestamp)
    {
        _statistics.OnSenderReport(ntp, worker.Now);
        _clock.OnSenderReport(ntp, timestamp);
        track.ForwardSenderReport(this, ntp, timestamp);
    }

    public bool TryGetCached(ushort sequence, out RtpMedia packet)
    {
        if (_cache is null || !_cache.TryGet(sequence, out var timestamp, out var marker, out var payload))
        {
            packet = default;
            return false;
        }

        packet = new(sequence, timestamp, marker, PayloadInfo.Read(Codec, payload), payload);
        return true;
    }

    /// <summary>Asks the publisher for a key frame: now, or as soon as it may be asked again.</summary>
    public void RequestKeyFrame()
    {
        if (track.IsVideo && track.IsAllowed)
        {
            _keyFrames.Want();
            AskForKeyFrame();
        }
    }

    public bool TryReport(out ReportBlock block) => _statistics.TryReport(Ssrc, worker.Now, out block);

    /// <summary>Every few milliseconds: what is still missing is asked for again.</summary>
    /// <param name="isAwaited">Somebody waits for a key frame of this layer.</param>
    public void Tick(bool isAwaited)
    {
        AskForKeyFrame(isAwaited && track.IsVideo && IsActive);
        AskForLosses();
    }

    private void Restart()
    {
        var first = !_sequence.Any;
        _statistics = new(Codec.ClockRate());
        _clock = new(Codec.ClockRate());
        _sequence.Reset();
        ForgetPackets();
        if (!first)
        {
            track.RestartSubscriptions(this);
        }
    }

    private void Measure(uint timestamp, in PayloadInfo info, int length, long now)
    {
        var startsPicture = _lastPacketAt < 0 || (int)(timestamp - _pictureTimestamp) > 0;
        if (startsPicture)
        {
            var sinceLast = (int)Math.Min(LongestInterval, now - _lastPictureAt);
            _interval += _lastPacketAt < 0 ? 0 : (sinceLast - _interval) / 8;
            (_pictureTimestamp, _lastPictureAt) = (timestamp, now);
        }

        _lastPacketAt = now;
        Rates.OnPacket(now, info.Temporal, RtpPacket.FixedHeaderLength + length, startsPicture);
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
        if (_losses.Count == 0 || track.Publisher is not { } publisher)
        {
            return;
        }

        var due = _losses.TakeDue(worker.Now, _due);
        if (due > 0)
        {
            publisher.SendNack(Ssrc, _due.AsSpan(0, due));
        }
    }

    private void AskForKeyFrame(bool isAwaited = false)
    {
        if (Ssrc != 0 && track.Publisher is { IsReady: true } publisher && _keyFrames.TryTake(worker.Now, isAwaited))
        {
            publisher.SendPli(Ssrc);
        }
    }
}
