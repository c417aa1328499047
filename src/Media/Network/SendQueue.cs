namespace StudyHub.Media.Network;

/// <summary>
/// Whole packets that a slow connection has not taken yet. What does not fit is dropped: later packets are worth more than a long queue.
/// </summary>
internal sealed class SendQueue
{
    /// <summary>Bytes that wait at most: a good quarter of a second of video.</summary>
    public const int Most = 64 * 1024;

    private byte[]? _bytes;
    private int _start;
    private int _end;

    public bool IsEmpty => _start == _end;

    /// <summary>What comes next, oldest first.</summary>
    public ReadOnlySpan<byte> Waiting => _bytes.AsSpan(_start, _end - _start);

    /// <returns>False when it does not fit, and is dropped whole.</returns>
    public bool TryAdd(ReadOnlySpan<byte> bytes)
    {
        if (_end - _start + bytes.Length > Most)
        {
            return false;
        }

        _bytes ??= new byte[Most];
        if (_end + bytes.Length > Most)
        {
            Waiting.CopyTo(_bytes);
            (_start, _end) = (0, _end - _start);
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += bytes.Length;
        return true;
    }

    /// <summary>The connection has taken the first bytes.</summary>
    public void Taken(int count)
    {
        _start += count;
        if (_start == _end)
        {
            (_start, _end) = (0, 0);
        }
    }
}
