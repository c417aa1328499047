using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;
using StudyHub.Media.Network;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// One thread, one UDP port, and the rooms given to it. Everything of these rooms is touched by this thread only, so nothing locks;
/// whoever wants something posts it. Forwarding a packet allocates nothing.
/// </summary>
internal sealed class Worker : IDisposable
{
    private const int TickMillis = 50;
    private const int ProbeMillis = 5;

    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Dictionary<string, Room> _rooms = [];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Downlink> _probing = [];
    private int _thread;
    private ITimer? _timer;
    private ITimer? _probeTimer;
    private volatile bool _stopping;
    private volatile bool _isServing;
    private long _nextTick;
    private long _nextSecond;
    private long _measuredAt;
    private long _measuredBusy;
    private double _load;

    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be had.</exception>
    public Worker(
        int index, MediaOptions options, TimeProvider clock, DtlsIdentity identity, HandshakeGate handshakes, IMediaObserver observer, MediaMetrics metrics, ILogger logger)
    {
        (Index, _clock, Identity, Handshakes, Observer, Metrics) = (index, clock, identity, handshakes, observer, metrics);
        Log = new(logger, clock);
        Demultiplexer = new(this);
        (Port, Tcp) = MediaPorts.Open(options, options.Port == 0 ? 0 : options.Port + index);
        Announced = HostAddresses.ToAnnounce(options, Port.Port);
        NowMicros = MicrosOf(_clock.GetTimestamp());
    }

    public int Index { get; }

    public UdpPort Port { get; }

    public TcpPort Tcp { get; }

    public DtlsIdentity Identity { get; }

    public HandshakeGate Handshakes { get; }

    public Demultiplexer Demultiplexer { get; }

    /// <summary>Hears what this worker finds out.</summary>
    public IMediaObserver Observer { get; }

    public MediaMetrics Metrics { get; }

    public WorkerCounters Counters { get; } = new();

    /// <summary>Share of the last seconds that the thread was not waiting. Any thread may ask.</summary>
    public double Load => Volatile.Read(ref _load);

    public MediaLog Log { get; }

    public IReadOnlyList<IPEndPoint> Announced { get; }

    /// <summary>Milliseconds of a steady clock, as of the datagram or command at hand.</summary>
    public long Now => NowMicros / 1000;

    /// <summary>The same in microseconds.</summary>
    public long NowMicros { get; private set; }

    /// <summary>Where control packets are put together; used up within one call.</summary>
    public byte[] Outgoing { get; } = new byte[UdpPort.LongestOutgoing];

    /// <summary>Where the next packet to be sent is put together: <see cref="Send"/> uses it up.</summary>
    public Span<byte> NextPacket => Port.Outgoing;

    /// <summary>Where payloads are rewritten; used up within one call.</summary>
    public byte[] Scratch { get; } = new byte[UdpPort.LongestDatagram];

    public void Start()
    {
        _timer = _clock.CreateTimer(_ => WakeForTick(), null, TimeSpan.FromMilliseconds(TickMillis), TimeSpan.FromMilliseconds(TickMillis));
        _probeTimer = _clock.CreateTimer(_ => WakeForTick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Tcp.Start(this);
        new Thread(Run) { IsBackground = true, Name = $"Media {Index}" }.Start();
    }

    /// <summary>Sends the first bytes of <see cref="NextPacket"/>, before the worker waits again.</summary>
    public void Send(int length, Path to)
    {
        Counters.PacketsOut++;
        Counters.BytesOut += length;
        if (to.Connection is { } connection)
        {
            connection.Send(NextPacket[..length]);
        }
        else
        {
            Port.Send(length, to);
        }
    }

    /// <summary>Sends from any thread, by way of the worker's where the path is a TCP connection.</summary>
    public void SendNow(ReadOnlySpan<byte> packet, Path to)
    {
        if (to.Connection is not { } connection)
        {
            Port.TrySendNow(packet, to.Key);
        }
        else if (Environment.CurrentManagedThreadId == _thread)
        {
            connection.Send(packet);
        }
        else
        {
            var copy = packet.ToArray();
            Post(() => connection.Send(copy));
        }
    }

    /// <summary>Looks at one packet from the network. The wake-up has one byte, and nothing we take is as short.</summary>
    public void OnPacket(Span<byte> packet, in PeerAddress from)
    {
        if (packet.Length < 2)
        {
            return;
        }

        Counters.PacketsIn++;
        Counters.BytesIn += packet.Length;
        try
        {
            Demultiplexer.OnDatagram(packet, from);
        }
        catch (Exception e)
        {
            Log.Failed(e); // a bug that one packet has found must not end the media of everybody
        }
    }

    /// <summary>Has something done on the worker's thread, soon and in order.</summary>
    public void Post(Action command)
    {
        _commands.Enqueue(command);
        Port.Wake();
    }

    /// <summary>Asks something of the worker's thread. Cancels when the worker stops.</summary>
    public Task<T> AskAsync<T>(Func<T> question, CancellationToken ct)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            if (_stopped.Task.IsCompleted)
            {
                answer.TrySetCanceled(CancellationToken.None);
                return;
            }

            if (ct.IsCancellationRequested)
            {
                answer.TrySetCanceled(ct);
                return;
            }

            try
            {
                answer.TrySetResult(question());
            }
            catch (Exception e)
            {
                answer.TrySetException(e);
            }
        });
        if (_stopped.Task.IsCompleted)
        {
            answer.TrySetCanceled(CancellationToken.None);
        }

        return answer.Task.WaitAsync(ct);
    }

    /// <summary>Asks a downlink for packets of its probe, often, until it has none.</summary>
    public void Probe(Downlink downlink)
    {
        if (!_probing.Contains(downlink))
        {
            _probing.Add(downlink);
            _probeTimer?.Change(TimeSpan.FromMilliseconds(ProbeMillis), TimeSpan.FromMilliseconds(ProbeMillis));
        }
    }

    public Room Room(string name) => _rooms.TryGetValue(name, out var room) ? room : _rooms[name] = new(this, name);

    public void Close(Seat seat)
    {
        seat.Close();
        var room = seat.Room;
        if (room.IsEmpty && _rooms.GetValueOrDefault(room.Name) == room)
        {
            _rooms.Remove(room.Name);
        }
    }

    /// <summary>Stops the thread; what was posted before is still done.</summary>
    public Task StopAsync()
    {
        _timer?.Dispose();
        _probeTimer?.Dispose();
        _stopping = true;
        Port.Awake(); // whatever wake-up is under way may have been seen before the flag
        Port.Wake();
        return _stopped.Task;
    }

    public void Dispose()
    {
        Port.Dispose();
        Tcp.Dispose();
    }

    private void WakeForTick()
    {
        if (_isServing)
        {
            Port.Awake(); // should a wake-up ever be lost, this is the one that mends it
            Port.Wake();
        }
    }

    private void Run()
    {
        _thread = Environment.CurrentManagedThreadId;
        while (!_stopping)
        {
            var received = Port.Receive();
            var began = _clock.GetTimestamp();
            NowMicros = MicrosOf(began);
            Port.Awake();
            RunCommands();
            for (var i = 0; i < received; i++)
            {
                OnPacket(Port.Datagram(i), Port.From(i));
            }

            if (Now >= _nextTick)
            {
                Tick();
            }

            SendProbes();
            Port.Flush();
            var took = _clock.GetTimestamp() - began;
            Counters.BusyTicks += took;
            if (received > 0)
            {
                Metrics.Delay.Record((double)took / _clock.TimestampFrequency);
            }
        }

        RunAllCommands();
        foreach (var seat in _rooms.Values.SelectMany(room => room.Seats).ToList())
        {
            Close(seat);
        }

        _stopped.SetResult();
        RunAllCommands(); // what was posted in between; anything later sees that we have stopped
    }

    private void RunAllCommands()
    {
        while (!_commands.IsEmpty)
        {
            RunCommands();
        }
    }

    /// <summary>Runs those that are there. What they post has its turn after the datagrams, and has woken us again.</summary>
    private void RunCommands()
    {
        for (var left = _commands.Count; left > 0 && _commands.TryDequeue(out var command); left--)
        {
            _isServing = true;
            try
            {
                command();
            }
            catch (Exception e)
            {
                Log.Failed(e);
            }
        }
    }

    private void Tick()
    {
        try
        {
            TickAll();
        }
        catch (Exception e)
        {
            Log.Failed(e);
        }
    }

    private void SendProbes()
    {
        if (_probing.Count == 0)
        {
            return;
        }

        for (var i = _probing.Count - 1; i >= 0; i--)
        {
            if (!TrySendProbe(_probing[i]))
            {
                _probing.RemoveAt(i);
            }
        }

        if (_probing.Count == 0)
        {
            _probeTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    private bool TrySendProbe(Downlink downlink)
    {
        try
        {
            return downlink.SendProbe();
        }
        catch (Exception e)
        {
            Log.Failed(e);
            return false;
        }
    }

    private void TickAll()
    {
        _nextTick = Now + TickMillis;
        _isServing = _rooms.Count > 0 || Tcp.Count > 0;
        Tcp.Tick();
        var second = Now >= _nextSecond;
        foreach (var room in _rooms.Values)
        {
            room.Tick();
            foreach (var seat in room.Seats)
            {
                seat.Tick();
                if (second)
                {
                    seat.TickSecond();
                }
            }
        }

        if (second)
        {
            _nextSecond = Now + 1000;
        }

        MeasureLoad(second);
    }

    private void MeasureLoad(bool second)
    {
        if (!_isServing)
        {
            Volatile.Write(ref _load, 0); // there may be no other tick for long
        }
        else if (second)
        {
            var (now, busy) = (_clock.GetTimestamp(), Counters.BusyTicks);
            if (_measuredAt != 0 && now > _measuredAt)
            {
                Volatile.Write(ref _load, (_load + ((double)(busy - _measuredBusy) / (now - _measuredAt))) / 2);
            }

            (_measuredAt, _measuredBusy) = (now, busy);
        }
    }

    private long MicrosOf(long timestamp) => timestamp / (_clock.TimestampFrequency / 1_000_000);
}
