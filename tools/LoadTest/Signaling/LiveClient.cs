using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace StudyHub.LoadTest.Signaling;

/// <summary>A tab's live connection, as docs/protocol.md describes it: commands and their answers, events.</summary>
internal sealed class LiveClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<string, JsonElement>? _hear;
    private Task _listening = Task.CompletedTask;
    private long _lastId;

    private LiveClient(Action<string, JsonElement>? hear) => _hear = hear;

    /// <summary>Ends with the connection, whichever way.</summary>
    public Task Closed => _closed.Task;

    /// <param name="server">Its address.</param>
    /// <param name="cookie">The session's; null where nobody is signed in.</param>
    /// <param name="hear">Is told events, one at a time, in their order.</param>
    /// <param name="ct">Cancels connecting.</param>
    /// <exception cref="WebSocketException">The server refused.</exception>
    public static async Task<LiveClient> ConnectAsync(Uri server, string? cookie, Action<string, JsonElement>? hear, CancellationToken ct)
    {
        var client = new LiveClient(hear);
        client._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        if (cookie is not null)
        {
            client._socket.Options.SetRequestHeader("Cookie", $"{StudyHubServer.CookieName}={cookie}");
        }

        try
        {
            var address = new UriBuilder(server) { Scheme = server.Scheme == Uri.UriSchemeHttps ? "wss" : "ws", Path = "/api/v1/live" };
            await client._socket.ConnectAsync(address.Uri, ct);
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }

        client._listening = client.ListenAsync();
        return client;
    }

    /// <returns>The whole answer: <c>value</c> and <c>error</c>.</returns>
    /// <exception cref="WebSocketException">The connection has ended.</exception>
    public async Task<JsonElement> CallAsync(string? name, object? body, CancellationToken ct)
    {
        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[id] = answer;
        var command = JsonSerializer.SerializeToUtf8Bytes(new { id, name, body }, JsonSerializerOptions.Web);
        await _sending.WaitAsync(ct);
        try
        {
            await _socket.SendAsync(command, WebSocketMessageType.Text, endOfMessage: true, ct);
        }
        finally
        {
            _sending.Release();
        }

        if (_closed.Task.IsCompleted)
        {
            Refuse();
        }

        return await answer.Task.WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_socket.State == WebSocketState.Open)
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, patience.Token);
                await _listening.WaitAsync(patience.Token);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // It has ended already, or nobody listens.
        }

        _socket.Dispose();
        await _listening;
        _sending.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    if (length == buffer.Length)
                    {
                        Array.Resize(ref buffer, 2 * length);
                    }

                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    break;
                }

                Take(buffer.AsSpan(0, length));
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut off, from whichever side.
        }

        _closed.TrySetResult();
        Refuse();
    }

    private void Take(ReadOnlySpan<byte> frame)
    {
        var reader = new Utf8JsonReader(frame);
        var said = JsonElement.ParseValue(ref reader);
        if (said.TryGetProperty("event", out var type))
        {
            _hear?.Invoke(type.GetString()!, said.GetProperty("body"));
        }
        else if (_asked.TryRemove(IdOf(said.GetProperty("id")), out var asked))
        {
            asked.TrySetResult(said);
        }
    }

    /// <summary>What could not be read is answered without a number, in its turn.</summary>
    private long IdOf(JsonElement id) => id.ValueKind == JsonValueKind.Number ? id.GetInt64() : _asked.Keys.DefaultIfEmpty().Min();

    private void Refuse()
    {
        foreach (var id in _asked.Keys)
        {
            if (_asked.TryRemove(id, out var asked))
            {
                asked.TrySetException(new WebSocketException(WebSocketError.ConnectionClosedPrematurely));
            }
        }
    }
}
