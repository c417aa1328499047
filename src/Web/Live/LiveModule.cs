using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Web.Live;

/// <summary>The live connection itself: greeting, sign of life, the socket's address.</summary>
public sealed partial class LiveModule : IModule
{
    internal const string Hello = "live.hello";

    /// <summary>Seconds between the client's signs of life.</summary>
    private const int Heartbeat = 10;

    public string Name => "live";

    public void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<LiveConnections>();
        services.AddSingleton<LiveMetrics>();
        services.AddScoped<LiveSocket>();
        services.AddHostedService<LiveWatch>();
    }

    public void MapEndpoints(IEndpointRouteBuilder routes) => routes
        .MapMethods("/live", [HttpMethods.Get, HttpMethods.Connect], ConnectAsync)
        .RequireAuthorization()
        .ExcludeFromDescription();

    public void MapLive(LiveRoutes live) => live
        .On<HelloRequest, HelloReply>(Hello, HelloAsync)
        .On<Nothing, BeatReply>("live.beat", BeatAsync)
        .Sends<ConnectionClosing>();

    private static Task ConnectAsync(HttpContext http, Caller caller, LiveSocket socket) =>
        http.WebSockets.IsWebSocketRequest ? socket.RunAsync(http, caller) : LiveErrors.WebSocketNeeded.WriteAsync(http);

    private static Task<Result<HelloReply>> HelloAsync(LiveCall call, HelloRequest request)
    {
        if (!DeviceKey().IsMatch(request.Device))
        {
            return Task.FromResult<Result<HelloReply>>(LiveErrors.DeviceInvalid);
        }

        var label = TextRules.Clean(request.Label);
        var bound = SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Caller.SessionId}|{request.Device}"));
        call.Use<LiveConnections>().Greet(
            call.Connection, new LiveDevice(Convert.ToHexString(bound, 0, 16), label.Length > 60 ? label[..60] : label));
        return Task.FromResult<Result<HelloReply>>(
            new HelloReply(call.Caller.UserId, call.Use<TimeProvider>().GetUtcNow(), Heartbeat));
    }

    private static Task<Result<BeatReply>> BeatAsync(LiveCall call, Nothing request) =>
        Task.FromResult<Result<BeatReply>>(new BeatReply(call.Use<TimeProvider>().GetUtcNow()));

    [GeneratedRegex(@"^[A-Za-z0-9_-]{16,64}\z")]
    private static partial Regex DeviceKey();

    private sealed record HelloRequest(string Device, string Label);
    private sealed record HelloReply(UserId UserId, DateTimeOffset ServerTime, int Heartbeat);
    private sealed record BeatReply(DateTimeOffset ServerTime);
}

/// <summary>The broadcast of a single node; engines for many nodes bring their own.</summary>
public sealed class LocalBroadcast(LiveConnections connections) : IBroadcast
{
    public ValueTask SendAsync<TEvent>(string audience, TEvent liveEvent)
        where TEvent : ILiveEvent
    {
        connections.Send(audience, liveEvent);
        return ValueTask.CompletedTask;
    }

    public ValueTask SendToAsync<TEvent>(string connectionId, TEvent liveEvent)
        where TEvent : ILiveEvent
    {
        connections.SendTo(connectionId, liveEvent);
        return ValueTask.CompletedTask;
    }

    public ValueTask JoinAsync(string audience, string connectionId)
    {
        connections.Join(audience, connectionId);
        return ValueTask.CompletedTask;
    }

    public ValueTask LeaveAsync(string audience, string connectionId)
    {
        connections.Leave(audience, connectionId);
        return ValueTask.CompletedTask;
    }

    public ValueTask ExpelAsync(string audience, UserId user)
    {
        connections.Expel(audience, user);
        return ValueTask.CompletedTask;
    }

    public ValueTask CloseAsync(string connectionId, string code)
    {
        connections.Find(connectionId)?.Close(code, afterQueue: true);
        return ValueTask.CompletedTask;
    }

    public ValueTask CloseSessionAsync(SessionId session, string code)
    {
        connections.CloseSession(session, code);
        return ValueTask.CompletedTask;
    }
}
