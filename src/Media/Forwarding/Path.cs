using System.Net;
using StudyHub.Media.Ice;

namespace StudyHub.Media.Forwarding;

/// <summary>An address that has passed an authenticated check of a transport. Never changed once made, so any thread may send to it.</summary>
internal sealed class Path(Transport transport, PeerAddress key, SocketAddress address)
{
    /// <summary>After so many silent milliseconds another path, or another connection, may take its place.</summary>
    public const int StaleMillis = 3_000;

    public Transport Transport => transport;

    public PeerAddress Key => key;

    public SocketAddress Address => address;

    /// <summary>When something authentic last came this way; milliseconds.</summary>
    public long LastHeard { get; set; }

    public static Path Of(Transport transport, PeerAddress key, SocketAddress from)
    {
        var address = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(address.Buffer.Span);
        return new(transport, key, address);
    }
}
