using System.Net;
using Microsoft.Extensions.Logging;

namespace StudyHub.Media;

/// <summary>
/// The selective forwarding unit: rooms of seats that publish and receive camera and microphone over WebRTC, on a few UDP ports.
/// Knows no users and no permissions; whoever calls decides who may open a seat and what it may send.
/// </summary>
public sealed class MediaServer : IAsyncDisposable
{
    public MediaServer(MediaOptions options, TimeProvider clock, ILogger<MediaServer> logger)
    {
    }

    /// <summary>Binds the ports and starts the workers.</summary>
    /// <exception cref="InvalidOperationException">A port is taken or an address cannot be used; the message says which.</exception>
    public void Start() => throw new NotSupportedException();

    /// <summary>The address and port pairs that candidates name, of all workers. Empty before <see cref="Start"/>.</summary>
    public IReadOnlyList<IPEndPoint> Announced => throw new NotSupportedException();

    /// <summary>SHA-256 of the certificate made for this run, upper-case hex with colons, as in SDP. <remarks>RFC 8122 §5</remarks></summary>
    public string Fingerprint => throw new NotSupportedException();

    /// <summary>Open seats; 0 when everything has been freed.</summary>
    public int Peers => throw new NotSupportedException();

    /// <summary>Opens the media side of one seat. A seat that is open already is closed first: the newest wins.</summary>
    public MediaPeer Open(string room, string seat) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => throw new NotSupportedException();
}
