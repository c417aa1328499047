using System.Globalization;
using System.Net;
using System.Text;
using StudyHub.Media.Ice;

namespace StudyHub.Media.Sdp;

/// <summary>What our descriptions say about our end of a transport.</summary>
/// <param name="Session">Number of the <c>o=</c> line, one for each transport.</param>
/// <param name="Version">Rises with every description of it.</param>
/// <param name="Credentials">Of the current ICE session.</param>
/// <param name="Fingerprint">Of our certificate.</param>
/// <param name="Setup">Our DTLS role.</param>
/// <param name="Candidates">Where we can be reached over UDP and TCP, best first.</param>
internal sealed record LocalTransport(
    long Session, int Version, IceCredentials Credentials, string Fingerprint, string Setup, IReadOnlyList<IPEndPoint> Candidates);

/// <summary>Writes the descriptions of an ICE-lite agent that bundles everything.</summary>
/// <remarks>RFC 8829; RFC 8839; RFC 6544; RFC 9143</remarks>
internal sealed class SdpWriter
{
    private const uint HostPreference = 126;
    private const uint TcpHostPreference = 90; // below everything over UDP: RFC 6544 §4.2

    private readonly StringBuilder _text = new(4096);
    private readonly LocalTransport _transport;
    private bool _candidatesWritten;

    /// <param name="transport">Ours.</param>
    /// <param name="bundled">Every m-line that is not refused.</param>
    public SdpWriter(LocalTransport transport, IEnumerable<string> bundled)
    {
        _transport = transport;
        Line("v=0");
        Line($"o=- {transport.Session} {transport.Version} IN IP4 127.0.0.1");
        Line("s=-");
        Line("t=0 0");
        Line("a=ice-lite");
        Line($"a=group:BUNDLE {string.Join(' ', bundled)}");
        Line("a=msid-semantic:WMS *");
    }

    public void Line(FormattableString line) => Line(line.ToString(CultureInfo.InvariantCulture));

    public void Line(string line) => _text.Append(line).Append("\r\n");

    /// <summary>Begins an m-line and says everything about its transport. Candidates stand in the first: the others share it.</summary>
    public void Media(string kind, string formats, string mid, string direction)
    {
        Line($"m={kind} 9 UDP/TLS/RTP/SAVPF {formats}");
        Line("c=IN IP4 0.0.0.0");
        Line($"a=mid:{mid}");
        Line($"a={direction}");
        Line($"a=ice-ufrag:{_transport.Credentials.Ufrag}");
        Line($"a=ice-pwd:{_transport.Credentials.Password}");
        Line($"a=fingerprint:sha-256 {_transport.Fingerprint}");
        Line($"a=setup:{_transport.Setup}");
        Line("a=rtcp-mux");
        Line("a=rtcp-rsize");
        if (_candidatesWritten)
        {
            return;
        }

        _candidatesWritten = true;
        for (var i = 0; i < _transport.Candidates.Count; i++)
        {
            var candidate = _transport.Candidates[i];
            Line($"a=candidate:{i + 1} 1 udp {PriorityOf(HostPreference, i)} {candidate.Address} {candidate.Port} typ host");
        }

        for (var i = 0; i < _transport.Candidates.Count; i++)
        {
            var candidate = _transport.Candidates[i];
            Line($"a=candidate:{_transport.Candidates.Count + i + 1} 1 tcp {PriorityOf(TcpHostPreference, i)} {candidate.Address} {candidate.Port} typ host tcptype passive");
        }

        Line("a=end-of-candidates");
    }

    /// <summary>An m-line we want nothing of.</summary>
    public void Refused(SdpMedia media)
    {
        var protocol = media.Kind == "application" ? "UDP/DTLS/SCTP" : "UDP/TLS/RTP/SAVPF";
        Line($"m={media.Kind} 0 {protocol} {media.Formats[0]}");
        Line("c=IN IP4 0.0.0.0");
        if (media.Mid is { } mid)
        {
            Line($"a=mid:{mid}");
        }

        Line("a=inactive");
    }

    public override string ToString() => _text.ToString();

    /// <remarks>RFC 8445 §5.1.2.1</remarks>
    private static uint PriorityOf(uint typePreference, int place) => (typePreference << 24) | ((uint)(65535 - place) << 8) | 255;
}
