using StudyHub.Media.Network;

namespace StudyHub.Media.Dtls;

/// <summary>
/// Runs handshakes on threads of their own, since the stack blocks, and bounds them in total and per address. Who is not let in
/// sends its ClientHello again by itself; until then the slowest of those who stand in the way has been ended.
/// </summary>
internal sealed class HandshakeGate(TimeProvider clock)
{
    public const int Most = 128;
    public const int MostPerAddress = 32;

    /// <summary>How long a handshake is left alone when others wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private const int StackSize = 512 * 1024;

    private readonly Lock _lock = new();
    private readonly List<Handshake> _running = [];

    /// <summary>Handshakes under way.</summary>
    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running.Count;
            }
        }
    }

    /// <summary>Starts a handshake with a peer, unless too many are under way.</summary>
    /// <param name="peer">The port does not count as part of its address.</param>
    /// <param name="run">Returns when it is over, one way or the other.</param>
    /// <param name="abort">Makes <paramref name="run"/> return soon. May be called from any thread, more than once.</param>
    public bool TryStart(PeerAddress peer, Action run, Action abort)
    {
        var handshake = new Handshake(peer with { Port = 0, Connection = 0 }, clock.GetTimestamp(), abort);
        lock (_lock)
        {
            var addressIsFull = _running.Count(other => other.Address == handshake.Address) >= MostPerAddress;
            if (addressIsFull || _running.Count >= Most)
            {
                _running.Find(other => !addressIsFull || other.Address == handshake.Address)?.AbortIfSlow(clock);
                return false;
            }

            _running.Add(handshake);
        }

        new Thread(() => Run(handshake, run), StackSize) { IsBackground = true, Name = "DTLS handshake" }.Start();
        return true;
    }

    private void Run(Handshake handshake, Action run)
    {
        try
        {
            run();
        }
        finally
        {
            lock (_lock)
            {
                _running.Remove(handshake);
            }
        }
    }

    private sealed class Handshake(PeerAddress address, long started, Action abort)
    {
        public PeerAddress Address => address;

        public void AbortIfSlow(TimeProvider clock)
        {
            if (clock.GetElapsedTime(started) > Patience)
            {
                abort();
            }
        }
    }
}
