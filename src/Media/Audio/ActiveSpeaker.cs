namespace StudyHub.Media.Audio;

/// <summary>
/// Who speaks. Speech is told from a cough by how long it lasts. Whoever speaks stays the speaker through pauses, until somebody else
/// begins meanwhile, or is clearly louder for a while, or it has been silent for long.
/// </summary>
internal sealed class ActiveSpeaker
{
    private const int SpeechMillis = 280;
    private const int PauseMillis = 100;
    private const int SilenceMillis = 2_000;
    private const int OutshoutMillis = 1_000;
    private const double Louder = 6;

    private Voice? _challenger;
    private long _challengedAt;

    /// <summary>Null while nobody speaks.</summary>
    public Voice? Current { get; private set; }

    /// <summary>Listens to everybody, several times within <see cref="Voice.WindowMillis"/>.</summary>
    /// <param name="voices">Of the room.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <returns>Whether <see cref="Current"/> is another now.</returns>
    public bool Update(List<Voice> voices, long now)
    {
        var before = Current;
        if (Current is not null && (now - Current.LastActiveAt > SilenceMillis || !voices.Contains(Current)))
        {
            Current = null;
        }

        var other = Loudest(voices, now);
        if (other is null || Current is null || Current.ActiveMillis(now) < PauseMillis)
        {
            _challenger = null;
            Current = other ?? Current;
        }
        else if (other.Loudness < Current.Loudness + Louder)
        {
            _challenger = null;
        }
        else if (_challenger != other)
        {
            (_challenger, _challengedAt) = (other, now);
        }
        else if (now - _challengedAt >= OutshoutMillis)
        {
            (Current, _challenger) = (other, null);
        }

        return Current != before;
    }

    private Voice? Loudest(List<Voice> voices, long now)
    {
        Voice? loudest = null;
        foreach (var voice in voices)
        {
            if (voice != Current && voice.ActiveMillis(now) >= SpeechMillis && (loudest is null || voice.Loudness > loudest.Loudness))
            {
                loudest = voice;
            }
        }

        return loudest;
    }
}
