namespace StudyHub.Media.Forwarding;

/// <summary>The seats that can receive each other. Belongs to the worker's thread.</summary>
internal sealed class Room(Worker worker, string name)
{
    private readonly Dictionary<string, Seat> _seats = [];

    public string Name => name;

    public bool IsEmpty => _seats.Count == 0;

    public Dictionary<string, Seat>.ValueCollection Seats => _seats.Values;

    public Seat? Find(string seat) => _seats.GetValueOrDefault(seat);

    /// <summary>Opens a seat; one that is open under this name is closed.</summary>
    public Seat Open(string seat)
    {
        Find(seat)?.Close();
        return _seats[seat] = new(worker, this, seat);
    }

    public void Remove(Seat seat)
    {
        if (Find(seat.Name) == seat)
        {
            _seats.Remove(seat.Name);
        }
    }
}
