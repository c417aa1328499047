using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StudyHub.LoadTest.Signaling;

/// <summary>A session with Janus over its WebSocket transport, shared by all people of a load.</summary>
/// <remarks>https://janus.conf.meetecho.com/docs/rest.html and …/videoroom.html</remarks>
internal sealed class JanusSession : IAsyncDisposable
{
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonNode>> _waiting = new();
    private readonly CancellationTokenSource _closed = new();
    private Task _running = Task.CompletedTask;
    private long _session;
    private long _transactions;

    public static async Task<JanusSession> OpenAsync(Uri address, CancellationToken ct)
    {
        var session = new JanusSession();
        session._socket.Options.AddSubProtocol("janus-protocol");
        await session._socket.ConnectAsync(address, ct);
        var receiving = session.ReceiveAsync();
        session._session = IdOf(await session.AskAsync(new() { ["janus"] = "create" }, ct));
        session._running = Task.WhenAll(receiving, session.KeepAliveAsync());
        return session;
    }

    /// <returns>A handle of the videoroom plugin.</returns>
    public async Task<long> AttachAsync(CancellationToken ct) =>
        IdOf(await AskAsync(new() { ["janus"] = "attach", ["session_id"] = _session, ["plugin"] = "janus.plugin.videoroom" }, ct));

    public Task DetachAsync(long handle, CancellationToken ct) =>
        AskAsync(new() { ["janus"] = "detach", ["session_id"] = _session, ["handle_id"] = handle }, ct);

    /// <exception cref="InvalidOperationException">The plugin refuses.</exception>
    public async Task<JsonNode> MessageAsync(long handle, JsonObject body, JsonObject? jsep, CancellationToken ct)
    {
        var message = new JsonObject { ["janus"] = "message", ["session_id"] = _session, ["handle_id"] = handle, ["body"] = body };
        if (jsep is not null)
        {
            message["jsep"] = jsep;
        }

        var reply = await AskAsync(message, ct);
        return reply["plugindata"]?["data"]?["error"] is { } error
            ? throw new InvalidOperationException($"Janus refuses {body["request"]}: {error}")
            : reply;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _running;
        _socket.Dispose();
        _sending.Dispose();
        _closed.Dispose();
    }

    private static long IdOf(JsonNode reply) => (long)reply["data"]!["id"]!;

    private async Task<JsonNode> AskAsync(JsonObject request, CancellationToken ct)
    {
        var transaction = Interlocked.Increment(ref _transactions).ToString(CultureInfo.InvariantCulture);
        request["transaction"] = transaction;
        var answer = _waiting[transaction] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(request, ct);
        var reply = await answer.Task.WaitAsync(s_patience, ct);
        return (string?)reply["janus"] == "error" ? throw new InvalidOperationException($"Janus: {reply["error"]!.ToJsonString()}") : reply;
    }

    private async Task SendAsync(JsonObject message, CancellationToken ct)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(message);
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, true, ct);
        }
        finally
        {
            _sending.Release();
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[1 << 22];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), _closed.Token);
                    length += part.Count;
                }
                while (!part.EndOfMessage);
                OnMessage(JsonNode.Parse(buffer.AsSpan(0, length))!);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or JsonException)
        {
            foreach (var waiting in _waiting.Values)
            {
                waiting.TrySetException(new IOException("The connection to Janus has ended.", e));
            }
        }
    }

    private void OnMessage(JsonNode message)
    {
        if ((string?)message["transaction"] is not { } transaction || (string?)message["janus"] == "ack")
        {
            return; // an event for everybody, or only the promise of an answer
        }

        if (_waiting.TryRemove(transaction, out var answer))
        {
            answer.TrySetResult(message);
        }
    }

    private async Task KeepAliveAsync()
    {
        using var timer = new PeriodicTimer(s_keepAlive);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                await SendAsync(new() { ["janus"] = "keepalive", ["session_id"] = _session, ["transaction"] = "keepalive" }, _closed.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // closed, from whichever side
        }
    }
}
