using System.Net;
using System.Net.Sockets;
using Path = StudyHub.Media.Forwarding.Path;

namespace StudyHub.Media.Network;

/// <summary>
/// A UDP socket that one thread waits on and sends with, without allocating per datagram, and that others can wake. What is sent may
/// wait until <see cref="Flush"/>.
/// </summary>
internal abstract class UdpPort : IDisposable
{
    /// <summary>Longer datagrams are not received; bytes.</summary>
    public const int LongestDatagram = 2048;

    /// <summary>The longest that can be sent: what was received, with another header and the encryption's tag.</summary>
    public const int LongestOutgoing = LongestDatagram + 128;

    private const int KernelBuffer = 8 << 20;
    private const int SendTimeoutMillis = 20;
    private const int WindowsUdpConnectionReset = unchecked((int)0x9800000C);

    private readonly SocketAddress _self;
    private int _waking;

    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    protected UdpPort(IPAddress bind, int port)
    {
        Socket = new(bind.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (bind.Equals(IPAddress.IPv6Any))
            {
                Socket.DualMode = true;
            }

            if (OperatingSystem.IsWindows())
            {
                Socket.IOControl(WindowsUdpConnectionReset, [0, 0, 0, 0], null); // an unreachable peer must not break receiving
            }

            Socket.ReceiveBufferSize = KernelBuffer;
            Socket.SendBufferSize = KernelBuffer;
            Socket.SendTimeout = SendTimeoutMillis; // an interface that takes nothing must not stop the worker
            Socket.Bind(new IPEndPoint(bind, port));
            Port = ((IPEndPoint)Socket.LocalEndPoint!).Port;
            _self = new(Socket.AddressFamily);
            PeerAddress.Of(new IPEndPoint(bind.Equals(IPAddress.Any) || bind.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : bind, Port).Serialize()).WriteTo(_self);
        }
        catch
        {
            Socket.Dispose();
            throw;
        }
    }

    public int Port { get; }

    /// <summary>Room for one more datagram to send; used up by <see cref="Send"/>.</summary>
    public abstract Span<byte> Outgoing { get; }

    protected Socket Socket { get; }

    /// <summary>Opens the best port this system has.</summary>
    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public static UdpPort Open(MediaOptions options, int port) =>
        options.InBatches && LinuxUdpPort.IsSupported ? new LinuxUdpPort(options.Bind, port) : new SocketUdpPort(options.Bind, port);

    /// <summary>Waits for datagrams or for <see cref="Wake"/>.</summary>
    /// <returns>How many there are to look at.</returns>
    public abstract int Receive();

    /// <summary>One of the datagrams just received; what has fewer than two bytes is nothing to look at.</summary>
    public abstract Span<byte> Datagram(int place);

    public abstract PeerAddress From(int place);

    /// <summary>Sends the first bytes of <see cref="Outgoing"/>, at the next <see cref="Flush"/> at the latest. A path that cannot be sent to is told.</summary>
    public abstract void Send(int length, Path to);

    /// <summary>Hands everything sent to the system.</summary>
    public abstract void Flush();

    /// <summary>Sends at once, from any thread.</summary>
    /// <returns>False when the system cannot send to that address now.</returns>
    public bool TrySendNow(ReadOnlySpan<byte> datagram, in PeerAddress to)
    {
        var address = new SocketAddress(Socket.AddressFamily);
        to.WriteTo(address);
        return TrySend(datagram, address);
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

    public void Dispose() => Socket.Dispose();

    protected bool TrySend(ReadOnlySpan<byte> datagram, SocketAddress to)
    {
        try
        {
            Socket.SendTo(datagram, SocketFlags.None, to);
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
}
