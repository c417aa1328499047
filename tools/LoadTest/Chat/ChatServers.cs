using StudyHub.LoadTest.Bench;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.LoadTest.Chat;

/// <summary>A chat server under load: in a process of its own, on a database of its own.</summary>
internal interface IChatServer : IAsyncDisposable
{
    ServerProcess Process { get; }

    /// <param name="opener">The number of the chatter who opens it.</param>
    Task<string> OpenRoomAsync(int opener, CancellationToken ct);

    Chatter Chatter(Wires wires, ChatTally tally, int number);
}

/// <summary>The product.</summary>
internal sealed class StudyHubChat : IChatServer
{
    private readonly StudyHubProcess _process;
    private readonly StudyHubServer _server;
    private readonly int _perRoom;

    private StudyHubChat(StudyHubProcess process, StudyHubServer server, int perRoom) => (_process, _server, _perRoom) = (process, server, perRoom);

    public ServerProcess Process => _process;

    public static async Task<StudyHubChat> StartAsync(string assembly, int people, int perRoom, string? cores, CancellationToken ct)
    {
        // What is measured is not how fast one person writes.
        var settings = new Dictionary<string, string> { ["Chat:MessagesPerTenSeconds"] = "1000000", ["Api:RequestsPerUser"] = "1000000" };
        var process = await StudyHubProcess.StartAsync(assembly, "127.0.0.1", people, 1, cores, ct, settings);
        return new(process, (StudyHubServer)await process.ConnectAsync(ct), perRoom);
    }

    public Task<string> OpenRoomAsync(int opener, CancellationToken ct) => _server.OpenRoomAsync(opener, _perRoom, ct);

    public Chatter Chatter(Wires wires, ChatTally tally, int number) => new StudyHubChatter(wires, _process.Port, tally, number, _server.People[number].Cookie);

    /// <summary>Kills it and starts it again at once.</summary>
    public async Task RestartAsync()
    {
        await _process.KillAsync();
        _process.StartAgain();
    }

    /// <summary>The ids of all messages of a room.</summary>
    public Task<List<Guid>> HistoryAsync(Chatter reader, CancellationToken ct) => _server.HistoryAsync(reader.Number, reader.Room, ct);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _process.DisposeAsync();
    }
}

/// <summary>Socket.IO: Chat/peer/server.mjs.</summary>
internal sealed class SocketIoChat : ServerProcess, IChatServer
{
    private readonly int _port = FreePort();

    public override string Name => "Socket.IO";

    public ServerProcess Process => this;

    /// <param name="script">server.mjs, beside its installed packages.</param>
    /// <param name="cores">It may use; null is all.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<SocketIoChat> StartAsync(string script, string? cores, CancellationToken ct)
    {
        var server = new SocketIoChat();
        var environment = new Dictionary<string, string> { ["NODE_ENV"] = "production" };
        server.Start("node", [script, $"{server._port}", Path.Combine(server.Folder, "chat.db")], environment, cores);
        await server.UntilAnswersAsync(new($"http://127.0.0.1:{server._port}"), ct);
        return server;
    }

    public Task<string> OpenRoomAsync(int opener, CancellationToken ct) => Task.FromResult($"{Guid.CreateVersion7()}");

    public Chatter Chatter(Wires wires, ChatTally tally, int number) => new SocketIoChatter(wires, _port, tally, number);
}
