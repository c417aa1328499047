using System.Buffers.Binary;
using StudyHub.Media.Rtp;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>One track on its way to one receiver, under an SSRC of its own. Belongs to the worker's thread.</summary>
internal sealed class Subscription
{
    private const int ResendsPerTick = 64;

    private readonly Worker _worker;
    private readonly Subscriber _subscriber;
    private StreamContinuity _continuity;
    private ushort _retransmissionSequence;
    private uint _packets;
    private uint _octets;
    private int _resends = ResendsPerTick;
    private bool _live;
    private bool _needsKeyFrame;

    public Subscription(Worker worker, Subscriber subscriber, string seat, IncomingTrack track, uint ssrc)
    {
        (_worker, _subscriber, Seat, Track, Ssrc) = (worker, subscriber, seat, track, ssrc);
        _continuity = new(track.ClockRate);
        _needsKeyFrame = track.IsVideo;
        track.Add(this);
    }

    /// <summary>Whose track it is.</summary>
    public string Seat { get; }

    public IncomingTrack Track { get; }

    public uint Ssrc { get; }

    public uint RetransmissionSsrc => Ssrc + 1;

    /// <summary>Could show a picture, if only a key frame came.</summary>
    public bool AwaitsKeyFrame => _needsKeyFrame && _live && _subscriber.IsReady;

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

    /// <summary>A picture can only begin with a key frame.</summary>
    public void RequestKeyFrameIfNeeded()
    {
        if (AwaitsKeyFrame)
        {
            Track.RequestKeyFrame();
        }
    }

    /// <summary>The source stops here and goes on elsewhere: the next packet follows on the last one sent.</summary>
    public void Restart()
    {
        _needsKeyFrame = Track.IsVideo;
        _continuity.Restart();
    }

    public void End()
    {
        HasEnded = true;
        _live = false;
        Track.Remove(this);
        _subscriber.OnEnded(this);
    }

    public void Forward(ushort sequence, uint timestamp, bool marker, ReadOnlySpan<byte> payload, bool startsKeyFrame)
    {
        if (!_live || !_subscriber.IsReady)
        {
            return;
        }

        if (_needsKeyFrame)
        {
            if (!startsKeyFrame)
            {
                return;
            }

            _needsKeyFrame = false;
            _continuity.Restart();
        }

        if (!_continuity.TryMap(sequence, timestamp, _worker.Now, out var outSequence, out var outTimestamp))
        {
            return;
        }

        _packets++;
        _octets += (uint)payload.Length;
        var payloadType = Track.IsVideo ? SubscribeDescription.Vp8 : SubscribeDescription.Opus;
        _subscriber.Transport.SendRtp(payloadType, marker, outSequence, outTimestamp, Ssrc, payload);
    }

    /// <summary>Sends again what the receiver says it has missed, as long as it is kept and the receiver does not ask for too much.</summary>
    /// <remarks>RFC 4588 §4: the original sequence number, then the original payload.</remarks>
    public void Resend(ushort outSequence)
    {
        if (_resends == 0
            || !_live
            || !_continuity.TryReverse(outSequence, out var sequence)
            || !Track.TryGetCached(sequence, out var timestamp, out var marker, out var payload))
        {
            return;
        }

        _resends--;
        var wrapped = _worker.Retransmission.AsSpan(0, 2 + payload.Length);
        BinaryPrimitives.WriteUInt16BigEndian(wrapped, outSequence);
        payload.CopyTo(wrapped[2..]);
        _subscriber.Transport.SendRtp(
            SubscribeDescription.Retransmission, marker, _retransmissionSequence++, _continuity.MapTimestamp(timestamp), RetransmissionSsrc, wrapped);
    }

    /// <summary>Passes on which time the track's timestamps stand for: receivers synchronise picture and sound by it.</summary>
    public void OnSenderReport(ulong ntp, uint timestamp)
    {
        if (!_live || !_continuity.IsRunning)
        {
            return;
        }

        var buffer = _worker.Outgoing.AsSpan();
        var length = RtcpWriter.SenderReport(buffer, Ssrc, ntp, _continuity.MapTimestamp(timestamp), _packets, _octets);
        _subscriber.Transport.SendRtcp(buffer, length);
    }

    public void Tick() => _resends = ResendsPerTick;
}
