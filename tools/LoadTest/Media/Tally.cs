namespace StudyHub.LoadTest.Media;

/// <summary>What all receivers of a load have got since the last <see cref="Restart"/>. Belongs to the reactor's thread.</summary>
internal sealed class Tally
{
    /// <summary>Every so many packets one is decrypted; 1 decrypts all.</summary>
    public int DecryptEvery { get; set; } = 1;

    /// <summary>The share of packets that receivers pretend not to have got.</summary>
    public double Loss { get; set; }

    public long Packets { get; set; }

    public long Bytes { get; set; }

    /// <summary>Sequence numbers that have not come, retransmissions aside.</summary>
    public long Missing { get; set; }

    /// <summary>Packets that came as retransmissions.</summary>
    public long Retransmitted { get; set; }

    /// <summary>Packets that could not be decrypted.</summary>
    public long Damaged { get; set; }

    /// <summary>One way, from the sender's stamp to the receiver's kernel.</summary>
    public Histogram Delay { get; } = new();

    public double LossPercent => 100.0 * Missing / Math.Max(1, Packets + Missing);

    public void Restart()
    {
        (Packets, Bytes, Missing, Retransmitted, Damaged) = (0, 0, 0, 0, 0);
        Delay.Clear();
    }
}
