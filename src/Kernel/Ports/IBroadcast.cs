namespace StudyHub.Kernel.Ports;

/// <summary>Something that happened, as browsers hear it. The type name is API: never rename, only add.</summary>
public interface ILiveEvent
{
    static abstract string Type { get; }
}

/// <summary>
/// Engine port. Reaches live connections on whatever node they are. Never waits for a receiver (API-8): a slow one is closed and resumes.
/// Events of one sender reach one audience in order.
/// </summary>
public interface IBroadcast
{
    ValueTask SendAsync<TEvent>(string audience, TEvent liveEvent)
        where TEvent : ILiveEvent;

    /// <summary>Sends to one connection only.</summary>
    ValueTask SendToAsync<TEvent>(string connectionId, TEvent liveEvent)
        where TEvent : ILiveEvent;

    /// <summary>From now on the connection hears the audience. Unknown connections are ignored: they have gone.</summary>
    ValueTask JoinAsync(string audience, string connectionId);

    ValueTask LeaveAsync(string audience, string connectionId);

    /// <summary>Whatever connections the user has, none hears the audience any longer (API-9).</summary>
    ValueTask ExpelAsync(string audience, UserId user);

    /// <summary>Tells one connection why (<c>live.closing</c>) and closes it; the tab may connect again.</summary>
    ValueTask CloseAsync(string connectionId, string code);

    /// <summary>Tells the connections of a session why (<c>live.closing</c>) and closes them.</summary>
    ValueTask CloseSessionAsync(SessionId session, string code);
}

public static class Audiences
{
    /// <summary>Every live connection of one user; each joins it by itself.</summary>
    public static string Of(UserId user) => $"user/{user}";
}
