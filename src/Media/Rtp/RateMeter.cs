namespace StudyHub.Media.Rtp;

/// <summary>How much came in about the last second. Made once; counting allocates nothing.</summary>
internal sealed class RateMeter
{
    private const int SlotMillis = 100;
    private const int Slots = 10;

    private readonly int[] _slots = new int[Slots + 1]; // the last is still being filled
    private long _newest;

    public void Add(long now, int amount)
    {
        Turn(now);
        _slots[(int)(_newest % _slots.Length)] += amount;
    }

    /// <param name="now">Milliseconds of a steady clock.</param>
    public long PerSecond(long now)
    {
        Turn(now);
        var sum = 0L;
        foreach (var slot in _slots)
        {
            sum += slot;
        }

        return sum * 1000 / ((Slots * SlotMillis) + (now % SlotMillis));
    }

    private void Turn(long now)
    {
        var slot = now / SlotMillis;
        if (slot - _newest >= _slots.Length)
        {
            Array.Clear(_slots);
            _newest = slot;
        }

        while (_newest < slot)
        {
            _slots[(int)(++_newest % _slots.Length)] = 0;
        }
    }
}
