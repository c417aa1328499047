using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using StudyHub.Media.Dtls;
using StudyHub.Media.Ice;

namespace StudyHub.Media.Forwarding;

/// <summary>
/// One thread, one UDP port, and the rooms given to it. Everything of these rooms is touched by this thread only, so nothing locks;
/// whoever wants something posts it. Forwarding a packet allocates nothing.
/// </summary>
internal sealed class Worker : IDisposable
{
    private const int TickMillis = 50;
    private const int LongestDatagram = 2048;

    private readonly TimeProvider _clock;
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly Dictionary<string, Room> _rooms = [];
    private readonly byte[] _incoming = new byte[LongestDatagram];
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _index;
    private ITimer? _timer;
    private volatile bool _stopping;
    private volatile bool _isServing;
    private long _nextTick;
    private long _nextSecond;

    /// <exception cref="System.Net.Sockets.SocketException">The port cannot be had.</exception>
    public Worker(int index, MediaOptions options, TimeProvider clock, DtlsIdentity identity, HandshakeGate handshakes, ILogger logger)
    {
        (_index, _clock, Identity, Handshakes) = (index, clock, identity, handshakes);
        Log = new(logger, clock);
        Demultiplexer = new(this);
        Port = new(options.Bind, options.Port == 0 ? 0 : options.Port + index);
        Announced = HostAddresses.ToAnnounce(options, Port.Port);
        Now = ReadClock();
    }

    public UdpPort Port { get; }

    public DtlsIdentity Identity { get; }

    public HandshakeGate Handshakes { get; }

    public Demultiplexer Demultiplexer { get; }

    public MediaLog Log { get; }

    public IReadOnlyList<IPEndPoint> Announced { get; }

    /// <summary>Milliseconds of a steady clock, as of the datagram or command at hand.</summary>
    public long Now { get; private set; }

    /// <summary>Where packets are put together for sending; used up within one call.</summary>
    public byte[] Outgoing { get; } = new byte[LongestDatagram + Srtp.SrtpTransform.LargestOverhead + Rtp.RtpPacket.FixedHeaderLength];

    /// <summary>Where payloads of retransmissions are put together.</summary>
    public byte[] Retransmission { get; } = new byte[LongestDatagram];

    public void Start()
    {
        _timer = _clock.CreateTimer(_ => WakeForTick(), null, TimeSpan.FromMilliseconds(TickMillis), TimeSpan.FromMilliseconds(TickMillis));
        new Thread(Run) { IsBackground = true, Name = $"Media {_index}" }.Start();
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
        _stopping = true;
        Port.Awake(); // whatever wake-up is under way may have been seen before the flag
        Port.Wake();
        return _stopped.Task;
    }

    public void Dispose() => Port.Dispose();

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
        var from = Port.NewAddress();
        while (!_stopping)
        {
            var length = Port.Receive(_incoming, from);
            Now = ReadClock();
            Port.Awake();
            RunCommands();
            Guarded(length, from);
        }

        RunCommands();
        foreach (var seat in _rooms.Values.SelectMany(room => room.Seats).ToList())
        {
            Close(seat);
        }

        _stopped.SetResult();
        RunCommands(); // what was posted in between; anything later sees that we have stopped
    }

    private void Guarded(int length, SocketAddress from)
    {
        try
        {
            if (length > 0)
            {
                Demultiplexer.OnDatagram(_incoming.AsSpan(0, length), from);
            }

            if (Now >= _nextTick)
            {
                Tick();
            }
        }
        catch (Exception e)
        {
            Log.Failed(e); // a bug that one packet has found must not end the media of everybody
        }
    }

    private void RunCommands()
    {
        while (_commands.TryDequeue(out var command))
        {
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
        _nextTick = Now + TickMillis;
        _isServing = _rooms.Count > 0;
        var second = Now >= _nextSecond;
        foreach (var room in _rooms.Values)
        {
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
    }

    private long ReadClock() => _clock.GetTimestamp() / (_clock.TimestampFrequency / 1000);
}
