using StudyHub.Media.Ice;

namespace StudyHub.Media.Dtls;

/// <summary>
/// Runs handshakes on threads of their own, since the stack blocks, and bounds them in total and per address. Who is not let in
/// sends its ClientHello again by itself.
/// </summary>
internal sealed class HandshakeGate
{
    public const int Most = 128;
    public const int MostPerAddress = 32;

    private const int StackSize = 512 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<PeerAddress, int> _byAddress = [];
    private int _running;

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    /// <summary>Starts a handshake with a peer, unless too many are under way. The port does not count as part of the address.</summary>
    public bool TryStart(PeerAddress peer, Action handshake)
    {
        var address = peer with { Port = 0 };
        lock (_lock)
        {
            var ofAddress = _byAddress.GetValueOrDefault(address);
            if (_running >= Most || ofAddress >= MostPerAddress)
            {
                return false;
            }

            _running++;
            _byAddress[address] = ofAddress + 1;
        }

        new Thread(() => Run(address, handshake), StackSize) { IsBackground = true, Name = "DTLS handshake" }.Start();
        return true;
    }

    private void Run(PeerAddress address, Action handshake)
    {
        try
        {
            handshake();
        }
        finally
        {
            lock (_lock)
            {
                _running--;
                if (--_byAddress[address] == 0)
                {
                    _byAddress.Remove(address);
                }
            }
        }
    }
}
