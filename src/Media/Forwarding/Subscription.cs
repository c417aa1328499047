using System.Buffers.Binary;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>One track on its way to one receiver, under an SSRC of its own. Belongs to the worker's thread.</summary>
internal sealed class Subscription
{
    private const int RememberedSound = 64;
    private const int RememberedVideo = 512;

    private const int RepeatedInProbes = 16;
    private const byte LongestPadding = 224;

    private readonly Worker _worker;
    private readonly Subscriber _subscriber;
    private readonly StreamRewriter _rewriter;
    private readonly LayerSwitch _switch = new();
    private ushort _retransmissionSequence;
    private uint _packets;
    private uint _octets;
    private int _probes;
    private bool _live;
    private bool _isAllGranted;

    public Subscription(Worker worker, Subscriber subscriber, TrackWanted wanted, IncomingTrack track, uint ssrc)
    {
        (_worker, _subscriber, Wanted, Track, Ssrc) = (worker, subscriber, wanted, track, ssrc);
        _rewriter = new(track.ClockRate, track.IsVideo ? RememberedVideo : RememberedSound);
        track.Add(this);
        Retarget();
    }

    /// <summary>Whose track it is.</summary>
    public string Seat => Wanted.Seat;

    public IncomingTrack Track { get; }

    public uint Ssrc { get; }

    public uint RetransmissionSsrc => Ssrc + 1;

    /// <summary>What the receiver has declared about it.</summary>
    public TrackWanted Wanted { get; private set; }

    /// <summary>The layers that are worth sending, going by what was declared.</summary>
    public LayerTarget Desired { get; private set; }

    /// <summary>The layers that the connection can carry; set by who divides it up. <see cref="LayerTarget.None"/> pauses.</summary>
    public LayerTarget Limit { get; private set; } = LayerTarget.Highest;

    /// <summary>What <see cref="Downlink"/> has granted of <see cref="Desired"/>; null before its first decision.</summary>
    public LayerTarget? Granted { get; private set; }

    /// <summary>When that last changed; milliseconds.</summary>
    public long GrantedAt { get; private set; }

    /// <summary>Since when nothing is granted though something is desired; null where something is.</summary>
    public long? PausedSince { get; private set; }

    /// <summary>The receiver takes packets.</summary>
    public bool IsLive => _live;

    /// <summary>The layer sent at present, or −1.</summary>
    public int Current => _switch.Spatial;

    /// <summary>What is aimed at: desired, within the limit, and coming in.</summary>
    public LayerTarget Target => _switch.Target;

    /// <summary>The layer whose key frame is waited for, or −1.</summary>
    public int Awaited => _live && _subscriber.IsReady && _switch.Awaited is >= 0 and var layer && CanDecode(Track.Layers[layer]) ? layer : -1;

    /// <summary>The layers that the publisher should send for it, as bits: the one wanted within the limit, and those in use until it comes.</summary>
    public uint Demanded => Bit(Desired.And(Limit).Spatial) | Bit(_switch.Target.Spatial) | Bit(Current);

    /// <summary>What the receiver can take.</summary>
    public CodecSet Decodes => _subscriber.Decodes;

    public bool HasEnded { get; private set; }

    /// <summary>The receiver has answered: it knows what to do with packets.</summary>
    public void GoLive()
    {
        if (!_live)
        {
            _live = true;
            RequestKeyFrameIfNeeded();
        }
    }

    /// <summary>Another declaration about the same track.</summary>
    public void Want(TrackWanted wanted)
    {
        Wanted = wanted;
        Retarget();
    }

    /// <summary>Takes what the connection has room for. All that is desired means no limit: layers that do not come may be replaced by larger ones.</summary>
    public void Grant(LayerTarget granted)
    {
        var isAll = granted == Desired;
        PausedSince = isAll || !granted.IsNothing ? null : PausedSince ?? _worker.Now;
        if (granted != Granted || isAll != _isAllGranted)
        {
            (Granted, GrantedAt, _isAllGranted) = (granted, _worker.Now, isAll);
            SetLimit(isAll ? LayerTarget.Highest : granted);
        }
    }

    public void SetLimit(LayerTarget limit)
    {
        Limit = limit;
        Retarget();
        RequestKeyFrameIfNeeded();
    }

    /// <summary>Chooses anew among the layers.</summary>
    public void Retarget()
    {
        Desired = Track.DesiredBy(Wanted);
        var within = Desired.And(Limit);
        _switch.Aim(within.IsNothing ? LayerTarget.None : within with { Spatial = Track.NearestActive(within.Spatial, Limit.Spatial, Current) });
        if (within.IsNothing)
        {
            _rewriter.EndRun();
        }
    }

    /// <summary>Another layer's picture can only begin with a key frame.</summary>
    public void RequestKeyFrameIfNeeded() => Track.RequestKeyFrame(Awaited);

    /// <summary>The receiver cannot go on without a key frame.</summary>
    public void OnKeyFrameRequest() => Track.RequestKeyFrame(Current >= 0 ? Current : Awaited);

    /// <summary>The source stops here and goes on elsewhere: the next key frame follows on the last packet sent.</summary>
    public void Restart()
    {
        _rewriter.EndRun();
        _switch.Stop();
        Retarget();
        RequestKeyFrameIfNeeded();
    }

    public void End()
    {
        HasEnded = true;
        _live = false;
        Track.Remove(this);
        _subscriber.OnEnded(this);
    }

    public void Forward(Layer layer, in RtpMedia packet)
    {
        if (!_live || !_subscriber.IsReady || !CanDecode(layer))
        {
            return;
        }

        var before = Current;
        switch (_switch.Choose(layer.Index, packet.Timestamp, packet.Info))
        {
            case LayerChoice.Begin:
                _worker.Counters.LayerSwitches += before >= 0 ? 1 : 0;
                var sameInstant = _rewriter.IsRunning && before >= 0 ? layer.Clock.Convert(packet.Timestamp, Track.Layers[before].Clock) : null;
                _rewriter.BeginRun((byte)layer.Index, packet, layer.Codec, _worker.Now, sameInstant);
                Send(layer, packet);
                CatchUp(layer, packet.Sequence);
                break;
            case LayerChoice.Continue:
                Send(layer, packet);
                break;
            default:
                break;
        }
    }

    /// <summary>Sends again what the receiver says it has missed, as long as it is kept and the receiver does not ask for too much.</summary>
    /// <remarks>RFC 4588 §4: the original sequence number, then the original payload.</remarks>
    public void Resend(ushort number) => TryRepeat(number, true);

    private bool TryRepeat(ushort number, bool isAsked)
    {
        if (!_live
            || !_rewriter.TryFind(number, out var sent)
            || sent.Layer >= Track.Layers.Length
            || Track.Layers[sent.Layer] is not { } layer
            || !layer.TryGetCached(sent.Sequence, out var packet)
            || packet.Timestamp != sent.SourceTimestamp
            || (isAsked && !_subscriber.TrySpendOnRetransmission(packet.Payload.Length)))
        {
            return false;
        }

        _worker.Counters.Retransmissions++;
        var wrapped = _worker.Scratch.AsSpan(0, 2 + packet.Payload.Length);
        BinaryPrimitives.WriteUInt16BigEndian(wrapped, number);
        packet.Payload.CopyTo(wrapped[2..]);
        packet.Info.Renumber(wrapped[2..], sent.PictureId, sent.BaseIndex);
        _subscriber.Transport.SendRtp(
            SubscribeDescription.RetransmissionType(layer.Codec), packet.Marker, _retransmissionSequence++, sent.Timestamp, RetransmissionSsrc, wrapped);
        return true;
    }

    /// <summary>Sends something that nobody misses, only to see whether it arrives: a recent packet once more, or padding.</summary>
    /// <param name="bytes">About so much.</param>
    public void SendProbe(int bytes)
    {
        var number = (ushort)(_rewriter.LastSequence - (_probes++ % RepeatedInProbes));
        if (bytes > byte.MaxValue && TryRepeat(number, false))
        {
            return;
        }

        _subscriber.Transport.SendPadding(
            SubscribeDescription.RetransmissionType(Codec.Vp8), _retransmissionSequence++, _rewriter.LastTimestamp, RetransmissionSsrc, LongestPadding);
    }

    /// <summary>Passes on which time the track's timestamps stand for: receivers synchronise picture and sound by it.</summary>
    public void ForwardSenderReport(Layer layer, ulong ntp, uint timestamp)
    {
        if (!_live || !_rewriter.IsRunning || layer.Index != Current)
        {
            return;
        }

        var buffer = _worker.Outgoing.AsSpan();
        var length = RtcpWriter.SenderReport(buffer, Ssrc, ntp, _rewriter.MapTimestamp(timestamp), _packets, _octets);
        _subscriber.Transport.SendRtcp(buffer, length);
    }

    /// <summary>Where the start of a key frame was late, its rest is here already.</summary>
    private void CatchUp(Layer layer, ushort after)
    {
        while (after != layer.NewestSequence)
        {
            after++;
            if (layer.TryGetCached(after, out var packet) && _switch.Choose(layer.Index, packet.Timestamp, packet.Info) == LayerChoice.Continue)
            {
                Send(layer, packet);
            }
        }
    }

    private static uint Bit(int layer) => layer < 0 ? 0 : 1u << layer;

    private bool CanDecode(Layer layer) => _subscriber.Decodes.Has(layer.Codec);

    private void Send(Layer layer, in RtpMedia packet)
    {
        var placement = _rewriter.Place(packet, _switch.Temporal, _worker.Now, out var place);
        if (placement == Placement.None)
        {
            return;
        }

        var payload = placement == Placement.Empty ? [] : packet.Payload;
        if (!payload.IsEmpty && packet.Info.HasNumbers)
        {
            var renumbered = _worker.Scratch.AsSpan(0, payload.Length);
            payload.CopyTo(renumbered);
            packet.Info.Renumber(renumbered, place.PictureId, place.BaseIndex);
            payload = renumbered;
        }

        _packets++;
        _octets += (uint)payload.Length;
        _subscriber.OnSent(payload.Length);
        _subscriber.Transport.SendRtp(SubscribeDescription.PayloadType(layer.Codec), packet.Marker, place.Number, place.Timestamp, Ssrc, payload);
    }
}
