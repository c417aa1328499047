using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Web.Auth;

namespace StudyHub.Web.Live;

/// <summary>The live counterpart of <c>MapPost</c>: features register the commands they answer and the events they send.</summary>
public sealed partial class LiveRoutes
{
    private const int MaxFrame = 256 * 1024;

    private readonly Dictionary<string, Func<LiveCall, JsonElement, Task<LiveReply>>> _handlers = new(StringComparer.Ordinal);
    private readonly List<LiveContract> _commands = [];
    private readonly List<LiveContract> _events = [];

    /// <summary>Every command with the types of its request and reply, for the documents generated from them.</summary>
    public IReadOnlyList<LiveContract> Commands => _commands;

    /// <summary>Every event with the type of its body.</summary>
    public IReadOnlyList<LiveContract> Events => _events;

    public LiveRoutes On<TRequest, TReply>(string name, Func<LiveCall, TRequest, Task<Result<TReply>>> handle)
        where TRequest : class
    {
        _commands.Add(new(name, typeof(TRequest), typeof(TReply)));
        _handlers.Add(name, async (call, body) =>
        {
            if (Read<TRequest>(body) is not { } request)
            {
                return LiveReply.Failed(LiveErrors.BadBody);
            }

            var result = await handle(call, request);
            return result.IsOk(out var value, out var error) ? LiveReply.Ok(value) : LiveReply.Failed(error);
        });
        return this;
    }

    public LiveRoutes Sends<TEvent>()
        where TEvent : ILiveEvent
    {
        _events.Add(new(TEvent.Type, typeof(TEvent), null));
        return this;
    }

    /// <param name="call">Who asks, and over which connection.</param>
    /// <param name="name">Whatever the client sent, null included.</param>
    /// <param name="body">Whatever the client sent.</param>
    internal async Task<LiveReply> DispatchAsync(LiveCall call, string? name, JsonElement body)
    {
        if (name is null || !_handlers.TryGetValue(name, out var handle))
        {
            return LiveReply.Failed(LiveErrors.UnknownCommand);
        }

        if (call.Connection.Device is null && name != LiveModule.Hello)
        {
            return LiveReply.Failed(LiveErrors.HelloNeeded);
        }

        if (JsonMarshal.GetRawUtf8Value(body).Length > MaxFrame)
        {
            return LiveReply.Failed(LiveErrors.FrameTooLarge);
        }

        try
        {
            var reply = await handle(call, body);
            if (reply.Error is { Kind: ErrorKind.Forbidden } or { IsHidden: true } && call.Services.GetService<IRefusals>() is { } refusals)
            {
                await refusals.NoteAsync(call.Caller, name, reply.Error.Code, PlaceOf(body));
            }

            if (reply.Error is { } error)
            {
                RefusedInput.Log(call, name, error);
            }

            return reply;
        }
        catch (OperationCanceledException) when (call.Aborted.IsCancellationRequested)
        {
            return LiveReply.Failed(LiveErrors.Closing);
        }
        catch (Exception e)
        {
            LogFailed(call.Services.GetRequiredService<ILogger<LiveRoutes>>(), e, name);
            return LiveReply.Failed(LiveErrors.Failed);
        }
    }

    /// <summary>The room or group a command names.</summary>
    private static Guid? PlaceOf(JsonElement body) =>
        body.ValueKind == JsonValueKind.Object
        && (body.TryGetProperty("roomId", out var id) || body.TryGetProperty("groupId", out id))
        && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var place) ? place : null;

    private static TRequest? Read<TRequest>(JsonElement body)
        where TRequest : class
    {
        try
        {
            return HasGap(body) ? null : body.Deserialize<TRequest>(Json.Options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A null in a list: no command has such lists, and the serializer does not look (nullable annotations of elements do not reach it).</summary>
    private static bool HasGap(JsonElement body) => body.ValueKind switch
    {
        JsonValueKind.Array => body.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HasGap(item)),
        JsonValueKind.Object => body.EnumerateObject().Any(field => HasGap(field.Value)),
        _ => false,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "Live command {Name} failed")]
    private static partial void LogFailed(ILogger logger, Exception e, string name);
}

/// <summary>One command or event of the live protocol.</summary>
/// <param name="Name">As on the wire.</param>
/// <param name="Body">The request of a command, the body of an event.</param>
/// <param name="Reply">Null for events.</param>
public sealed record LiveContract(string Name, Type Body, Type? Reply);

/// <summary>One command being answered. Identity comes from the connection, never from the body.</summary>
public sealed record LiveCall(LiveConnection Connection, IServiceProvider Services, CancellationToken Aborted)
{
    public Caller Caller => Connection.Caller;

    /// <summary>The tab that asks; every command but <c>live.hello</c> has one.</summary>
    public LiveDevice Device => Connection.Device!;

    public T Use<T>()
        where T : notnull => Services.GetRequiredService<T>();
}

public sealed record LiveReply(object? Value, Error? Error)
{
    public static LiveReply Ok(object value) => new(value, null);
    public static LiveReply Failed(Error error) => new(null, error);
}

/// <summary>The body of a command that needs none, and the answer of one that has nothing to say.</summary>
public sealed record Nothing;
