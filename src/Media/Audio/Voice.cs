namespace StudyHub.Media.Audio;

/// <summary>How somebody sounds, from the levels that the microphone's packets carry. Says nothing about who may be heard.</summary>
/// <remarks>RFC 6464: levels are 0 (loudest) to 127 (silence), in −dBov.</remarks>
internal sealed class Voice(string seat)
{
    /// <summary>The time that <see cref="ActiveMillis"/> looks back.</summary>
    public const int WindowMillis = SlotMillis * Slots;

    private const int SlotMillis = 50;
    private const int Slots = 9;
    public const int Silence = 127;
    private const double FaintestVoice = 72; // −55 dBov
    private const double QuietestNoise = 55;
    private const double AboveNoise = 9;
    private const double NoiseRisePerMilli = 0.004;
    private const int PacketMillis = 20;

    private readonly int[] _active = new int[Slots];
    private long _slot;
    private long _lastAt;
    private double _noise = QuietestNoise;

    public string Seat => seat;

    /// <summary>Whether it is forwarded; set by <see cref="HeardVoices"/>.</summary>
    public bool IsHeard { get; set; } = true;

    /// <summary>When it last was more than noise; milliseconds of a steady clock.</summary>
    public long LastActiveAt { get; private set; } = long.MinValue / 2;

    /// <summary>How loud it is while it is active: decibels above silence, averaged over about a quarter of a second.</summary>
    public double Loudness { get; private set; }

    /// <summary>One packet.</summary>
    /// <param name="level">0 to 127.</param>
    /// <param name="millis">Of sound in the packet.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <returns>Whether somebody may be speaking.</returns>
    public bool OnPacket(int level, int millis, long now)
    {
        double loud = Silence - Math.Clamp(level, 0, Silence);
        _noise = Math.Max(QuietestNoise, Math.Min(loud, _noise + (NoiseRisePerMilli * Math.Clamp(now - _lastAt, 0, 1000))));
        _lastAt = now;
        if (loud < FaintestVoice || loud < _noise + AboveNoise)
        {
            return false;
        }

        Turn(now);
        _active[_slot % Slots] += millis is >= 5 and <= 120 ? millis : PacketMillis;
        Loudness = now - LastActiveAt > WindowMillis ? loud : Loudness + ((loud - Loudness) * 0.08);
        LastActiveAt = now;
        return true;
    }

    /// <summary>For how long, within the last <see cref="WindowMillis"/>, it was more than noise.</summary>
    public int ActiveMillis(long now)
    {
        Turn(now);
        var sum = 0;
        foreach (var slot in _active)
        {
            sum += slot;
        }

        return sum;
    }

    /// <summary>The microphone is off: what was heard before says nothing any more.</summary>
    public void Reset()
    {
        Array.Clear(_active);
        (LastActiveAt, Loudness, _noise) = (long.MinValue / 2, 0, QuietestNoise);
    }

    private void Turn(long now)
    {
        var slot = now / SlotMillis;
        for (_slot = Math.Max(_slot, slot - Slots); _slot < slot;)
        {
            _active[++_slot % Slots] = 0;
        }
    }
}
