using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using StudyHub.Kernel;

namespace StudyHub.Web.Live;

/// <summary>
/// One browser tab's socket. Events wait in a queue of its own, so that a slow receiver delays nobody: one that falls
/// too far behind is closed and resumes (API-8).
/// </summary>
public sealed class LiveConnection : IAsyncDisposable
{
    public const int MaxQueuedEvents = 1_000;
    public const int MaxQueuedBytes = 1_000_000;

    private readonly HubConnectionContext _socket;
    private readonly Channel<(SerializedHubMessage Message, int Bytes)> _outgoing;
    private readonly Task _sending;
    private long _queuedBytes;
    private long _lastHeard = Stopwatch.GetTimestamp();
    private readonly CommandRate _rate = new(Stopwatch.GetTimestamp());
    private int _closing;

    internal LiveConnection(HubConnectionContext socket)
    {
        _socket = socket;
        _outgoing = System.Threading.Channels.Channel.CreateBounded<(SerializedHubMessage, int)>(new BoundedChannelOptions(MaxQueuedEvents) { SingleReader = true });
        _sending = SendAllAsync();
    }

    public string Id => _socket.ConnectionId;

    /// <summary>Set before the first command arrives.</summary>
    public Caller Caller { get; internal set; } = null!;

    /// <summary>Null before <c>live.hello</c>.</summary>
    public LiveDevice? Device { get; internal set; }

    /// <summary>The audiences it hears; guarded by <see cref="LiveConnections"/>.</summary>
    internal HashSet<string> Audiences { get; } = new(StringComparer.Ordinal);

    /// <summary>How long nothing has been heard. Liveness of a socket is real time, also where tests own the clock.</summary>
    public TimeSpan Silence => Stopwatch.GetElapsedTime(Interlocked.Read(ref _lastHeard));

    /// <summary>True when the server gave up on it, rather than the client closing it.</summary>
    internal bool WasLost { get; private set; }

    /// <summary>Notes a command's arrival; refuses it beyond 50 a second (burst 100). One connection's commands arrive one at a time.</summary>
    internal Error? Hear()
    {
        var now = Stopwatch.GetTimestamp();
        Interlocked.Exchange(ref _lastHeard, now);
        return _rate.TryTake(now) ? null : LiveErrors.TooFast;
    }

    /// <summary>Queues an event; never waits. Closes the connection when too much waits already.</summary>
    internal void Send(SerializedHubMessage message, int bytes)
    {
        if (Volatile.Read(ref _closing) != 0)
        {
            return;
        }

        if (Interlocked.Add(ref _queuedBytes, bytes) > MaxQueuedBytes || !_outgoing.Writer.TryWrite((message, bytes)))
        {
            Close("live.slow_consumer");
        }
    }

    /// <summary>Says why, if the receiver still listens, and closes.</summary>
    /// <param name="code">Why.</param>
    /// <param name="afterQueue">What was said before is heard first; who does not listen is cut off after a second.</param>
    internal void Close(string code, bool afterQueue = false)
    {
        if (Interlocked.Exchange(ref _closing, 1) != 0)
        {
            return;
        }

        _outgoing.Writer.TryComplete();
        _ = CloseAsync(code, afterQueue);
    }

    /// <summary>Gives up on a connection that has fallen silent.</summary>
    internal void Lose()
    {
        WasLost = true;
        Interlocked.Exchange(ref _closing, 1);
        _outgoing.Writer.TryComplete();
        Cut();
    }

    public async ValueTask DisposeAsync()
    {
        Interlocked.Exchange(ref _closing, 1);
        _outgoing.Writer.TryComplete();
        await _sending;
    }

    private async Task CloseAsync(string code, bool afterQueue)
    {
        var (message, _) = LiveEvents.Serialize(new ConnectionClosing(code));
        try
        {
            // The farewell must not wait behind a full pipe for ever.
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
            if (afterQueue)
            {
                await _sending.WaitAsync(patience.Token);
            }

            await _socket.WriteAsync(message, patience.Token).AsTask().WaitAsync(patience.Token);
            await _socket.WriteAsync(CloseMessage.Empty, patience.Token).AsTask().WaitAsync(patience.Token);
            _socket.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException)
        {
            Cut(); // It does not listen any more.
        }
    }

    /// <summary>Ends the socket beneath, too: SignalR's own farewell would wait some 10 s behind a full pipe.</summary>
    private void Cut()
    {
        _socket.Abort();
        _socket.GetHttpContext()?.Abort();
    }

    private async Task SendAllAsync()
    {
        try
        {
            await foreach (var (message, bytes) in _outgoing.Reader.ReadAllAsync(_socket.ConnectionAborted))
            {
                await _socket.WriteAsync(message, _socket.ConnectionAborted);
                Interlocked.Add(ref _queuedBytes, -bytes);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException)
        {
            // The socket is gone; the hub says so itself.
        }
    }
}

/// <summary>The browser tab behind a connection.</summary>
/// <param name="Id">The tab's key bound to its session: equal only for the same tab of the same sign-in.</param>
/// <param name="Label">What people read: "Chrome · Windows".</param>
public sealed record LiveDevice(string Id, string Label);
