using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StudyHub.LoadTest.Transport;

/// <summary>Something that has work to do every millisecond, on the reactor's thread.</summary>
internal interface ITicking
{
    /// <param name="now">Milliseconds of a steady clock.</param>
    void Tick(double now);
}

/// <summary>
/// One thread for all sockets of a load. Every millisecond it sends what is due and takes in what has come: so packets are read in
/// batches, at a few microseconds each. When they came is told by the kernel, not by when they are looked at.
/// </summary>
internal sealed unsafe class Reactor : IDisposable
{
    private const int Batch = 32;
    private const int LongestDatagram = 2048;
    private const int ControlLength = 64;
    private const int MostEvents = 512;

    private readonly int _epoll = Native.CreateEpoll(0);
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly List<Connection?> _connections = [];
    private readonly List<ITicking> _ticking = [];
    private readonly Thread _thread;
    private readonly Native.ManyHeader* _headers;
    private readonly byte* _memory;
    private readonly byte* _events;
    private volatile bool _stopping;

    public Reactor()
    {
        const int perPacket = LongestDatagram + ControlLength;
        _memory = (byte*)NativeMemory.AllocZeroed(Batch * perPacket);
        _events = (byte*)NativeMemory.AllocZeroed((nuint)(MostEvents * Native.EventSize));
        _headers = (Native.ManyHeader*)NativeMemory.AllocZeroed((nuint)(Batch * (sizeof(Native.ManyHeader) + sizeof(Native.Piece))));
        var pieces = (Native.Piece*)(_headers + Batch);
        for (var i = 0; i < Batch; i++)
        {
            pieces[i] = new() { Bytes = _memory + (i * perPacket), Length = LongestDatagram };
            _headers[i].Header = new() { Pieces = pieces + i, PieceCount = 1, Control = pieces[i].Bytes + LongestDatagram };
        }

        _thread = new(Run) { IsBackground = true, Name = "Load", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    /// <summary>Milliseconds of a steady clock.</summary>
    public static double Now => Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;


    /// <summary>Has something done on the reactor's thread, within a millisecond and in order.</summary>
    public void Post(Action command) => _commands.Enqueue(command);

    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => answer.SetResult(question()));
        return answer.Task;
    }

    public void Add(Connection connection) => Post(() =>
    {
        _connections.Add(connection);
        Native.Watch(_epoll, connection.Descriptor, _connections.Count - 1);
    });

    /// <summary>The connection's socket is closed by then.</summary>
    public Task RemoveAsync(Connection connection) => AskAsync(() =>
    {
        _connections[_connections.IndexOf(connection)] = null;
        connection.CloseSocket();
        return true;
    });

    public void Add(ITicking ticking) => Post(() => _ticking.Add(ticking));

    public Task RemoveAsync(ITicking ticking) => AskAsync(() => _ticking.Remove(ticking));

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _ = Native.Close(_epoll);
        NativeMemory.Free(_memory);
        NativeMemory.Free(_events);
        NativeMemory.Free(_headers);
    }

    private void Run()
    {
        while (!_stopping)
        {
            while (_commands.TryDequeue(out var command))
            {
                command();
            }

            var now = Now;
            foreach (var ticking in _ticking)
            {
                ticking.Tick(now);
            }

            Take();
            Thread.Sleep(1);
        }
    }

    private void Take()
    {
        int ready;
        do
        {
            ready = Native.Wait(_epoll, _events, MostEvents, 0);
            for (var i = 0; i < ready; i++)
            {
                if (_connections[Native.TokenOf(_events, i)] is { } connection)
                {
                    Take(connection);
                }
            }
        }
        while (ready == MostEvents);
    }

    private void Take(Connection connection)
    {
        int count;
        do
        {
            for (var i = 0; i < Batch; i++)
            {
                _headers[i].Header.ControlLength = ControlLength;
            }

            count = Native.ReceiveMany(connection.Descriptor, _headers, Batch, Native.Nonblocking, 0);
            for (var i = 0; i < count; i++)
            {
                var header = _headers[i].Header;
                connection.OnDatagram(new(header.Pieces->Bytes, (int)_headers[i].Length), TimeOf(header));
            }
        }
        while (count == Batch);
    }

    /// <summary>When the kernel took the packet in: nanoseconds since 1970, or 0.</summary>
    private static long TimeOf(in Native.Header header)
    {
        var message = (Native.TimeMessage*)header.Control;
        return header.ControlLength >= sizeof(Native.TimeMessage) && message->Type == Native.Timestamps
            ? (message->Seconds * 1_000_000_000) + message->Nanoseconds
            : 0;
    }
}
