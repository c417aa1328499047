using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using StudyHub.Kernel.Ports;

namespace StudyHub.Web.Live;

/// <summary>
/// What the server says, as it goes over the wire: one JSON object in one WebSocket text frame, made once for all who hear it.
/// An event is <c>{"event":type,"body":…}</c>, an answer <c>{"id":n,"value":…,"error":…}</c>.
/// </summary>
/// <remarks>RFC 6455 §5.2: a server's frames are not masked, so that all receivers can be given the same bytes.</remarks>
internal static class LiveFrame
{
    /// <summary>A farewell (RFC 6455 §7.4.1: 1000).</summary>
    public static readonly byte[] Closed = [0x88, 2, 0x03, 0xE8];

    /// <summary>The server stops (1001).</summary>
    public static readonly byte[] GoingAway = [0x88, 2, 0x03, 0xE9];

    private const byte FinalText = 0x81;
    private const int LongestHeader = 10;

    /// <summary>Letters of every alphabet as they are: a frame is parsed, never placed in a page.</summary>
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // One thread makes one frame at a time; what it was written into is used again unless it grew large.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;
    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    public static byte[] Event<TEvent>(TEvent liveEvent)
        where TEvent : ILiveEvent
    {
        var json = Begin();
        json.WriteStartObject();
        json.WriteString("event"u8, TEvent.Type);
        json.WritePropertyName("body"u8);
        JsonSerializer.Serialize(json, liveEvent, Json.Options);
        json.WriteEndObject();
        return End(json);
    }

    /// <param name="id">The command's; null where it could not be read.</param>
    /// <param name="reply">What it is told.</param>
    public static byte[] Answer(long? id, LiveReply reply)
    {
        var json = Begin();
        json.WriteStartObject();
        if (id is { } number)
        {
            json.WriteNumber("id"u8, number);
        }
        else
        {
            json.WriteNull("id"u8);
        }

        json.WritePropertyName("value"u8);
        JsonSerializer.Serialize(json, reply.Value, Json.Options);
        json.WritePropertyName("error"u8);
        JsonSerializer.Serialize(json, reply.Error, Json.Options);
        json.WriteEndObject();
        return End(json);
    }

    private static Utf8JsonWriter Begin()
    {
        if (s_buffer is not { Capacity: <= 64 * 1024 })
        {
            (s_buffer, s_writer) = (new(1024), null);
        }

        s_buffer.ResetWrittenCount();
        s_writer ??= new(s_buffer, s_options);
        s_writer.Reset();
        return s_writer;
    }

    private static byte[] End(Utf8JsonWriter json)
    {
        json.Flush();
        var payload = s_buffer!.WrittenSpan;
        Span<byte> header = stackalloc byte[LongestHeader];
        header = header[..WriteHeader(header, payload.Length)];
        var frame = new byte[header.Length + payload.Length];
        header.CopyTo(frame);
        payload.CopyTo(frame.AsSpan(header.Length));
        return frame;
    }

    private static int WriteHeader(Span<byte> header, int length)
    {
        header[0] = FinalText;
        switch (length)
        {
            case < 126:
                header[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                header[1] = 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                return 4;
            default:
                header[1] = 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                return LongestHeader;
        }
    }
}

/// <summary>The last event before the server closes a connection on purpose.</summary>
public sealed record ConnectionClosing(string Code) : ILiveEvent
{
    public static string Type => "live.closing";
}
