using System.Security.Cryptography;
using StudyHub.Kernel;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>An offer before it is written out: everything in it is a copy, so any thread may write it.</summary>
internal sealed record OfferPlan(int Revision, LocalTransport Transport, IReadOnlyList<OfferedMedia> Media);

/// <summary>The connection a seat receives on, and the m-lines of its description. Belongs to the worker's thread.</summary>
internal sealed class Subscriber : ITransportOwner
{
    /// <summary>M-lines of one kind that one connection may have; those wanted at a time are half of it at most.</summary>
    private const int MostSlots = 2 * MediaPeer.MostWanted;

    private readonly Worker _worker;
    private readonly List<MediaSlot> _slots = [];
    private readonly Dictionary<uint, Subscription> _bySsrc = [];
    private uint _nextSsrc = (uint)RandomNumberGenerator.GetInt32(1 << 16, int.MaxValue);
    private RetransmissionBudget _retransmissions = new();
    private OfferPlan? _unanswered;
    private int _revision;

    /// <param name="worker">Whose thread it is.</param>
    /// <param name="seat">Who receives.</param>
    /// <param name="revision">The last revision the seat has seen.</param>
    public Subscriber(Worker worker, Seat seat, int revision)
    {
        (_worker, _revision) = (worker, revision);
        Transport = new(worker, this, "actpass");
        Downlink = new(worker, seat, this);
    }

    /// <summary>What the connection can carry, and how it is divided.</summary>
    public Downlink Downlink { get; }

    public List<MediaSlot> Slots => _slots;

    public Transport Transport { get; }

    public bool IsReady => Transport.IsReady;

    public bool IsClosed { get; private set; }

    /// <summary>What it receives at present, negotiated or not.</summary>
    public IEnumerable<Subscription> Subscriptions => _bySsrc.Values;

    /// <summary>What the browser has said that it can take; before its answer, everything.</summary>
    public CodecSet Decodes { get; private set; } = CodecSet.All;

    public int Revision => _revision;

    /// <summary>Brings the m-lines in line with what is wanted.</summary>
    /// <param name="wanted">Tracks that exist, each once.</param>
    /// <returns>The offer to be answered: a new one, or the one that still waits; null when all is negotiated.</returns>
    public OfferPlan? Declare(IReadOnlyList<(TrackWanted Wanted, IncomingTrack Track)> wanted)
    {
        var changed = _unanswered is null ? _slots.Exists(slot => slot.IsDirty) : _slots.Exists(slot => slot.IsDirtySinceOffer);
        foreach (var slot in _slots.Where(slot => slot.Subscription is { } subscription && !wanted.Any(w => w.Track == subscription.Track)))
        {
            slot.Subscription!.End();
            changed = true;
        }

        foreach (var (want, track) in wanted)
        {
            if (_slots.Find(slot => slot.Subscription?.Track == track) is { } slot)
            {
                slot.Subscription!.Want(want);
            }
            else
            {
                changed |= TryUse(want, track);
            }
        }

        Downlink.Redistribute();
        if (Transport.Ice.IsInDoubt)
        {
            Transport.Ice.Restart();
            changed = true;
        }

        if (!changed || _slots.Count == 0)
        {
            return _unanswered;
        }

        _revision++;
        return _unanswered = new(_revision, Transport.Describe(_revision), [.. _slots.Select(slot => slot.Offer())]);
    }

    public Result<Done> Answer(int revision, SubscribeAnswered answer)
    {
        var remote = answer.Remote;
        if (_unanswered is null || revision != _revision)
        {
            return MediaErrors.RevisionStale;
        }

        if (Transport.Remote is { } known && known.Fingerprint != answer.Remote.Fingerprint)
        {
            return MediaErrors.SdpInvalid("The answer is of another connection than the one before.");
        }

        var offered = _unanswered.Media;
        _unanswered = null;
        Decodes = answer.Decodes;
        for (var i = 0; i < offered.Count; i++)
        {
            _slots[i].OnAnswered(offered[i].Track is not null, answer.Refused.Contains(offered[i].Mid));
        }

        Downlink.OnNegotiated(answer.HasTransportFeedback);
        Transport.Expect(answer.Remote);
        return Done.Value;
    }

    public void OnReady()
    {
        foreach (var slot in _slots)
        {
            slot.Subscription?.RequestKeyFrameIfNeeded();
        }
    }

    public void OnRtp(RtpPacket packet)
    {
        // a receiving browser has nothing to send
    }

    public void OnRtcp(RtcpReader packets)
    {
        while (packets.TryNext(out var packet))
        {
            Downlink.OnRtcp(packet);
            if (packet.IsKeyFrameRequest && _bySsrc.TryGetValue(packet.MediaSsrc, out var subscription))
            {
                _worker.Counters.KeyFrameRequestsIn++;
                subscription.OnKeyFrameRequest();
            }
            else if (packet.IsNack && _bySsrc.TryGetValue(packet.MediaSsrc, out subscription))
            {
                _worker.Counters.NacksIn++;
                for (var i = 0; i < packet.NackCount; i++)
                {
                    var (first, following) = packet.Nack(i);
                    subscription.Resend(first);
                    for (var bit = 0; bit < 16; bit++)
                    {
                        if ((following & (1 << bit)) != 0)
                        {
                            subscription.Resend((ushort)(first + bit + 1));
                        }
                    }
                }
            }

            for (var i = 0; i < packet.ReportCount; i++)
            {
                _worker.Metrics.ReportedLoss.Record(packet.LossOf(i));
            }
        }
    }

    public void OnClosed()
    {
        IsClosed = true;
        EndAll();
    }

    /// <summary>A subscription has ended, from whichever side.</summary>
    public void OnEnded(Subscription subscription)
    {
        _bySsrc.Remove(subscription.Ssrc);
        Transport.ForgetSsrc(subscription.Ssrc);
        Transport.ForgetSsrc(subscription.RetransmissionSsrc);
        _slots.Find(slot => slot.Subscription == subscription)?.Leave();
    }

    public void OnSent(int bytes)
    {
        _retransmissions.OnSent(bytes);
        Downlink.OnSent(bytes);
    }

    /// <summary>Whether so many bytes may be sent again.</summary>
    public bool TrySpendOnRetransmission(int bytes) => _retransmissions.TrySpend(bytes);

    public void TickSecond() => Transport.Tick();

    public void Close()
    {
        IsClosed = true;
        EndAll();
        Transport.Close();
    }

    private void EndAll()
    {
        foreach (var slot in _slots)
        {
            slot.Subscription?.End();
        }
    }

    private bool TryUse(TrackWanted wanted, IncomingTrack track)
    {
        var slot = _slots.Find(slot => slot.IsFree && slot.IsVideo == track.IsVideo);
        if (slot is null)
        {
            if (_slots.Count(s => s.IsVideo == track.IsVideo) >= MostSlots)
            {
                return false;
            }

            slot = new(_slots.Count, track.IsVideo);
            _slots.Add(slot);
        }

        var ssrc = _nextSsrc;
        _nextSsrc += 2; // never one twice on a connection: with one key, that would break the encryption
        slot.Use(new(_worker, this, wanted, track, ssrc));
        _bySsrc[ssrc] = slot.Subscription!;
        return true;
    }
}
