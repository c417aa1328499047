namespace StudyHub.Media.Forwarding;

/// <summary>How much a receiver may be sent again: a quarter of what it is sent, and a burst. Otherwise loss would feed on itself.</summary>
internal struct RetransmissionBudget()
{
    private const int Share = 4;
    private const int Burst = 64 * 1024;

    private int _bytes = Burst;

    public void OnSent(int bytes) => _bytes = Math.Min(Burst, _bytes + (bytes / Share));

    public bool TrySpend(int bytes)
    {
        if (bytes > _bytes)
        {
            return false;
        }

        _bytes -= bytes;
        return true;
    }
}
