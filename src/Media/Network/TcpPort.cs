using System.Net;
using System.Net.Sockets;
using StudyHub.Media.Forwarding;

namespace StudyHub.Media.Network;

/// <summary>
/// Takes connections of browsers that cannot reach us over UDP, on the port number of the worker's UDP port. Those that have not shown
/// an authenticated check are few, in total and per address, and closed after <see cref="TcpConnection.ProofMillis"/>.
/// </summary>
/// <remarks>RFC 6544 §3</remarks>
internal sealed class TcpPort : IDisposable
{
    public const int Most = 2048;
    public const int MostUnproven = 256;
    public const int MostUnprovenPerAddress = 64;

    private const int Backlog = 256;
    private const int PauseMillis = 100;

    private readonly Socket _listener;
    private readonly CancellationTokenSource _closed = new();
    private readonly AddressQuota _unproven = new(MostUnproven, MostUnprovenPerAddress);
    private readonly Dictionary<uint, TcpConnection> _connections = [];
    private uint _last;

    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public TcpPort(IPAddress bind, int port)
    {
        _listener = new(bind.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (bind.Equals(IPAddress.IPv6Any))
            {
                _listener.DualMode = true;
            }

            _listener.Bind(new IPEndPoint(bind, port));
            _listener.Listen(Backlog);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Open connections.</summary>
    public int Count => _connections.Count;

    public void Start(Worker worker) => _ = AcceptAllAsync(worker);

    /// <summary>The connection of an address; null for UDP.</summary>
    public TcpConnection? Find(in PeerAddress address) => address.Connection == 0 ? null : _connections.GetValueOrDefault(address.Connection);

    /// <summary>Every few milliseconds, on the worker's thread.</summary>
    public void Tick()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Tick(); // may take itself out
        }
    }

    public void OnProven(TcpConnection connection) => _unproven.Release(connection.Key);

    public void OnClosed(TcpConnection connection)
    {
        _connections.Remove(connection.Key.Connection);
        if (!connection.IsProven)
        {
            _unproven.Release(connection.Key);
        }
    }

    /// <summary>Closes what is open; the worker's thread has ended or has not begun.</summary>
    public void Dispose()
    {
        _closed.Cancel();
        _listener.Dispose();
        foreach (var connection in _connections.Values)
        {
            connection.Dispose();
        }
    }

    private async Task AcceptAllAsync(Worker worker)
    {
        while (!_closed.IsCancellationRequested)
        {
            try
            {
                Accept(worker, await _listener.AcceptAsync(_closed.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(PauseMillis, CancellationToken.None); // gone already, or too many files are open
            }
        }
    }

    private void Accept(Worker worker, Socket socket)
    {
        if (socket.RemoteEndPoint is not IPEndPoint remote)
        {
            socket.Dispose();
            return;
        }

        var key = PeerAddress.Of(remote.Serialize()) with { Connection = ++_last };
        if (!_unproven.TryTake(key))
        {
            socket.Dispose();
            return;
        }

        worker.Post(() => Add(worker, socket, key));
    }

    private void Add(Worker worker, Socket socket, PeerAddress key)
    {
        if (_closed.IsCancellationRequested || _connections.Count >= Most)
        {
            socket.Dispose();
            _unproven.Release(key);
            return;
        }

        TcpConnection connection;
        try
        {
            connection = new(worker, this, socket, key);
        }
        catch (SocketException)
        {
            socket.Dispose(); // gone already
            _unproven.Release(key);
            return;
        }

        _connections[key.Connection] = connection;
        connection.Receive();
    }
}
