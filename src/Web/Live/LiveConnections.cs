using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Web.Live;

/// <summary>The live connections of this node and the audiences they hear. Sending to many never waits for one.</summary>
public sealed partial class LiveConnections(
    IEnumerable<IContactListener> listeners, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<LiveConnections> logger)
{
    private readonly ILogger _logger = logger;
    private readonly ConcurrentDictionary<string, LiveConnection> _connections = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _byDevice = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<LiveConnection>> _audiences = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public int Count => _connections.Count;

    internal IEnumerable<LiveConnection> All => _connections.Values;

    /// <summary>It hears what concerns its user from now on.</summary>
    internal void Add(LiveConnection connection)
    {
        _connections[connection.Id] = connection;
        Join(Audiences.Of(connection.Caller.UserId), connection.Id);
    }

    public LiveConnection? Find(string connectionId) => _connections.GetValueOrDefault(connectionId);

    /// <summary>The connection that speaks for a device now; null where it has none.</summary>
    public LiveConnection? OfDevice(string deviceId) => _byDevice.TryGetValue(deviceId, out var id) ? Find(id) : null;

    /// <summary>From now on this connection speaks for the device; an older one of the same device is closed.</summary>
    internal void Greet(LiveConnection connection, LiveDevice device)
    {
        connection.Device = device;
        string? older = null;
        _byDevice.AddOrUpdate(device.Id, connection.Id, (_, id) =>
        {
            older = id;
            return connection.Id;
        });
        if (older is not null && older != connection.Id)
        {
            Find(older)?.Close("live.superseded");
        }
    }

    /// <summary>The socket has ended, whichever way.</summary>
    internal async Task GoneAsync(LiveConnection connection)
    {
        _connections.TryRemove(connection.Id, out _);
        lock (_gate)
        {
            foreach (var audience in connection.Audiences)
            {
                Remove(audience, connection);
            }

            connection.Audiences.Clear();
        }

        if (connection.Device is not { } device || lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return; // After a restart every hold begins anew.
        }

        _byDevice.TryRemove(new(device.Id, connection.Id));
        var lastContact = clock.GetUtcNow() - (connection.WasLost ? connection.Silence : TimeSpan.Zero);
        foreach (var listener in listeners)
        {
            try
            {
                await listener.ContactLostAsync(connection, device, lastContact);
            }
            catch (Exception e)
            {
                LogListenerFailed(e, connection.Id);
            }
        }
    }

    public void Join(string audience, string connectionId)
    {
        lock (_gate)
        {
            // Looked up inside the gate: a connection that has just gone must not stay in an audience.
            if (Find(connectionId) is { } connection && connection.Audiences.Add(audience))
            {
                if (!_audiences.TryGetValue(audience, out var hearers))
                {
                    _audiences[audience] = hearers = [];
                }

                hearers.Add(connection);
            }
        }
    }

    public void Leave(string audience, string connectionId)
    {
        lock (_gate)
        {
            if (Find(connectionId) is { } connection && connection.Audiences.Remove(audience))
            {
                Remove(audience, connection);
            }
        }
    }

    public void Expel(string audience, UserId user)
    {
        lock (_gate)
        {
            if (_audiences.TryGetValue(audience, out var hearers))
            {
                foreach (var connection in hearers.Where(c => c.Caller.UserId == user).ToList())
                {
                    connection.Audiences.Remove(audience);
                    Remove(audience, connection);
                }
            }
        }
    }

    public void Send<TEvent>(string audience, TEvent liveEvent)
        where TEvent : ILiveEvent
    {
        lock (_gate)
        {
            if (!_audiences.TryGetValue(audience, out var hearers))
            {
                return;
            }

            // Inside the gate, so that one audience hears one order; queueing never waits.
            var frame = LiveFrame.Event(liveEvent);
            foreach (var hearer in hearers)
            {
                hearer.Send(frame);
            }
        }
    }

    public void SendTo<TEvent>(string connectionId, TEvent liveEvent)
        where TEvent : ILiveEvent
    {
        Find(connectionId)?.Send(LiveFrame.Event(liveEvent));
    }

    public void CloseSession(SessionId session, string code)
    {
        foreach (var connection in _connections.Values.Where(c => c.Caller.SessionId == session))
        {
            connection.Close(code);
        }
    }

    /// <summary>The server stops: everybody connects again, to whatever comes after it.</summary>
    internal void Part()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Part();
        }
    }

    private void Remove(string audience, LiveConnection connection)
    {
        if (_audiences.TryGetValue(audience, out var hearers) && hearers.Remove(connection) && hearers.Count == 0)
        {
            _audiences.Remove(audience);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Who should learn that connection {ConnectionId} is gone failed")]
    private partial void LogListenerFailed(Exception e, string connectionId);
}

/// <summary>Learns that a device has lost contact; answered by features that bind something to a connection.</summary>
public interface IContactListener
{
    /// <param name="connection">Gone already.</param>
    /// <param name="device">The tab it spoke for.</param>
    /// <param name="lastContact">The latest moment the server heard from it, its closing included.</param>
    Task ContactLostAsync(LiveConnection connection, LiveDevice device, DateTimeOffset lastContact);
}
