namespace StudyHub.Media.Rtp;

/// <summary>Packets of a source that are missing and asked for again: at once, then a few times more.</summary>
/// <remarks>RFC 4585 §6.2.1</remarks>
internal sealed class LossList
{
    /// <summary>Most packets asked for at a time; a larger gap needs a key frame anyway.</summary>
    public const int Capacity = 128;

    private const int MostTries = 4;
    private const int RetryMillis = 100;

    private readonly Entry[] _missing = new Entry[Capacity];
    private int _count;

    public int Count => _count;

    /// <summary>Notes a gap of <paramref name="length"/> packets that begins at <paramref name="first"/>.</summary>
    /// <returns>False when the gap is too large to be filled: nothing is noted then, and what was is forgotten.</returns>
    public bool TryAdd(ushort first, int length)
    {
        if (_count + length > Capacity)
        {
            _count = 0;
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            _missing[_count++] = new((ushort)(first + i), 0, long.MinValue / 2);
        }

        return true;
    }

    /// <summary>A packet came, whichever way.</summary>
    public void Remove(ushort sequence)
    {
        for (var i = 0; i < _count; i++)
        {
            if (_missing[i].Sequence == sequence)
            {
                RemoveAt(i);
                return;
            }
        }
    }

    /// <summary>Collects, in order, what is to be asked for now.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="due">Room for <see cref="Capacity"/> numbers.</param>
    /// <returns>How many were written.</returns>
    public int TakeDue(long now, Span<ushort> due)
    {
        var taken = 0;
        for (var i = 0; i < _count;)
        {
            var entry = _missing[i];
            if (now - entry.AskedAt < RetryMillis)
            {
                i++;
            }
            else if (entry.Tries >= MostTries)
            {
                RemoveAt(i);
            }
            else
            {
                due[taken++] = entry.Sequence;
                _missing[i++] = new(entry.Sequence, entry.Tries + 1, now);
            }
        }

        return taken;
    }

    public void Clear() => _count = 0;

    private void RemoveAt(int at)
    {
        Array.Copy(_missing, at + 1, _missing, at, _count - at - 1);
        _count--;
    }

    private readonly record struct Entry(ushort Sequence, int Tries, long AskedAt);
}
