namespace StudyHub.LoadTest.Chat;

/// <summary>All chatters of one server, in their rooms.</summary>
internal sealed class ChatCrowd : IDisposable
{
    private const int ConnectAtOnce = 100;
    private const int RoomsAtOnce = 16;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly Wires _wires = new();
    private readonly IChatServer _server;
    private readonly Chatter[] _chatters;
    private readonly int _perRoom;
    private double _due;
    private double _pace;
    private int _next;
    private bool _saturating;

    public ChatCrowd(IChatServer server, int people, int rooms)
    {
        (_server, _perRoom) = (server, people / rooms);
        _chatters = [.. Enumerable.Range(0, rooms * _perRoom).Select(i => server.Chatter(_wires, Tally, i))];
        foreach (var chatter in _chatters)
        {
            chatter.OnStored = Stored;
        }

        _wires.Post(() => _wires.Every(KeepPace));
    }

    public ChatTally Tally { get; } = new();

    public IReadOnlyList<Chatter> People => _chatters;

    /// <summary>The first of each room.</summary>
    public IEnumerable<Chatter> Openers => _chatters.Where(c => c.Number % _perRoom == 0);

    public Task<T> AskAsync<T>(Func<T> question) => _wires.AskAsync(question);

    /// <summary>The first so many connect and are known.</summary>
    public async Task ConnectAsync(int count, CancellationToken ct)
    {
        for (var i = 0; i < count; i += ConnectAtOnce)
        {
            var some = _chatters[i..Math.Min(count, i + ConnectAtOnce)];
            _wires.Post(() => Array.ForEach(some, c => c.GoTo(Stage.Greeted)));
            await UntilAsync(() => some.All(c => c.Stage == Stage.Greeted), "everybody is connected", ct);
        }
    }

    /// <summary>Everybody is in a room.</summary>
    public async Task EnterAsync(CancellationToken ct) => await Parallel.ForEachAsync(
        _chatters.Chunk(_perRoom),
        new ParallelOptions { MaxDegreeOfParallelism = RoomsAtOnce, CancellationToken = ct },
        async (room, stop) =>
        {
            var id = await _server.OpenRoomAsync(room[0].Number, stop);
            _wires.Post(() => Array.ForEach(room, chatter =>
            {
                chatter.Room = id;
                chatter.GoTo(Stage.Live);
            }));
            await UntilAsync(() => room.All(c => c.Stage == Stage.Live), "everybody is in a room", stop);
        });

    /// <summary>From now on so many messages a second are written, by everybody in turn; 0 ends it.</summary>
    public Task PaceAsync(double perSecond) => AskAsync(() => (_pace, _due) = (perSecond, Wires.Now));

    /// <summary>From now on so many messages are on their way in each room at any time.</summary>
    public Task SaturateAsync(int perRoom) => AskAsync(() =>
    {
        _saturating = true;
        foreach (var room in _chatters.Chunk(_perRoom))
        {
            foreach (var chatter in room.Take(perRoom).Where(c => !c.IsPosting))
            {
                chatter.Post();
            }
        }

        return true;
    });

    /// <summary>Nobody writes any more, and what was written is acknowledged.</summary>
    public async Task QuietAsync(CancellationToken ct)
    {
        await AskAsync(() => (_saturating, _pace) = (false, 0));
        await UntilAsync(() => !_chatters.Any(c => c.IsPosting), "everything is acknowledged", ct);
    }

    /// <summary>How many are in their rooms.</summary>
    public Task<int> LiveAsync() => AskAsync(() => _chatters.Count(c => c.Stage == Stage.Live));

    public async Task UntilAsync(Func<bool> isSo, string what, CancellationToken ct)
    {
        try
        {
            await _wires.UntilAsync(isSo, what, s_patience, ct);
        }
        catch (TimeoutException e) when (Tally.Refusal is { } refusal)
        {
            throw new TimeoutException($"{e.Message} The server said: {refusal}", e);
        }
    }

    public void Dispose()
    {
        foreach (var chatter in _chatters)
        {
            _wires.Post(chatter.Leave);
        }

        _wires.AskAsync(() => true).Wait(TimeSpan.FromSeconds(10));
        _wires.Dispose();
    }

    /// <summary>In a saturated room the next one writes as soon as one message is acknowledged.</summary>
    private void Stored(Chatter chatter)
    {
        if (!_saturating)
        {
            return;
        }

        var first = chatter.Number - (chatter.Number % _perRoom);
        for (var i = 1; i <= _perRoom; i++)
        {
            var next = _chatters[first + ((chatter.Number - first + i) % _perRoom)];
            if (!next.IsPosting && next.Stage == Stage.Live)
            {
                next.Post();
                return;
            }
        }
    }

    private void KeepPace(double now)
    {
        for (; _pace > 0 && _due <= now; _due += 1_000 / _pace)
        {
            // A prime stride: neighbours in time are in different rooms.
            _next = (_next + 7_919) % _chatters.Length;
            if (!_chatters[_next].IsPosting && _chatters[_next].Stage == Stage.Live)
            {
                _chatters[_next].Post();
            }
        }
    }
}
