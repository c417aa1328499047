using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Chat;

/// <summary>One thread for all WebSockets of a load, so that ten thousand of them cost little more than what the kernel takes.</summary>
internal sealed class Wires : IDisposable
{
    private const int MostEvents = 512;
    private const int ReadAtOnce = 256 * 1024;
    private const int TickMillis = 1;

    private readonly int _epoll = Native.CreateEpoll(0);
    private readonly ConcurrentQueue<Action> _commands = new();
    private readonly List<Wire?> _wires = [];
    private readonly Stack<int> _free = new();
    private readonly PriorityQueue<Action, double> _timers = new();
    private readonly List<Action<double>> _ticking = [];
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(ReadAtOnce, pinned: true);
    private readonly Thread _thread;
    private volatile bool _stopping;

    public Wires()
    {
        _thread = new(Run) { IsBackground = true, Name = "Wires" };
        _thread.Start();
    }

    /// <summary>Milliseconds of a steady clock.</summary>
    public static double Now => Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency;

    /// <summary>Why the thread has ended, if it has.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Has something done on the thread, in order.</summary>
    public void Post(Action command) => _commands.Enqueue(command);

    public Task<T> AskAsync<T>(Func<T> question)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() => answer.SetResult(question()));
        return answer.Task;
    }

    /// <summary>Waits until something is so; looks on the thread, ten times a second.</summary>
    /// <exception cref="TimeoutException">It has not become so.</exception>
    public async Task UntilAsync(Func<bool> isSo, string what, TimeSpan patience, CancellationToken ct)
    {
        var begun = Stopwatch.GetTimestamp();
        while (!await AskAsync(isSo).WaitAsync(TimeSpan.FromSeconds(60), ct))
        {
            if (Failure is not null || Stopwatch.GetElapsedTime(begun) > patience)
            {
                throw new TimeoutException($"Not within {patience.TotalSeconds:0} s: {what}.", Failure);
            }

            await Task.Delay(100, ct);
        }
    }

    /// <summary>On the thread.</summary>
    public void Every(Action<double> tick) => _ticking.Add(tick);

    /// <summary>On the thread.</summary>
    public void After(double millis, Action action) => _timers.Enqueue(action, Now + millis);

    /// <summary>On the thread: watches a socket that connects.</summary>
    /// <returns>The wire's token.</returns>
    internal int Add(Wire wire, int descriptor)
    {
        if (!_free.TryPop(out var token))
        {
            token = _wires.Count;
            _wires.Add(null);
        }

        _wires[token] = wire;
        Native.WatchConnecting(_epoll, descriptor, token);
        return token;
    }

    /// <summary>On the thread: the socket is connected.</summary>
    internal void Connected(int descriptor, int token) => Native.WatchAgain(_epoll, descriptor, token);

    /// <summary>On the thread: closes the socket.</summary>
    internal void Remove(int descriptor, int token)
    {
        _ = Native.Close(descriptor);
        _wires[token] = null;
        _free.Push(token);
    }

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
        _ = Native.Close(_epoll);
    }

    private unsafe void Run()
    {
        var events = (byte*)NativeMemory.AllocZeroed((nuint)(MostEvents * Native.EventSize));
        try
        {
            while (!_stopping)
            {
                Turn(events);
            }
        }
        catch (Exception e)
        {
            Failure = e; // Whoever waits for this load is told.
        }
        finally
        {
            NativeMemory.Free(events);
        }
    }

    private unsafe void Turn(byte* events)
    {
        while (_commands.TryDequeue(out var command))
        {
            command();
        }

        var now = Now;
        while (_timers.TryPeek(out var due, out var at) && at <= now)
        {
            _timers.Dequeue();
            due();
        }

        foreach (var tick in _ticking)
        {
            tick(now);
        }

        var ready = Native.Wait(_epoll, events, MostEvents, TickMillis);
        for (var i = 0; i < ready; i++)
        {
            // A wire that was closed in this very turn, or its successor under the same token, finds nothing to read.
            _wires[Native.TokenOf(events, i)]?.OnReady(_buffer);
        }
    }
}
