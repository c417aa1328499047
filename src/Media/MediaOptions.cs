using System.Net;
using System.Net.Sockets;

namespace StudyHub.Media;

/// <summary>Where the media server listens and what it tells browsers about it.</summary>
public sealed record MediaOptions
{
    /// <summary>First port, for UDP and TCP; worker <c>i</c> listens on <c>Port + i</c>. 0 leaves each worker's port to the system.</summary>
    public int Port { get; init; }

    /// <summary>Threads that forward media, each with its own port. All seats of a room share one.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>The local address listened on. <see cref="IPAddress.IPv6Any"/>, where the host knows IPv6, listens on IPv4 and IPv6 alike.</summary>
    public IPAddress Bind { get; init; } = Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any;

    /// <summary>
    /// Addresses put into candidates: <c>192.0.2.7</c>, <c>2001:db8::7</c>, or with a port where a proxy or NAT changes it
    /// (<c>192.0.2.7:9000</c>, <c>[2001:db8::7]:9000</c>; only with one worker). Empty: every usable address of this host, loopback included.
    /// </summary>
    public IReadOnlyList<string> Announce { get; init; } = [];

    /// <summary>Sends and receives many datagrams with one system call where the system can.</summary>
    internal bool InBatches { get; init; } = true;
}
