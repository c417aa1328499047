using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using StudyHub.LoadTest.Bench;
using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Signaling;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Demo;

/// <summary>The product with people in it: cameras that move, a conversation, other rooms; on data that is gone afterwards, reachable from this machine only.</summary>
internal sealed class DemoRun(Options options)
{
    private const string Guest = "guest";
    private const int UsualPort = 8080;
    private static readonly TimeSpan s_betweenMessages = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan s_typing = TimeSpan.FromSeconds(3);

    public async Task<JsonObject> RunAsync(CancellationToken ct)
    {
        var clips = Script.People.Select(p => new Clip(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Demo", "Clips", $"{p.Clip}.ivf")))).ToList();
        var people = Script.People.Count + Script.Others.Sum(o => o.Names.Length);
        Console.WriteLine("People are coming in …");
        await using var server = await StudyHubProcess.StartAsync(options.Server!, "127.0.0.1", people, 1, null, ct, port: options.Port ?? (IsFree(UsualPort) ? UsualPort : null));
        await using var connected = (StudyHubServer)await server.ConnectAsync(ct);
        var password = RandomNumberGenerator.GetHexString(12, lowercase: true);
        await connected.SignUpAsync($"{Guest}@example.org", Guest, password, Path.Combine(server.Data, "outbox"), ct);

        using var reactor = new Reactor();
        var around = new Surroundings(reactor, new(), clips[0].Profile, new("127.0.0.1"));
        var present = new List<IAsyncDisposable>();
        try
        {
            var room = await connected.OpenRoomAsync(0, Script.Room, ct);
            var talkers = await ComeAsync(connected, room, clips, around, present, ct);
            await FillAsync(connected, present, ct);
            Console.WriteLine($"""

                Open        http://localhost:{server.Port}/rooms/{room}
                Sign in as  {Guest}
                Password    {password}

                Six people study in that room with their cameras on, and talk. Everything is made up, and gone when you stop with Ctrl+C.
                """);
            await TalkAsync(talkers, ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            Console.WriteLine("Everybody goes home."); // Ctrl+C may have ended the server first.
        }
        finally
        {
            foreach (var person in present)
            {
                await person.DisposeAsync();
            }
        }

        return [];
    }

    /// <summary>Everybody of the lively room enters and switches the camera on.</summary>
    private static async Task<List<StudyHubSignaling>> ComeAsync(
        StudyHubServer server, string room, List<Clip> clips, Surroundings around, List<IAsyncDisposable> present, CancellationToken ct)
    {
        var talkers = new List<StudyHubSignaling>();
        for (var i = 0; i < Script.People.Count; i++)
        {
            await server.NameAsync(i, Script.People[i].Name, ct);
            var signaling = await server.ConnectSilentlyAsync(i, room, ct);
            var participant = new Participant(signaling, around, clips[i]);
            participant.Sender.MicrophoneOn = false;
            present.Add(participant);
            talkers.Add(signaling);
            await participant.EnterAsync(ct);
            await participant.PublishAsync(ct);
        }

        return talkers;
    }

    /// <summary>Other rooms, for the list.</summary>
    private static async Task FillAsync(StudyHubServer server, List<IAsyncDisposable> present, CancellationToken ct)
    {
        var next = Script.People.Count;
        foreach (var (wish, names) in Script.Others)
        {
            var room = await server.OpenRoomAsync(next, wish, ct);
            foreach (var name in names)
            {
                await server.NameAsync(next, name, ct);
                var signaling = await server.ConnectSilentlyAsync(next++, room, ct);
                present.Add(signaling);
                await signaling.EnterAsync(ct);
            }
        }
    }

    private static async Task TalkAsync(List<StudyHubSignaling> talkers, CancellationToken ct)
    {
        for (var i = 0; ; i = (i + 1) % Script.Talk.Count)
        {
            var (who, text) = Script.Talk[i];
            await talkers[who].TypeAsync(ct);
            await Task.Delay(s_typing, ct);
            await talkers[who].SayAsync(text, ct);

            // A newcomer finds a conversation that has begun.
            await Task.Delay(i < 4 ? s_typing : s_betweenMessages, ct);
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
