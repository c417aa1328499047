using System.Net;
using System.Net.Sockets;
using Path = StudyHub.Media.Forwarding.Path;

namespace StudyHub.Media.Network;

/// <summary>One datagram a call, on any system.</summary>
internal sealed class SocketUdpPort : UdpPort
{
    private readonly byte[] _incoming = new byte[LongestDatagram];
    private readonly byte[] _outgoing = new byte[LongestOutgoing];
    private readonly SocketAddress _from;
    private readonly SocketAddress _to;
    private int _received;

    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public SocketUdpPort(IPAddress bind, int port)
        : base(bind, port) => (_from, _to) = (new(Socket.AddressFamily), new(Socket.AddressFamily));

    public override Span<byte> Outgoing => _outgoing;

    public override int Receive()
    {
        try
        {
            _received = Socket.ReceiveFrom(_incoming, SocketFlags.None, _from);
            return 1;
        }
        catch (SocketException)
        {
            return 0; // too long for the buffer, or a message about an earlier one of ours
        }
    }

    public override Span<byte> Datagram(int place) => _incoming.AsSpan(0, _received);

    public override PeerAddress From(int place) => PeerAddress.Of(_from);

    public override void Send(int length, Path to)
    {
        to.Key.WriteTo(_to);
        if (!TrySend(_outgoing.AsSpan(0, length), _to))
        {
            to.Mute();
        }
    }

    public override void Flush()
    {
    }
}
