using StudyHub.Media.Audio;

namespace StudyHub.Media.Forwarding;

/// <summary>The seats that can receive each other. Belongs to the worker's thread.</summary>
internal sealed class Room(Worker worker, string name)
{
    private readonly Dictionary<string, Seat> _seats = [];
    private readonly ActiveSpeaker _speaker = new();

    public string Name => name;

    public bool IsEmpty => _seats.Count == 0;

    public Dictionary<string, Seat>.ValueCollection Seats => _seats.Values;

    /// <summary>The microphones in it.</summary>
    public HeardVoices Voices { get; } = new();

    /// <summary>Who speaks; null while nobody does.</summary>
    public string? Speaker => _speaker.Current?.Seat;

    public Seat? Find(string seat) => _seats.GetValueOrDefault(seat);

    /// <summary>Opens a seat; one that is open under this name is closed.</summary>
    public Seat Open(string seat)
    {
        Find(seat)?.Close();
        return _seats[seat] = new(worker, this, seat);
    }

    /// <summary>Every few milliseconds.</summary>
    public void Tick()
    {
        Voices.Update(_seats.Count, worker.Now);
        if (!_speaker.Update(Voices.All, worker.Now))
        {
            return;
        }

        worker.Observer.OnSpeaker(name, Speaker);
        foreach (var seat in _seats.Values)
        {
            seat.Redistribute();
        }
    }

    public void Remove(Seat seat)
    {
        if (Find(seat.Name) == seat)
        {
            _seats.Remove(seat.Name);
        }
    }
}
