namespace StudyHub.Media.Audio;

/// <summary>
/// Whose microphones are forwarded: everybody's in a small room, in a large one the loudest. Who begins to speak is let in with the same
/// packet; who stops stays for a while, so that nobody hears holes.
/// </summary>
internal sealed class HeardVoices
{
    /// <summary>How many are forwarded in a large room.</summary>
    public const int Most = 5;

    /// <summary>Seats of the largest room in which everybody is.</summary>
    public const int SmallRoom = 8;

    private const int StayMillis = 2_000;
    private const int BreathMillis = 400;
    private const double Louder = 6;

    private readonly List<Voice> _voices = [];

    public List<Voice> All => _voices;

    public bool IsRestricted { get; private set; }

    public void Add(Voice voice)
    {
        voice.IsHeard = !IsRestricted;
        _voices.Add(voice);
    }

    public void Remove(Voice voice) => _voices.Remove(voice);

    /// <summary>A packet in which somebody may be speaking has come; it is forwarded if the voice is heard afterwards.</summary>
    public void OnActive(Voice voice, long now)
    {
        if (voice.IsHeard)
        {
            return;
        }

        var (count, weakest) = Count();
        if (count < Most)
        {
            voice.IsHeard = true;
        }
        else if (now - weakest!.LastActiveAt > BreathMillis || voice.Loudness >= weakest.Loudness + Louder)
        {
            (weakest.IsHeard, voice.IsHeard) = (false, true);
        }
    }

    /// <summary>Several times a second.</summary>
    /// <param name="seats">In the room.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public void Update(int seats, long now)
    {
        IsRestricted = seats > SmallRoom;
        foreach (var voice in _voices)
        {
            voice.IsHeard = !IsRestricted || (voice.IsHeard && now - voice.LastActiveAt <= StayMillis);
        }

        for (var (count, weakest) = Count(); IsRestricted && count > Most; (count, weakest) = Count())
        {
            weakest!.IsHeard = false;
        }
    }

    /// <summary>How many are heard, and who of them goes first: who has been silent longest, or else is quietest.</summary>
    private (int Count, Voice? Weakest) Count()
    {
        var count = 0;
        Voice? weakest = null;
        foreach (var voice in _voices)
        {
            if (voice.IsHeard)
            {
                count++;
                weakest = weakest is null || IsWeaker(voice, weakest) ? voice : weakest;
            }
        }

        return (count, weakest);
    }

    private static bool IsWeaker(Voice voice, Voice than) => Math.Abs(voice.LastActiveAt - than.LastActiveAt) > BreathMillis
        ? voice.LastActiveAt < than.LastActiveAt
        : voice.Loudness < than.Loudness;
}
