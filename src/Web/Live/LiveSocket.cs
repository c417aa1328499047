using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;
using StudyHub.Web.Auth;

namespace StudyHub.Web.Live;

/// <summary>
/// One tab's WebSocket. The framework reads it; what is written goes through <see cref="LiveOutput"/>, the protocol's own frames included. Commands of
/// a tab are answered one at a time, in their order.
/// </summary>
internal sealed class LiveSocket(LiveRoutes routes, LiveConnections connections, ISessions sessions, LiveMetrics metrics, IServiceScopeFactory scopes)
{
    /// <summary>Twice what a frame may hold: a little too much gets an answer, far too much ends the socket.</summary>
    private const int HardLimit = 512 * 1024;

    private const int UsualLength = 4 * 1024;

    /// <summary>Deep enough to find the number of a command whose body is not; bodies may be less deep.</summary>
    private static readonly JsonDocumentOptions s_deep = new() { MaxDepth = 512 };

    /// <summary>The endpoint: lasts as long as the connection.</summary>
    public async Task RunAsync(HttpContext http, Caller caller)
    {
        var stream = await AcceptAsync(http);
        var output = new LiveOutput(stream);
        var connection = new LiveConnection(caller, output, http.Abort);
        using var socket = WebSocket.CreateFromStream(new ReadSide(stream, output), new WebSocketCreationOptions { IsServer = true });
        connections.Add(connection);
        try
        {
            // Asked again now that the session's end would reach this connection: it may have ended just before.
            if (await sessions.FindAsync(http.Request.Cookies[SessionCookie.Name] ?? "", http.RequestAborted) is null)
            {
                connection.Close(AuthErrors.SessionEnded.Code);
            }

            await ListenAsync(connection, output, socket, http.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // It has gone without a farewell.
        }
        finally
        {
            await connections.GoneAsync(connection);
            await connection.EndAsync();
        }
    }

    /// <remarks>RFC 6455 §4.2.2, and RFC 8441 over HTTP/2. That it is a sound request was looked at by the framework.</remarks>
    private static async Task<Stream> AcceptAsync(HttpContext http)
    {
        if (http.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true } connect)
        {
            return await connect.AcceptAsync();
        }

        // What the RFC asks for proves nothing but that this is a WebSocket server.
#pragma warning disable CA5350
        var accepted = SHA1.HashData(Encoding.ASCII.GetBytes(http.Request.Headers.SecWebSocketKey + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
#pragma warning restore CA5350
        http.Response.Headers.Connection = "Upgrade";
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(accepted);
        return await http.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    private async Task ListenAsync(LiveConnection connection, LiveOutput output, WebSocket socket, CancellationToken aborted)
    {
        while (true)
        {
            var part = await socket.ReceiveAsync(Memory<byte>.Empty, aborted); // Whoever says nothing holds no buffer.
            var buffer = ArrayPool<byte>.Shared.Rent(UsualLength);
            try
            {
                var length = 0;
                while (!part.EndOfMessage)
                {
                    if (length == buffer.Length && !Grow(ref buffer))
                    {
                        await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, null, aborted);
                        return;
                    }

                    part = await socket.ReceiveAsync(buffer.AsMemory(length), aborted);
                    length += part.Count;
                }

                if (part.MessageType != WebSocketMessageType.Text)
                {
                    await socket.CloseOutputAsync(part.MessageType == WebSocketMessageType.Close ? WebSocketCloseStatus.NormalClosure : WebSocketCloseStatus.InvalidMessageType, null, aborted);
                    return;
                }

                await output.AnsweredAsync();
                if (!connection.IsClosing) // Else it is only listened for its farewell.
                {
                    output.Answer(await AnswerAsync(connection, buffer.AsMemory(0, length), aborted));
                }
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private static bool Grow(ref byte[] buffer)
    {
        if (buffer.Length >= HardLimit)
        {
            return false;
        }

        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
        return true;
    }

    /// <summary>Whatever was sent, there is an answer; to what is no command, one without a number.</summary>
    private async ValueTask<byte[]> AnswerAsync(LiveConnection connection, ReadOnlyMemory<byte> message, CancellationToken aborted)
    {
        var refused = connection.Hear();
        if (Parse(message) is not { } document)
        {
            return LiveFrame.Answer(null, LiveReply.Failed(refused ?? LiveErrors.BadFrame));
        }

        using (document)
        {
            return Read(document.RootElement, out var id, out var name, out var body) && refused is null
                ? LiveFrame.Answer(id, await DispatchAsync(connection, name, body, aborted))
                : LiveFrame.Answer(id, LiveReply.Failed(refused ?? LiveErrors.BadFrame));
        }
    }

    private async ValueTask<LiveReply> DispatchAsync(LiveConnection connection, string? name, JsonElement body, CancellationToken aborted)
    {
        var started = Stopwatch.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        var reply = await routes.DispatchAsync(new LiveCall(connection, scope.ServiceProvider, aborted), name, body);
        if (reply.Error != LiveErrors.UnknownCommand)
        {
            metrics.Answered(name!, started, reply.Error?.Code);
        }

        return reply;
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> message)
    {
        try
        {
            return JsonDocument.Parse(message, s_deep);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <returns>False where it is no command: <c>{"id":number,"name":string or null,"body":…}</c>.</returns>
    private static bool Read(JsonElement command, out long? id, out string? name, out JsonElement body)
    {
        (id, name, body) = (null, null, default);
        if (command.ValueKind != JsonValueKind.Object
            || !command.TryGetProperty("id"u8, out var number) || number.ValueKind != JsonValueKind.Number || !number.TryGetInt64(out var read))
        {
            return false;
        }

        id = read;
        if (!command.TryGetProperty("name"u8, out var text) || text.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) || !command.TryGetProperty("body"u8, out body))
        {
            return false;
        }

        try
        {
            name = text.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // Half a surrogate pair.
        }
    }

    /// <summary>The stream as the framework's WebSocket sees it: what that writes by itself, pongs and farewells, waits in line with everything else.</summary>
    private sealed class ReadSide(Stream stream, LiveOutput output) : Stream
    {
        public override bool CanRead => true;

        public override bool CanWrite => true;

        public override bool CanSeek => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => stream.ReadAsync(buffer, cancellationToken);

        /// <summary>A whole frame each time.</summary>
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var frame = buffer.ToArray(); // It is used again for the next.
            await output.AnsweredAsync();
            output.Answer(frame);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
