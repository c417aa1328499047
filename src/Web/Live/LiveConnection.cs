using System.Diagnostics;
using StudyHub.Kernel;

namespace StudyHub.Web.Live;

/// <summary>One browser tab's live connection: who speaks over it, what waits for it, and how it ends.</summary>
public sealed class LiveConnection
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly LiveOutput _output;
    private readonly Action _cut;
    private readonly CommandRate _rate = new(Stopwatch.GetTimestamp());
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastHeard = Stopwatch.GetTimestamp();
    private int _closing;

    /// <param name="caller">Who has connected.</param>
    /// <param name="output">What is said to it.</param>
    /// <param name="cut">Ends the socket at once.</param>
    internal LiveConnection(Caller caller, LiveOutput output, Action cut) => (Caller, _output, _cut) = (caller, output, cut);

    public string Id { get; } = Guid.CreateVersion7().ToString("n");

    public Caller Caller { get; }

    /// <summary>Null before <c>live.hello</c>.</summary>
    public LiveDevice? Device { get; internal set; }

    /// <summary>The audiences it hears; guarded by <see cref="LiveConnections"/>.</summary>
    internal HashSet<string> Audiences { get; } = new(StringComparer.Ordinal);

    /// <summary>How long nothing has been heard. Liveness of a socket is real time, also where tests own the clock.</summary>
    public TimeSpan Silence => Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastHeard));

    /// <summary>True when the server gave up on it, rather than the client closing it.</summary>
    internal bool WasLost { get; private set; }

    /// <summary>What comes over it is not answered any more.</summary>
    internal bool IsClosing => Volatile.Read(ref _closing) != 0;

    /// <summary>Notes a command's arrival; refuses it beyond 50 a second (burst 100). One connection's commands arrive one at a time.</summary>
    internal Error? Hear()
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Exchange(ref _lastHeard, now);
        return _rate.TryTake(now) ? null : LiveErrors.TooFast;
    }

    /// <summary>Queues an event; never waits. Closes the connection when too much waits already.</summary>
    internal void Send(byte[] frame)
    {
        if (!_output.TryTell(frame))
        {
            Close("live.slow_consumer");
        }
    }

    /// <summary>Says why, if the receiver still listens, and closes.</summary>
    /// <param name="code">Why.</param>
    /// <param name="afterQueue">What was said before is heard first; who does not listen is cut off after a second.</param>
    internal void Close(string code, bool afterQueue = false)
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            _ = CloseAsync(_output.EndAsync(afterQueue, LiveFrame.Event(new ConnectionClosing(code)), LiveFrame.Closed));
        }
    }

    /// <summary>The server stops; the tab connects again.</summary>
    internal void Part()
    {
        if (Interlocked.Exchange(ref _closing, 1) == 0)
        {
            _ = CloseAsync(_output.EndAsync(afterOthers: true, LiveFrame.GoingAway));
        }
    }

    /// <summary>Gives up on a connection that has fallen silent.</summary>
    internal void Lose()
    {
        WasLost = true;
        Interlocked.Exchange(ref _closing, 1);
        _cut();
    }

    /// <summary>Nothing comes over it any more; what was said last still goes out.</summary>
    internal Task EndAsync()
    {
        _gone.TrySetResult();
        return CloseAsync(_output.EndAsync(afterOthers: true));
    }

    /// <summary>Who has heard the farewell closes the socket; who does not within a second is cut off.</summary>
    private async Task CloseAsync(Task said)
    {
        using var patience = new CancellationTokenSource(s_patience);
        try
        {
            await said.WaitAsync(patience.Token);
            await _gone.Task.WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _cut();
        }
    }
}

/// <summary>The browser tab behind a connection.</summary>
/// <param name="Id">The tab's key bound to its session: equal only for the same tab of the same sign-in.</param>
/// <param name="Label">What people read: "Chrome · Windows".</param>
public sealed record LiveDevice(string Id, string Label);
