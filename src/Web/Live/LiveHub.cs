using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using StudyHub.Web.Auth;

namespace StudyHub.Web.Live;

/// <summary>The only hub: one socket per browser tab. Features never see it; they register on <see cref="LiveRoutes"/>.</summary>
[Authorize]
public sealed class LiveHub(LiveRoutes routes, LiveConnections connections, ISessions sessions, LiveMetrics metrics, IServiceProvider services) : Hub
{
    /// <summary>The one method a client calls.</summary>
    public async Task<LiveReply> Call(string? name, JsonElement body)
    {
        if (connections.Find(Context.ConnectionId) is not { } connection)
        {
            return LiveReply.Failed(LiveErrors.Closing);
        }

        if (connection.Hear() is { } refused)
        {
            return LiveReply.Failed(refused);
        }

        var started = Stopwatch.GetTimestamp();
        var reply = await routes.DispatchAsync(new LiveCall(connection, services, Context.ConnectionAborted), name, body);
        if (reply.Error != LiveErrors.UnknownCommand)
        {
            metrics.Answered(name!, started, reply.Error?.Code);
        }

        return reply;
    }

    public override async Task OnConnectedAsync()
    {
        if (SessionHandler.CallerOf(Context.User) is { } caller)
        {
            connections.Identify(Context.ConnectionId, caller);
        }

        // Asked again now that the session's end would reach this connection: it may have ended just before.
        var token = Context.GetHttpContext()?.Request.Cookies[SessionCookie.Name] ?? "";
        if (await sessions.FindAsync(token, Context.ConnectionAborted) is null)
        {
            connections.Find(Context.ConnectionId)?.Close(AuthErrors.SessionEnded.Code);
        }
    }

    public override Task OnDisconnectedAsync(Exception? exception) => connections.GoneAsync(Context.ConnectionId);
}
