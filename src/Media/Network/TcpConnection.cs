using System.Net.Sockets;
using StudyHub.Media.Forwarding;

namespace StudyHub.Media.Network;

/// <summary>
/// Packets to and from one browser over TCP. Belongs to the worker's thread: reading goes on in the background into a buffer of its own,
/// one piece at a time, and each piece is looked at on the worker's thread. Sending never waits.
/// </summary>
/// <remarks>RFC 6544; RFC 4571</remarks>
internal sealed class TcpConnection : IDisposable
{
    /// <summary>After so many milliseconds without an authenticated check it is closed.</summary>
    public const int ProofMillis = 10_000;

    /// <summary>A connection that has taken nothing for so many milliseconds is closed.</summary>
    public const int StuckMillis = 10_000;

    private const int ReceiveBuffer = 16 * 1024;
    private const int KernelSendBuffer = 128 * 1024;

    private readonly Worker _worker;
    private readonly TcpPort _port;
    private readonly Socket _socket;
    private readonly SocketAsyncEventArgs _receiving = new();
    private readonly byte[] _received = new byte[ReceiveBuffer];
    private readonly byte[] _frame = new byte[StreamFrames.Prefix + UdpPort.LongestOutgoing];
    private readonly SendQueue _queue = new();
    private readonly Action _onReceived;
    private readonly long _openedAt;
    private long _lastTaken;
    private int _filled;

    public TcpConnection(Worker worker, TcpPort port, Socket socket, PeerAddress key)
    {
        (_worker, _port, _socket, Key) = (worker, port, socket, key);
        _openedAt = worker.Now;
        _onReceived = OnReceived;
        _receiving.Completed += (_, _) => _worker.Post(_onReceived);
        socket.Blocking = false;
        socket.NoDelay = true;
        socket.SendBufferSize = KernelSendBuffer; // what the system keeps is late when it arrives
    }

    public PeerAddress Key { get; }

    public bool IsClosed { get; private set; }

    /// <summary>An authenticated check has come this way.</summary>
    public bool IsProven { get; private set; }

    public void Prove()
    {
        if (!IsProven)
        {
            IsProven = true;
            _port.OnProven(this);
        }
    }

    /// <summary>Waits for the next bytes, in the background.</summary>
    public void Receive()
    {
        try
        {
            _receiving.SetBuffer(_received, _filled, _received.Length - _filled);
            if (!_socket.ReceiveAsync(_receiving))
            {
                _worker.Post(_onReceived); // not now: others have their turn first
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            Dispose();
        }
    }

    /// <summary>Sends a packet, or puts it in the queue, or drops it.</summary>
    public void Send(ReadOnlySpan<byte> packet)
    {
        Flush();
        if (IsClosed)
        {
            return;
        }

        var frame = _frame.AsSpan(0, StreamFrames.Write(_frame, packet));
        var taken = _queue.IsEmpty ? Offer(frame) : 0;
        if (taken < frame.Length && !_queue.TryAdd(frame[taken..]))
        {
            _worker.Counters.StreamPacketsDropped++;
        }
    }

    /// <summary>Every few milliseconds.</summary>
    public void Tick()
    {
        Flush();
        if ((!IsProven && _worker.Now - _openedAt > ProofMillis) || (!_queue.IsEmpty && _worker.Now - _lastTaken > StuckMillis))
        {
            Dispose();
        }
    }

    /// <summary>May be repeated.</summary>
    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            SayGoodbye();
            _socket.Dispose();
            _receiving.Dispose(); // once it has ended
            _port.OnClosed(this);
            _worker.Demultiplexer.Forget(Key);
        }
    }

    private void SayGoodbye()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Send); // what was sent still arrives
        }
        catch (SocketException)
        {
            // the other side was quicker
        }
    }

    private void OnReceived()
    {
        if (_receiving.SocketError != SocketError.Success || _receiving.BytesTransferred == 0)
        {
            Dispose();
        }

        if (IsClosed)
        {
            return;
        }

        _filled += _receiving.BytesTransferred;
        var rest = _received.AsSpan(0, _filled);
        while (!IsClosed && !StreamFrames.IsTooLong(rest) && StreamFrames.TryTake(ref rest, out var packet))
        {
            _worker.OnPacket(packet, Key);
        }

        if (StreamFrames.IsTooLong(rest))
        {
            Dispose();
        }

        if (IsClosed)
        {
            return;
        }

        rest.CopyTo(_received);
        _filled = rest.Length;
        Receive();
    }

    private void Flush()
    {
        if (!_queue.IsEmpty)
        {
            _queue.Taken(Offer(_queue.Waiting));
        }
    }

    /// <returns>How many bytes the system has taken.</returns>
    private int Offer(ReadOnlySpan<byte> bytes)
    {
        if (IsClosed)
        {
            return 0;
        }

        var taken = _socket.Send(bytes, SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            Dispose();
            return 0;
        }

        if (_queue.IsEmpty || taken > 0)
        {
            _lastTaken = _worker.Now;
        }

        return error == SocketError.Success ? taken : 0;
    }
}
