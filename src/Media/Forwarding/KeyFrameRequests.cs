namespace StudyHub.Media.Forwarding;

/// <summary>When the publisher of one layer is asked for a key frame: at once, but not more often than it can make any.</summary>
internal struct KeyFrameRequests()
{
    private const int LeastMillis = 300;

    /// <summary>Browsers answer no request for 300 ms after a key frame, and do not remember it: the first repetition comes soon.</summary>
    private const int FirstRetryMillis = 100;

    private const int MostDoublings = 2;

    private long _askedAt = -LeastMillis;
    private bool _isUnanswered;
    private int _doublings;

    public bool IsWanted { get; private set; }

    public void Want() => IsWanted = true;

    /// <summary>Here is one.</summary>
    public void Forget() => (IsWanted, _isUnanswered, _doublings) = (false, false, 0);

    /// <summary>Whether to ask now.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="isAwaited">Somebody sees nothing, or another size, until it comes.</param>
    public bool TryTake(long now, bool isAwaited)
    {
        var isRetry = isAwaited && _isUnanswered;
        if (!(IsWanted || isAwaited) || now - _askedAt < (isRetry ? FirstRetryMillis << _doublings : LeastMillis))
        {
            return false;
        }

        _doublings += isRetry && _doublings < MostDoublings ? 1 : 0;
        (IsWanted, _isUnanswered, _askedAt) = (false, true, now);
        return true;
    }
}
