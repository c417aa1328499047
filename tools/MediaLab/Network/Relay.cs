using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace StudyHub.MediaLab.Network;

/// <summary>
/// The network between guests and the media server, on one machine: carries UDP, shaped by each guest's <see cref="Link"/>, and TCP as it
/// is, on one port number. Knows whose a flow is by the user name of its ICE checks.
/// </summary>
public sealed class Relay : IAsyncDisposable
{
    private const int LongestWaitMicros = 20_000;

    private readonly Socket _front;
    private readonly TcpListener _tcp;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<string, Link> _links = new();
    private readonly Dictionary<EndPoint, Flow> _flows = [];
    private readonly Dictionary<Socket, Flow> _flowsBySocket = [];
    private readonly PriorityQueue<(Socket Socket, EndPoint To, byte[] Datagram), (double At, long Number)> _waiting = new();
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IPEndPoint? _server;
    private long _number;

    /// <param name="address">Of this machine, where guests find it.</param>
    public Relay(IPAddress address)
    {
        (_front, _tcp) = BindBoth(address);
        Outside = (IPEndPoint)_front.LocalEndPoint!;
    }

    /// <summary>What the server has to announce, for UDP and TCP.</summary>
    public IPEndPoint Outside { get; }

    /// <summary>Begins to carry.</summary>
    /// <param name="server">The media server's own address.</param>
    public void Start(IPEndPoint server)
    {
        _server = server;
        new Thread(() => Carry(server)) { IsBackground = true, Name = "Relay" }.Start();
        _ = new TcpPump(_tcp, _server, _end.Token).RunAsync();
    }

    /// <summary>What is checked with this user name fragment of the server's from now on belongs to a guest.</summary>
    public void Assign(string serverUfrag, Link link) => _links[serverUfrag] = link;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _tcp.Dispose();
        if (_server is not null)
        {
            await _stopped.Task;
        }

        _front.Dispose();
        _end.Dispose();
    }

    /// <summary>A UDP socket and a TCP listener of one number.</summary>
    private static (Socket Udp, TcpListener Tcp) BindBoth(IPAddress address)
    {
        for (var attempts = 1; ; attempts++)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = 4 << 20 };
            udp.Bind(new IPEndPoint(address, 0));
            var tcp = new TcpListener(address, ((IPEndPoint)udp.LocalEndPoint!).Port);
            try
            {
                tcp.Start();
                return (udp, tcp);
            }
            catch (SocketException) when (attempts < 20)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private void Carry(IPEndPoint server)
    {
        var readable = new List<Socket>();
        while (!_end.IsCancellationRequested)
        {
            readable.Clear();
            readable.Add(_front);
            readable.AddRange(_flowsBySocket.Keys);
            Socket.Select(readable, null, null, NextWaitMicros());
            foreach (var socket in readable)
            {
                if (socket == _front)
                {
                    TakeFromGuests(server);
                }
                else
                {
                    TakeFromServer(_flowsBySocket[socket]);
                }
            }

            DeliverDue();
        }

        foreach (var socket in _flowsBySocket.Keys)
        {
            socket.Dispose();
        }

        _stopped.SetResult();
    }

    private int NextWaitMicros() => _waiting.TryPeek(out _, out var due)
        ? (int)Math.Clamp((due.At - Now) * 1000, 0, LongestWaitMicros)
        : LongestWaitMicros;

    private double Now => Stopwatch.GetElapsedTime(_started).TotalMilliseconds;

    private void TakeFromGuests(IPEndPoint server)
    {
        while (_front.Available > 0)
        {
            EndPoint from = new IPEndPoint(IPAddress.Any, 0);
            var datagram = _buffer.AsSpan(0, _front.ReceiveFrom(_buffer, ref from));
            if (!_flows.TryGetValue(from, out var flow))
            {
                flow = new(from, Outside.Address, server);
                _flows[from] = flow;
                _flowsBySocket[flow.Socket] = flow;
            }

            if (StunUser.TryRead(datagram, out var ufrag) && _links.TryGetValue(ufrag, out var link))
            {
                flow.Link = link;
            }

            Enqueue(flow.Link?.Up, flow.Socket, server, datagram);
        }
    }

    private void TakeFromServer(Flow flow)
    {
        while (true)
        {
            var length = flow.Socket.Receive(_buffer, SocketFlags.None, out var error);
            if (error is not SocketError.Success)
            {
                return; // nothing more, or nobody listens there
            }

            Enqueue(flow.Link?.Down, _front, flow.Guest, _buffer.AsSpan(0, length));
        }
    }

    private void Enqueue(Pipe? pipe, Socket socket, EndPoint to, ReadOnlySpan<byte> datagram)
    {
        if (pipe?.Admit(Now, datagram.Length) is { } at)
        {
            _waiting.Enqueue((socket, to, datagram.ToArray()), (at, _number++));
        }
    }

    private void DeliverDue()
    {
        while (_waiting.TryPeek(out var next, out var due) && due.At <= Now)
        {
            _waiting.Dequeue();
            try
            {
                next.Socket.SendTo(next.Datagram, next.To);
            }
            catch (SocketException)
            {
                // Whoever was there has gone.
            }
        }
    }

    private sealed class Flow
    {
        public Flow(EndPoint guest, IPAddress own, EndPoint server)
        {
            Guest = guest;
            Socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = 4 << 20 };
            Socket.Bind(new IPEndPoint(own, 0));
            Socket.Connect(server);
        }

        public EndPoint Guest { get; }

        public Socket Socket { get; }

        /// <summary>Null until a check says whose it is.</summary>
        public Link? Link { get; set; }
    }
}
