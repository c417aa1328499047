using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using StudyHub.Kernel.Ports;

namespace StudyHub.Web.Live;

/// <summary>How an event is framed: the client's method <c>event(type, body)</c>, serialised once for all who hear it.</summary>
internal static class LiveEvents
{
    public static (SerializedHubMessage Message, int Bytes) Serialize<TEvent>(TEvent liveEvent)
        where TEvent : ILiveEvent
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(liveEvent, Json.Options);
        return (new SerializedHubMessage(new InvocationMessage("event", [TEvent.Type, new SerializedBody(body)])), body.Length);
    }

    /// <summary>JSON that is written as it stands.</summary>
    [JsonConverter(typeof(AsItStands))]
    private sealed record SerializedBody(byte[] Json);

    private sealed class AsItStands : JsonConverter<SerializedBody>
    {
        public override SerializedBody Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, SerializedBody value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json, skipInputValidation: true);
    }
}

/// <summary>The last event before the server closes a connection on purpose.</summary>
public sealed record ConnectionClosing(string Code) : ILiveEvent
{
    public static string Type => "live.closing";
}
