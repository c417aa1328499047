using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace StudyHub.Features.Tests.Harness;

/// <summary>The live connection without a client library: what a stranger may write onto the wire, read only when asked.</summary>
public sealed class RawSocket : IDisposable
{
    /// <summary>Connections whose receive buffer is small: what is not read soon waits at the server.</summary>
    private static readonly HttpMessageInvoker s_narrow = new(new SocketsHttpHandler
    {
        UseCookies = false,
        ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = 8_192 };
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    private readonly ClientWebSocket _socket = new();

    public static async Task<RawSocket> OpenAsync(StudyHubApp app, string? cookie, params (string Name, string Value)[] headers)
    {
        var raw = new RawSocket();
        raw._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        raw._socket.Options.CollectHttpResponseDetails = true;
        if (cookie is not null)
        {
            raw._socket.Options.SetRequestHeader("Cookie", $"__Host-studyhub={cookie}");
        }

        foreach (var (name, value) in headers)
        {
            raw._socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await raw._socket.ConnectAsync(new UriBuilder(app.Address) { Scheme = "ws", Path = "/api/v1/live" }.Uri, s_narrow, Deadline());
            return raw;
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    public static async Task<int> UpgradeStatusAsync(StudyHubApp app, string? cookie, params (string Name, string Value)[] headers)
    {
        using var socket = new RawSocket();
        try
        {
            using var opened = await OpenAsync(app, cookie, headers);
            return 101;
        }
        catch (WebSocketException e)
        {
            return e.Message.Contains("401", StringComparison.Ordinal) ? 401 : e.Message.Contains("403", StringComparison.Ordinal) ? 403 : -1;
        }
    }

    public Task WriteAsync(string frame, WebSocketMessageType type = WebSocketMessageType.Text, bool isWhole = true) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame), type, isWhole, Deadline());

    /// <returns>False where the connection has ended.</returns>
    public async Task<bool> TryWriteAsync(byte[] bytes, WebSocketMessageType type, bool isWhole)
    {
        try
        {
            await _socket.SendAsync(bytes, type, isWhole, Deadline());
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>A connection after the handshake, to write onto whatever one likes.</summary>
    public static async Task<Socket> UpgradeAsync(StudyHubApp app, string? cookie)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(app.Address.Host, app.Address.Port, Deadline());
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /api/v1/live HTTP/1.1\r\nHost: {app.Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: __Host-studyhub={cookie}\r\n\r\n"),
            Deadline());
        var answer = new byte[4_096];
        var text = Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer, Deadline()));
        Assert.StartsWith("HTTP/1.1 101 ", text);
        Assert.Contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", text); // the example of RFC 6455 §1.3
        return socket;
    }

    public Task CallAsync(int id, string name, object body) => WriteAsync(JsonSerializer.Serialize(new { id, name, body }, JsonSerializerOptions.Web));

    /// <summary>The next frame; null where the connection has ended.</summary>
    public async Task<string?> ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var frame = new MemoryStream();
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveAsync(buffer, Deadline());
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                frame.Write(buffer, 0, got.Count);
                if (got.EndOfMessage)
                {
                    return Encoding.UTF8.GetString(frame.ToArray());
                }
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>The answer to a call, other frames passed over; null where the connection ended first.</summary>
    public async Task<JsonElement?> AnswerAsync(int id)
    {
        while (await ReadAsync() is { } frame)
        {
            var message = JsonDocument.Parse(frame).RootElement;
            if (message.TryGetProperty("id", out var answered) && answered.ValueKind == JsonValueKind.Number && answered.GetInt32() == id)
            {
                return message;
            }
        }

        return null;
    }

    /// <summary>Everything until the connection ends, within 10 s.</summary>
    public async Task<IReadOnlyList<string>> RestAsync()
    {
        var frames = new List<string>();
        while (await ReadAsync() is { } frame)
        {
            frames.Add(frame);
        }

        return frames;
    }

    public void Dispose() => _socket.Dispose();

    internal static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;
}

public static class RawSockets
{
    /// <returns>0 where the connection has ended, whichever way.</returns>
    public static async Task<int> TryReceiveAsync(this Socket socket, byte[] buffer, CancellationToken ct)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, ct);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
