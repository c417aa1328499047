using System.Text.Json;
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
        var body = JsonSerializer.SerializeToElement(liveEvent, Json.Options);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body).Length;
        return (new SerializedHubMessage(new InvocationMessage("event", [TEvent.Type, body])), bytes);
    }
}

/// <summary>The last event before the server closes a connection on purpose.</summary>
public sealed record ConnectionClosing(string Code) : ILiveEvent
{
    public static string Type => "live.closing";
}
