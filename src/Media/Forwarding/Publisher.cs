using System.Buffers.Binary;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>The connection a seat publishes on. Belongs to the worker's thread.</summary>
internal sealed class Publisher : ITransportOwner
{
    /// <summary>The SSRC our reports and requests come from.</summary>
    private const uint OwnSsrc = 1;

    /// <summary>What a browser may send in all that gives its packets no transport-wide numbers, in bits per second.</summary>
    private const uint BitrateLimit = 2_000_000;

    /// <summary>Streams reported on: every source once, pictures in all their layers.</summary>
    private const int MostStreams = 4 * LayerTarget.MostSpatial;

    private readonly Worker _worker;
    private readonly Transport _transport;
    private readonly StreamRoutes _routes = new();
    private ArrivalLog? _arrivals;
    private int _transportWide;
    private uint _newestSsrc;
    private int _version;

    public Publisher(Worker worker)
    {
        _worker = worker;
        _transport = new(worker, this, "passive");
    }

    public bool IsReady => _transport.IsReady;

    /// <summary>How the seat's packets have arrived in the last second.</summary>
    public LinkState State { get; private set; }

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

        var lines = offer.Tracks.Select(accepted => new PublishedLine(accepted, tracks(accepted.Source))).ToList();
        foreach (var line in lines)
        {
            line.Track.Attach(this, line.Accepted.Rids, CodecSet.Of(line.Accepted.Codecs.Select(accepted => accepted.Codec)));
        }

        _routes.Apply(lines);
        _transportWide = lines.Select(line => line.Accepted.Extensions.TransportWide).FirstOrDefault(id => id > 0);
        _arrivals = _transportWide > 0 ? _arrivals ?? new() : null;
        _transport.Expect(offer.Remote);
        return _transport.Describe(++_version);
    }

    public void OnReady() => SendReports();

    public void OnRtp(RtpPacket packet)
    {
        if (_arrivals is not null && packet.TryGetExtension(_transportWide, out var number) && number.Length >= 2)
        {
            _arrivals.Record(BinaryPrimitives.ReadUInt16BigEndian(number), _worker.NowMicros);
        }

        if (!_routes.TryFind(packet, out var layer, out var codec, out var isRetransmission))
        {
            return;
        }

        var payload = packet.Payload;
        if (!isRetransmission)
        {
            _newestSsrc = packet.Ssrc;
            layer.ChangeSource(packet.Ssrc);
            layer.OnPacket(codec, packet.Sequence, packet.Timestamp, packet.Marker, payload, LevelOf(packet, codec));
        }
        else if (payload.Length > 2 && layer.Ssrc != 0 && layer.Codec == codec)
        {
            layer.OnPacket(codec, BinaryPrimitives.ReadUInt16BigEndian(payload), packet.Timestamp, packet.Marker, payload[2..]);
        }
    }

    public void OnRtcp(RtcpReader packets)
    {
        while (packets.TryNext(out var packet))
        {
            if (packet.IsSenderReport && _routes.Find(packet.SenderSsrc) is { } layer && layer.Ssrc == packet.SenderSsrc)
            {
                layer.OnSenderReport(packet.NtpTimestamp, packet.RtpTimestamp);
            }
        }
    }

    public void OnClosed() => IsClosed = true;

    public void SendPli(uint ssrc)
    {
        _worker.Counters.KeyFrameRequestsOut++;
        var buffer = _worker.Outgoing.AsSpan();
        _transport.SendRtcp(buffer, RtcpWriter.Pli(buffer, OwnSsrc, ssrc));
    }

    public void SendNack(uint ssrc, ReadOnlySpan<ushort> lost)
    {
        _worker.Counters.NacksOut++;
        var buffer = _worker.Outgoing.AsSpan();
        _transport.SendRtcp(buffer, RtcpWriter.Nack(buffer, OwnSsrc, ssrc, lost));
    }

    public void Tick()
    {
        SendTransportFeedback();
        foreach (var line in _routes.Lines)
        {
            line.Track.Tick();
        }
    }

    public void TickSecond()
    {
        _transport.Tick();
        foreach (var line in _routes.Lines)
        {
            line.Track.TickSecond();
        }

        SendReports();
    }

    public void Close()
    {
        IsClosed = true;
        _transport.Close();
    }

    /// <summary>How loud a packet is, by RFC 6464; −1 where it does not say.</summary>
    private int LevelOf(RtpPacket packet, Codec codec)
    {
        if (!codec.IsVideo())
        {
            foreach (var line in _routes.Lines)
            {
                if (packet.TryGetExtension(line.Accepted.Extensions.AudioLevel, out var level))
                {
                    return level[0] & 0x7F;
                }
            }
        }

        return -1;
    }

    private void SendTransportFeedback()
    {
        var buffer = _worker.Outgoing.AsSpan();
        while (IsReady && _arrivals is { HasNews: true } && _arrivals.Write(buffer, OwnSsrc, _newestSsrc) is > 0 and var length)
        {
            _transport.SendRtcp(buffer, length);
        }
    }

    private void SendReports()
    {
        if (!IsReady)
        {
            return;
        }

        Span<ReportBlock> blocks = stackalloc ReportBlock[MostStreams];
        Span<uint> streams = stackalloc uint[MostStreams];
        var (reported, limited) = (0, 0);
        var (lost, bits, jitter) = (0.0, 0.0, double.MaxValue);
        foreach (var line in _routes.Lines)
        {
            foreach (var layer in line.Track.Layers)
            {
                if (layer.TryReport(out var block))
                {
                    blocks[reported++] = block;
                    var weight = line.Track.Bitrate(layer.Index, LayerRates.MostTemporal - 1);
                    lost += weight * block.FractionLost / 256.0;
                    bits += weight;
                    jitter = weight > 0 ? Math.Min(jitter, block.Jitter * 1000.0 / line.Track.ClockRate) : jitter;
                }

                if (layer.Ssrc != 0)
                {
                    streams[limited++] = layer.Ssrc;
                }
            }
        }

        var buffer = _worker.Outgoing.AsSpan();
        var length = RtcpWriter.ReceiverReport(buffer, OwnSsrc, blocks[..reported]);
        State = bits > 0 ? new(lost / bits, jitter, 0) : default;
        if (limited > 0 && _arrivals is null)
        {
            length += RtcpWriter.Remb(buffer[length..], OwnSsrc, BitrateLimit, streams[..limited]);
        }

        _transport.SendRtcp(buffer, length);
    }
}
