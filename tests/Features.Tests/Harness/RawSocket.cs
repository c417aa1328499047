using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace StudyHub.Features.Tests.Harness;

/// <summary>The live connection without a client library: what a stranger may write onto the wire, read only when asked.</summary>
public sealed class RawSocket : IDisposable
{
    private const char End = '\u001e';

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
    private readonly StringBuilder _text = new();

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
            await raw.WriteAsync("""{"protocol":"json","version":1}""");
            Assert.Equal("{}", await raw.ReadAsync());
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

    public Task WriteAsync(string frame) => _socket.SendAsync(Encoding.UTF8.GetBytes(frame + End), WebSocketMessageType.Text, true, Deadline());

    public Task CallAsync(string id, string name, object body) =>
        WriteAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = "Call", arguments = new[] { name, body } }, JsonSerializerOptions.Web));

    /// <summary>The next frame; null where the connection has ended.</summary>
    public async Task<string?> ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var text = _text.ToString();
            if (text.IndexOf(End, StringComparison.Ordinal) is var end and >= 0)
            {
                _text.Remove(0, end + 1);
                return text[..end];
            }

            try
            {
                var got = await _socket.ReceiveAsync(buffer, Deadline());
                if (got.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                _text.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
            }
            catch (WebSocketException)
            {
                return null;
            }
        }
    }

    /// <summary>The answer to a call, other frames passed over; null where the connection ended first.</summary>
    public async Task<JsonElement?> AnswerAsync(string id)
    {
        while (await ReadAsync() is { } frame)
        {
            var message = JsonDocument.Parse(frame).RootElement;
            if (message.TryGetProperty("invocationId", out var answered) && answered.GetString() == id && message.GetProperty("type").GetInt32() == 3)
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

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;
}
