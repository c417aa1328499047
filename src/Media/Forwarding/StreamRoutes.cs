using System.Diagnostics.CodeAnalysis;
using System.Text;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Forwarding;

/// <summary>One m-line of a publisher, and the track it carries.</summary>
internal sealed class PublishedLine(AcceptedTrack accepted, IncomingTrack track)
{
    private readonly byte[][] _rids = [.. accepted.Rids.Select(Encoding.ASCII.GetBytes)];

    public AcceptedTrack Accepted => accepted;

    public IncomingTrack Track => track;

    public byte[] Mid { get; } = Encoding.ASCII.GetBytes(accepted.Mid);

    public bool IsSimulcast => _rids.Length > 0;

    public bool TryFindLayer(ReadOnlySpan<byte> rid, [NotNullWhen(true)] out Layer? layer)
    {
        for (var i = 0; i < _rids.Length; i++)
        {
            if (rid.SequenceEqual(_rids[i]))
            {
                layer = track.Layers[i];
                return true;
            }
        }

        layer = null;
        return false;
    }
}

/// <summary>
/// Which SSRC belongs to which layer: by the description, else by the identifications that packets carry until the browser knows that
/// they have been understood. Belongs to the worker's thread.
/// </summary>
/// <remarks>RFC 9143 §9.2; RFC 8853 §5.5</remarks>
internal sealed class StreamRoutes
{
    private readonly Dictionary<uint, Route> _bySsrc = [];
    private List<PublishedLine> _lines = [];

    public List<PublishedLine> Lines => _lines;

    public Layer? Find(uint ssrc) => _bySsrc.TryGetValue(ssrc, out var route) ? route.Layer : null;

    /// <summary>Takes another description. What was learnt from packets holds on where its m-line and layer do.</summary>
    public void Apply(List<PublishedLine> lines)
    {
        var learnt = _bySsrc.ToArray();
        _lines = lines;
        _bySsrc.Clear();
        foreach (var line in lines.Where(line => !line.IsSimulcast && line.Accepted.Streams.Count > 0))
        {
            var stream = line.Accepted.Streams[0];
            Add(stream.Ssrc, new(line, line.Track.Layers[0]));
            Add(stream.RetransmissionSsrc, new(line, line.Track.Layers[0]));
        }

        foreach (var (ssrc, route) in learnt.Where(known => !_bySsrc.ContainsKey(known.Key)))
        {
            if (lines.Find(line => line.Accepted.Mid == route.Line.Accepted.Mid && line.Track.Layers.Contains(route.Layer)) is { } line)
            {
                Add(ssrc, new(line, route.Layer));
            }
        }
    }

    /// <summary>Where a packet belongs and what it carries.</summary>
    public bool TryFind(RtpPacket packet, [NotNullWhen(true)] out Layer? layer, out Codec codec, out bool isRetransmission)
    {
        if (!_bySsrc.TryGetValue(packet.Ssrc, out var route))
        {
            if (!TryLearn(packet, out route))
            {
                (layer, codec, isRetransmission) = (null, default, false);
                return false;
            }

            Add(packet.Ssrc, route);
        }

        layer = route.Layer;
        return route.Line.Accepted.TryFindCodec(packet.PayloadType, out codec, out isRetransmission);
    }

    private void Add(uint ssrc, Route route)
    {
        if (ssrc != 0 && _bySsrc.Count < Srtp.SrtpReceiver.MostStreams)
        {
            _bySsrc[ssrc] = route;
        }
    }

    private bool TryLearn(RtpPacket packet, out Route route)
    {
        route = default;
        if (FindLine(packet) is not { } line || !line.Accepted.TryFindCodec(packet.PayloadType, out _, out _))
        {
            return false;
        }

        var layer = line.IsSimulcast ? FindLayer(packet, line) : line.Track.Layers[0];
        if (layer is null)
        {
            return false;
        }

        route = new(line, layer);
        return true;
    }

    /// <summary>The m-line by the mid it carries, else by a payload type that only one m-line has.</summary>
    private PublishedLine? FindLine(RtpPacket packet)
    {
        PublishedLine? found = null;
        foreach (var line in _lines)
        {
            if (packet.TryGetExtension(line.Accepted.Extensions.Mid, out var mid))
            {
                if (mid.SequenceEqual(line.Mid))
                {
                    return line;
                }
            }
            else if (line.Accepted.TryFindCodec(packet.PayloadType, out _, out _))
            {
                if (found is not null)
                {
                    return null;
                }

                found = line;
            }
        }

        return found;
    }

    private Layer? FindLayer(RtpPacket packet, PublishedLine line)
    {
        var extensions = line.Accepted.Extensions;
        if ((packet.TryGetExtension(extensions.Rid, out var rid) || packet.TryGetExtension(extensions.RepairedRid, out rid))
            && line.TryFindLayer(rid, out var layer))
        {
            return layer;
        }

        foreach (var stream in line.Accepted.Streams) // a retransmission that only the description tells
        {
            if (stream.RetransmissionSsrc == packet.Ssrc)
            {
                return Find(stream.Ssrc);
            }
        }

        return null;
    }

    private readonly record struct Route(PublishedLine Line, Layer Layer);
}
