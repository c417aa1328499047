using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StudyHub.Browser.Tests.Harness;

/// <summary>The network between browsers and server, on loopback: carries HTTP and the live socket over TCP, media over UDP and TCP. Can be cut and restored.</summary>
public sealed class Wire : IAsyncDisposable
{
    private TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly TcpListener _mediaTcp;
    private readonly UdpClient _media;
    private readonly ConcurrentDictionary<IPEndPoint, UdpClient> _browsers = new();
    private readonly ConcurrentDictionary<TcpClient, byte> _connections = new();
    private readonly CancellationTokenSource _end = new();
    private volatile bool _cut;
    private volatile bool _udpCut;
    private int _serverPort;

    public Wire() => (_media, _mediaTcp) = BothOnOnePort(IPAddress.Loopback);

    public int Port => ((IPEndPoint)_tcp.LocalEndpoint).Port;

    public int MediaPort => ((IPEndPoint)_media.Client.LocalEndPoint!).Port;

    public int ServerMediaPort { get; private set; }

    /// <summary>Chooses the port on which the server shall take media.</summary>
    public void OpenMedia()
    {
        var (udp, tcp) = BothOnOnePort(IPAddress.Any);
        ServerMediaPort = ((IPEndPoint)udp.Client.LocalEndPoint!).Port;
        udp.Dispose();
        tcp.Dispose();
        _ = CarryMediaAsync();
        _ = AcceptAsync(_mediaTcp, () => ServerMediaPort);
    }

    public void Connect(int serverPort)
    {
        _serverPort = serverPort;
        _tcp.Start();
        _ = AcceptAsync(_tcp, () => _serverPort);
    }

    /// <summary>Nothing passes any more, nobody is told: bytes are swallowed, new connections hang.</summary>
    public void Cut() => _cut = true;

    /// <summary>The server is gone: connections end, and new ones are refused.</summary>
    public void Close()
    {
        _tcp.Stop();
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }
    }

    /// <summary>The server is back, where it was.</summary>
    public void Reopen(int port)
    {
        _tcp = new(IPAddress.Loopback, port);
        Connect(_serverPort);
    }

    /// <summary>From now on no UDP passes, as where somebody moves behind a firewall; TCP does.</summary>
    public void CutUdp() => _udpCut = true;

    /// <summary>Packets pass again; connections from before the cut are gone.</summary>
    public void Restore()
    {
        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }

        _cut = false;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _tcp.Dispose();
        _mediaTcp.Dispose();
        _media.Dispose();
        foreach (var socket in _browsers.Values)
        {
            socket.Dispose();
        }

        foreach (var connection in _connections.Keys)
        {
            connection.Dispose();
        }

        _end.Dispose();
    }

    private static (UdpClient Udp, TcpListener Tcp) BothOnOnePort(IPAddress address)
    {
        while (true)
        {
            var udp = new UdpClient(new IPEndPoint(address, 0));
            var tcp = new TcpListener(address, ((IPEndPoint)udp.Client.LocalEndPoint!).Port);
            try
            {
                tcp.Start();
                return (udp, tcp);
            }
            catch (SocketException)
            {
                udp.Dispose(); // Somebody else has it for TCP.
                tcp.Dispose();
            }
        }
    }

    private async Task AcceptAsync(TcpListener listener, Func<int> port)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(_end.Token), port());
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient browser, int port)
    {
        using var server = new TcpClient();
        _connections[browser] = 0;
        try
        {
            browser.NoDelay = server.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, port, _end.Token);
            await Task.WhenAny(PumpAsync(browser, server), PumpAsync(server, browser));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end went away.
        }
        finally
        {
            _connections.TryRemove(browser, out _);
            browser.Dispose();
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _end.Token) is var count and > 0)
        {
            if (!_cut)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
    }

    private async Task CarryMediaAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var packet = await _media.ReceiveAsync(_end.Token);
                if (!_cut && !_udpCut)
                {
                    await Towards(packet.RemoteEndPoint).SendAsync(packet.Buffer, _end.Token);
                }
            }
            catch (SocketException)
            {
                // A port unreachable on loopback: somebody has gone.
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private UdpClient Towards(IPEndPoint browser) => _browsers.GetOrAdd(browser, origin =>
    {
        var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Connect(IPAddress.Loopback, ServerMediaPort);
        _ = ReturnAsync(socket, origin);
        return socket;
    });

    private async Task ReturnAsync(UdpClient server, IPEndPoint browser)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var packet = await server.ReceiveAsync(_end.Token);
                if (!_cut && !_udpCut)
                {
                    await _media.SendAsync(packet.Buffer, browser, _end.Token);
                }
            }
            catch (SocketException)
            {
                // As above.
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
