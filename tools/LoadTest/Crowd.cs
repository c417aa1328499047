using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest;

/// <summary>How a load is laid out.</summary>
/// <param name="People">In all rooms together.</param>
/// <param name="Each">How many others everybody receives, camera and microphone.</param>
/// <param name="Rooms">The people are spread evenly.</param>
/// <param name="Senders">How many of a room's people send; null is all of them.</param>
/// <param name="Speakers">How many of a room's people have their microphone on; null is all of them.</param>
/// <param name="Room">One that is open already; null opens new ones.</param>
internal sealed record Layout(int People, int Each, int Rooms = 1, int? Senders = null, int? Speakers = null, string? Room = null);

/// <summary>All simulated people of a load, in their rooms.</summary>
internal sealed class Crowd(IServerUnderLoad server, Surroundings around, Layout layout) : IAsyncDisposable
{
    private const int AtOnce = 4;

    private readonly List<List<Participant>> _rooms = [];

    /// <summary>Video streams that are received in all.</summary>
    public int Streams { get; private set; }

    public IEnumerable<Participant> People => _rooms.SelectMany(room => room);

    /// <summary>Everybody enters, sends, receives, and has seen a picture of everyone it receives.</summary>
    public async Task GatherAsync(CancellationToken ct)
    {
        await EnterAsync(ct);
        await WatchAsync(layout.Each, ct);
    }

    /// <summary>Everybody enters, and those who send begin to.</summary>
    public async Task EnterAsync(CancellationToken ct)
    {
        var perRoom = layout.People / layout.Rooms;
        for (var i = 0; i < layout.Rooms; i++)
        {
            var room = layout.Room ?? await server.OpenRoomAsync(i * perRoom, perRoom, ct);
            var people = new List<Participant>();
            for (var k = 0; k < perRoom; k++)
            {
                people.Add(new(await server.ConnectAsync((i * perRoom) + k, room, ct), around));
            }

            Mute(people);
            _rooms.Add(people);
        }

        await ForEachAsync(People, (person, stop) => person.EnterAsync(stop), ct);
        await ForEachAsync(_rooms.SelectMany(SendersOf), (person, stop) => person.PublishAsync(stop), ct);
    }

    /// <summary>From now on everybody receives so many others, and has seen a picture of each.</summary>
    public async Task WatchAsync(int each, CancellationToken ct)
    {
        var watching = _rooms.SelectMany(room => room.Select(person => (Person: person, Names: WatchedBy(room, person, each)))).ToList();
        await ForEachAsync(watching, (w, stop) => w.Person.WatchAsync(w.Names, stop), ct);
        await ForEachAsync(watching, (w, stop) => w.Person.PicturesAsync(w.Names.Count, stop), ct);
        Streams = watching.Sum(w => w.Names.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in People)
        {
            await person.DisposeAsync();
        }
    }

    private void Mute(List<Participant> room)
    {
        foreach (var person in room[Math.Min(room.Count, layout.Speakers ?? room.Count)..])
        {
            person.Sender.MicrophoneOn = false;
        }
    }

    private List<Participant> SendersOf(List<Participant> room) => room[..Math.Min(room.Count, layout.Senders ?? room.Count)];

    /// <summary>The next ones in the circle of senders, so that everybody is received equally often.</summary>
    private List<string> WatchedBy(List<Participant> room, Participant person, int each)
    {
        var others = SendersOf(room).Where(other => other != person).ToList();
        var first = room.IndexOf(person);
        return [.. Enumerable.Range(0, Math.Min(each, others.Count)).Select(i => others[(first + i) % others.Count].Name)];
    }

    private static Task ForEachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> action, CancellationToken ct) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (item, stop) => await action(item, stop));
}
