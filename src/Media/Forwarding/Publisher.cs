using System.Buffers.Binary;
using System.Text;
using StudyHub.Media.Rtp;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>The connection a seat publishes on. Belongs to the worker's thread.</summary>
internal sealed class Publisher : ITransportOwner
{
    /// <summary>The SSRC our reports and requests come from.</summary>
    private const uint OwnSsrc = 1;

    /// <summary>What a browser may send in all, in bits per second, until there is an estimate.</summary>
    private const uint BitrateLimit = 2_000_000;

    private readonly Worker _worker;
    private readonly Transport _transport;
    private readonly Dictionary<uint, Route> _routes = [];
    private List<Line> _lines = [];
    private int _version;

    public Publisher(Worker worker)
    {
        _worker = worker;
        _transport = new(worker, this, "passive");
    }

    public bool IsReady => _transport.IsReady;

    /// <summary>Closed by the browser; a new offer needs a new publisher.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Whether an offer continues this connection or begins another.</summary>
    public bool IsSameConnection(RemoteTransport remote) =>
        !IsClosed && _transport.Remote is { } known && known.Session == remote.Session && known.Fingerprint == remote.Fingerprint;

    /// <summary>Takes an offer.</summary>
    /// <param name="offer">Read already.</param>
    /// <param name="tracks">The seat's track for each source offered.</param>
    /// <returns>Our half of the answer.</returns>
    public LocalTransport Apply(PublishDescription offer, Func<MediaSource, IncomingTrack> tracks)
    {
        if (_transport.Remote is { } known && (known.Ufrag != offer.Remote.Ufrag || _transport.Ice.IsExpired))
        {
            _transport.Ice.Restart();
        }

        _routes.Clear();
        _lines = [.. offer.Tracks.Select(accepted => new Line(accepted, Encoding.ASCII.GetBytes(accepted.Mid), tracks(accepted.Source)))];
        foreach (var line in _lines)
        {
            line.Track.Attach(this);
            AddRoute(line.Accepted.Ssrc, new(line.Track, false));
            AddRoute(line.Accepted.RetransmissionSsrc, new(line.Track, true));
        }

        _transport.Expect(offer.Remote);
        return _transport.Describe(++_version);
    }

    public void OnReady() => SendReports();

    public void OnRtp(RtpPacket packet)
    {
        var ssrc = packet.Ssrc;
        if (!_routes.TryGetValue(ssrc, out var route))
        {
            if (!TryFindRoute(packet, out route))
            {
                return;
            }

            AddRoute(ssrc, route);
        }

        var payload = packet.Payload;
        if (!route.IsRetransmission)
        {
            route.Track.ChangeSource(ssrc);
            route.Track.OnPacket(packet.Sequence, packet.Timestamp, packet.Marker, payload);
        }
        else if (payload.Length > 2)
        {
            route.Track.OnPacket(BinaryPrimitives.ReadUInt16BigEndian(payload), packet.Timestamp, packet.Marker, payload[2..]);
        }
    }

    public void OnRtcp(RtcpReader packets)
    {
        while (packets.TryNext(out var packet))
        {
            if (packet.IsSenderReport && _routes.TryGetValue(packet.SenderSsrc, out var route) && !route.IsRetransmission)
            {
                route.Track.OnSenderReport(packet.NtpTimestamp, packet.RtpTimestamp);
            }
        }
    }

    public void OnClosed() => IsClosed = true;

    public void SendPli(uint ssrc)
    {
        var buffer = _worker.Outgoing.AsSpan();
        _transport.SendRtcp(buffer, RtcpWriter.Pli(buffer, OwnSsrc, ssrc));
    }

    public void SendNack(uint ssrc, ReadOnlySpan<ushort> lost)
    {
        var buffer = _worker.Outgoing.AsSpan();
        _transport.SendRtcp(buffer, RtcpWriter.Nack(buffer, OwnSsrc, ssrc, lost));
    }

    public void Tick()
    {
        foreach (var line in _lines)
        {
            line.Track.Tick();
        }
    }

    public void TickSecond()
    {
        _transport.Tick();
        SendReports();
    }

    public void Close()
    {
        IsClosed = true;
        _transport.Close();
    }

    private void AddRoute(uint ssrc, Route route)
    {
        if (ssrc != 0 && _routes.Count < Srtp.SrtpReceiver.MostStreams)
        {
            _routes[ssrc] = route;
        }
    }

    /// <summary>An SSRC that no description named: by the mid it carries, else by a payload type that only one m-line has.</summary>
    /// <remarks>RFC 9143 §9.2</remarks>
    private bool TryFindRoute(RtpPacket packet, out Route route)
    {
        Line? found = null;
        foreach (var line in _lines)
        {
            var matches = packet.TryGetExtension(line.Accepted.MidExtension, out var mid)
                ? mid.SequenceEqual(line.Mid)
                : packet.PayloadType == line.Accepted.PayloadType || packet.PayloadType == line.Accepted.RetransmissionType;
            if (matches)
            {
                found = line;
                break;
            }
        }

        route = found is null ? default : new(found.Track, packet.PayloadType == found.Accepted.RetransmissionType);
        return found is not null && (route.IsRetransmission || packet.PayloadType == found.Accepted.PayloadType);
    }

    private void SendReports()
    {
        if (!IsReady)
        {
            return;
        }

        Span<ReportBlock> blocks = stackalloc ReportBlock[4];
        Span<uint> streams = stackalloc uint[4];
        var (reported, limited) = (0, 0);
        foreach (var line in _lines)
        {
            if (line.Track.TryReport(out var block))
            {
                blocks[reported++] = block;
            }

            if (line.Track.Ssrc != 0)
            {
                streams[limited++] = line.Track.Ssrc;
            }
        }

        var buffer = _worker.Outgoing.AsSpan();
        var length = RtcpWriter.ReceiverReport(buffer, OwnSsrc, blocks[..reported]);
        if (limited > 0)
        {
            length += RtcpWriter.Remb(buffer[length..], OwnSsrc, BitrateLimit, streams[..limited]);
        }

        _transport.SendRtcp(buffer, length);
    }

    private sealed record Line(AcceptedTrack Accepted, byte[] Mid, IncomingTrack Track);

    private readonly record struct Route(IncomingTrack Track, bool IsRetransmission);
}
