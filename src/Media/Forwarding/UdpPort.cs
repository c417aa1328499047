using System.Net;
using System.Net.Sockets;

namespace StudyHub.Media.Forwarding;

/// <summary>A blocking UDP socket that allocates nothing per datagram and can be woken from another thread.</summary>
internal sealed class UdpPort : IDisposable
{
    private const int KernelBuffer = 8 << 20;
    private const int WindowsUdpConnectionReset = unchecked((int)0x9800000C);

    private readonly Socket _socket;
    private readonly SocketAddress _self;
    private int _waking;

    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public UdpPort(IPAddress bind, int port)
    {
        _socket = new(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (bind.Equals(IPAddress.IPv6Any))
            {
                _socket.DualMode = true;
            }

            if (OperatingSystem.IsWindows())
            {
                _socket.IOControl(WindowsUdpConnectionReset, [0, 0, 0, 0], null); // an unreachable peer must not break receiving
            }

            _socket.ReceiveBufferSize = KernelBuffer;
            _socket.SendBufferSize = KernelBuffer;
            _socket.Bind(new IPEndPoint(bind, port));
            Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
            var self = bind.Equals(IPAddress.Any) ? IPAddress.Loopback : bind.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback.MapToIPv6() : bind;
            _self = new IPEndPoint(self, Port).Serialize();
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public int Port { get; }

    /// <summary>An address to receive into.</summary>
    public SocketAddress NewAddress() => new(_socket.AddressFamily);

    /// <summary>Waits for a datagram or for <see cref="Wake"/>.</summary>
    /// <returns>Its length; 0 where there is nothing to look at.</returns>
    public int Receive(Span<byte> buffer, SocketAddress from)
    {
        try
        {
            var length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
            return length == 1 ? 0 : length; // nothing we take has one byte: it is the wake-up
        }
        catch (SocketException)
        {
            return 0; // too long for the buffer, or a message about an earlier one of ours
        }
    }

    /// <summary>Sends from any thread.</summary>
    /// <returns>False when the system cannot send to that address now.</returns>
    public bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, to);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Makes a waiting <see cref="Receive"/> return. If the datagram is lost, others keep the receiver awake.</summary>
    public void Wake()
    {
        if (Interlocked.Exchange(ref _waking, 1) == 0)
        {
            TrySend([0], _self);
        }
    }

    /// <summary>The receiver says that it will look at everything posted from here on.</summary>
    public void Awake() => Volatile.Write(ref _waking, 0);

    public void Dispose() => _socket.Dispose();
}
