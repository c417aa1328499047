namespace StudyHub.Media.Bandwidth;

/// <summary>
/// Gathers packets that were sent together, or that arrived together because they had waited together, and says how the time between
/// two such groups changed on the way. Times are in microseconds; the two clocks need not agree.
/// </summary>
/// <remarks>draft-ietf-rmcat-gcc-02 §5.2</remarks>
internal struct PacketGroups
{
    private const long BurstMicros = 5_000;
    private const long LongestBurstMicros = 100_000;

    private Group _current;
    private Group _previous;

    /// <param name="sent">By our clock.</param>
    /// <param name="arrived">By the receiver's clock.</param>
    /// <param name="sendDelta">Between the last packets of the two latest complete groups.</param>
    /// <param name="arrivalDelta">The same, at the receiver.</param>
    /// <returns>True when a group has just become complete.</returns>
    public bool TryAdd(long sent, long arrived, out long sendDelta, out long arrivalDelta)
    {
        (sendDelta, arrivalDelta) = (0, 0);
        if (!_current.Used)
        {
            _current = Group.Of(sent, arrived);
            return false;
        }

        if (sent < _current.FirstSent)
        {
            return false; // reordered: says nothing about queues
        }

        if (sent - _current.FirstSent <= BurstMicros || BelongsToBurst(sent, arrived))
        {
            _current.LastSent = Math.Max(_current.LastSent, sent);
            _current.LastArrived = Math.Max(_current.LastArrived, arrived);
            return false;
        }

        var complete = _previous.Used;
        (sendDelta, arrivalDelta) = (_current.LastSent - _previous.LastSent, _current.LastArrived - _previous.LastArrived);
        _previous = _current;
        _current = Group.Of(sent, arrived);
        if (complete && arrivalDelta < 0)
        {
            this = default; // the receiver's clock has jumped
            return false;
        }

        return complete;
    }

    private readonly bool BelongsToBurst(long sent, long arrived)
    {
        var (sendDelta, arrivalDelta) = (sent - _current.LastSent, arrived - _current.LastArrived);
        return sendDelta == 0
            || (arrivalDelta < sendDelta && arrivalDelta <= BurstMicros && arrived - _current.FirstArrived < LongestBurstMicros);
    }

    private struct Group
    {
        public bool Used;
        public long FirstSent;
        public long LastSent;
        public long FirstArrived;
        public long LastArrived;

        public static Group Of(long sent, long arrived) =>
            new() { Used = true, FirstSent = sent, LastSent = sent, FirstArrived = arrived, LastArrived = arrived };
    }
}
