using StudyHub.Media.Network;

namespace StudyHub.Media.Forwarding;

/// <summary>An address that has passed an authenticated check of a transport.</summary>
internal sealed class Path(Worker worker, Transport transport, PeerAddress key, TcpConnection? connection = null)
{
    /// <summary>After so many silent milliseconds another path, or another connection, may take its place.</summary>
    public const int StaleMillis = 3_000;

    private const int MuteMillis = 1_000;

    private long _mutedUntil;

    public Transport Transport => transport;

    public PeerAddress Key => key;

    /// <summary>Null for UDP.</summary>
    public TcpConnection? Connection => connection;

    /// <summary>When something authentic last came this way; milliseconds.</summary>
    public long LastHeard { get; set; }

    /// <summary>When another path took its place; milliseconds.</summary>
    public long? LeftAt { get; set; }

    public bool IsMuted => worker.Now < _mutedUntil;

    /// <summary>Sending has failed: that is slow, and the others must not wait for the next attempt.</summary>
    public void Mute() => _mutedUntil = worker.Now + MuteMillis;
}
