using System.Text.Json.Nodes;
using StudyHub.LoadTest.Bench;
using StudyHub.LoadTest.Signaling;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest;

/// <summary>Simulated people on a server that somebody else has started: measures what they receive, or keeps a room alive.</summary>
internal sealed class LoadRun(Options options)
{
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(3);

    /// <exception cref="ArgumentException">A switch is missing, or there are fewer people in the file than asked for.</exception>
    public async Task<JsonObject> RunAsync(CancellationToken ct)
    {
        var url = options.Url ?? throw new ArgumentException("--url names the server.");
        var people = await StudyHubServer.ReadPeopleAsync(options.PeopleFile ?? throw new ArgumentException("--people-file names what ./studyhub seed has written."), ct);
        if (people.Count < options.People)
        {
            throw new ArgumentException($"{options.PeopleFile} holds {people.Count} people; {options.People} are asked for.");
        }

        await using var server = new StudyHubServer(url, people);
        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new() { DecryptEvery = options.DecryptEvery, Loss = options.Loss }, options.Profile, new(options.Address, options.Feedback), options.Simulcast);
        await using var crowd = new Crowd(server, around, new(options.People, options.Each, options.Rooms, Speakers: options.Speakers, Room: options.Room));
        await crowd.GatherAsync(ct);
        Console.WriteLine($"{options.People} people are in, and receive {crowd.Streams} cameras.");
        if (options.Hold)
        {
            await Task.Delay(Timeout.Infinite, ct);
        }

        await Task.Delay(s_settle, ct);
        var m = await Measurement.TakeAsync(crowd, around, null, options.Seconds, ct);
        return new()
        {
            ["streams"] = m.Streams,
            ["packetsPerSecond"] = Math.Round(m.PacketsPerSecond),
            ["megabits"] = Math.Round(m.Megabits, 1),
            ["lossPercent"] = Math.Round(m.LossPercent, 3),
            ["retransmitted"] = m.Retransmitted,
            ["clientDropped"] = m.ClientDropped,
            ["p50Ms"] = Math.Round(m.P50, 2),
            ["p99Ms"] = Math.Round(m.P99, 2),
            ["clientPercent"] = Math.Round(m.ClientPercent),
            ["decryptEvery"] = options.DecryptEvery,
        };
    }
}
