namespace StudyHub.Media.Srtp;

/// <summary>Remembers which of the last packet indexes were seen. Anything older than the window counts as seen.</summary>
/// <remarks>RFC 3711 §3.3.2</remarks>
internal struct ReplayWindow
{
    /// <summary>How far back an index may lie. Video arrives in bursts, and retransmissions lie far behind.</summary>
    public const int Size = 1024;

    private readonly ulong[] _seen = new ulong[Size / 64];
    private ulong _highest;
    private bool _any;

    public ReplayWindow()
    {
    }

    /// <summary>The newest index accepted; 0 before the first.</summary>
    public readonly ulong Highest => _highest;

    public readonly bool Any => _any;

    public readonly bool IsNew(ulong index)
    {
        if (!_any || index > _highest)
        {
            return true;
        }

        return _highest - index < Size && (_seen[Slot(index)] & Bit(index)) == 0;
    }

    /// <summary>Marks an index that was new and turned out authentic.</summary>
    public void Accept(ulong index)
    {
        if (!_any || (index > _highest && index - _highest >= Size))
        {
            Array.Clear(_seen);
            (_highest, _any) = (index, true);
        }

        while (_highest < index)
        {
            _highest++;
            _seen[Slot(_highest)] &= ~Bit(_highest);
        }

        _seen[Slot(index)] |= Bit(index);
    }

    private static int Slot(ulong index) => (int)(index / 64 % (Size / 64));

    private static ulong Bit(ulong index) => 1ul << (int)(index % 64);
}
