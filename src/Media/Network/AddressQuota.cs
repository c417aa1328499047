namespace StudyHub.Media.Network;

/// <summary>Bounds how much of something there is, in total and for one address. Safe to call from any thread.</summary>
/// <param name="most">In total.</param>
/// <param name="mostPerAddress">For one address; the port does not count as part of it.</param>
internal sealed class AddressQuota(int most, int mostPerAddress)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerAddress, int> _byAddress = [];
    private int _taken;

    public int Taken
    {
        get
        {
            lock (_lock)
            {
                return _taken;
            }
        }
    }

    public bool TryTake(PeerAddress peer)
    {
        var address = peer with { Port = 0, Connection = 0 };
        lock (_lock)
        {
            var ofAddress = _byAddress.GetValueOrDefault(address);
            if (_taken >= most || ofAddress >= mostPerAddress)
            {
                return false;
            }

            _taken++;
            _byAddress[address] = ofAddress + 1;
            return true;
        }
    }

    /// <summary>Gives back what was taken.</summary>
    public void Release(PeerAddress peer)
    {
        var address = peer with { Port = 0, Connection = 0 };
        lock (_lock)
        {
            _taken--;
            if (--_byAddress[address] == 0)
            {
                _byAddress.Remove(address);
            }
        }
    }
}
