using System.Globalization;
using StudyHub.LoadTest.Media;

namespace StudyHub.LoadTest;

/// <summary>The command line.</summary>
internal sealed record Options
{
    public const string Help = """
        Simulated people for StudyHub's media server, and the benches made of them.

        ./studyhub load   --url URL --people-file FILE [--people 10] [--each 9] [--rooms 1] [--room ID] [--profile 360p30]
                          [--simulcast] [--feedback] [--loss 0.03] [--decrypt-every N] [--duration SECONDS | --hold]
        ./studyhub bench media [--seconds 10] [--rounds 3] [--only 50x9] [--speakers 5] [--no-peer] [--feedback] [--loss 0.03]
        ./studyhub bench media --capacity [--seconds 10]
        ./studyhub bench soak [--minutes 30]
        ./studyhub bench chat  [--connections 10000] [--per-room 10] [--seconds 10] [--rounds 2] [--no-peer] [--quick]
        ./studyhub demo        [--port 8080]
        """;

    public required string Command { get; init; }

    /// <summary>IPv4 address that media goes to.</summary>
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>StudyHub.Server.dll, for benches.</summary>
    public string? Server { get; init; }

    /// <summary>Where a bench leaves its last line.</summary>
    public string? Json { get; init; }

    public Uri? Url { get; init; }

    public string? PeopleFile { get; init; }

    public string? Room { get; init; }

    public int People { get; init; } = 10;

    public int Each { get; init; } = 9;

    public int Rooms { get; init; } = 1;

    public VideoProfile Profile { get; init; } = VideoProfile.P360;

    public double Loss { get; init; }

    public int DecryptEvery { get; init; } = 1;

    public bool Hold { get; init; }

    /// <summary>Measured for.</summary>
    public TimeSpan Seconds { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan Minutes { get; init; } = TimeSpan.FromMinutes(30);

    public int Rounds { get; init; } = 3;

    public string? Only { get; init; }

    /// <summary>How many of a room have their microphone on; null is the command's own choice.</summary>
    public int? Speakers { get; init; }

    public bool NoPeer { get; init; }

    /// <summary>Receivers say when each packet came, where the server asks for it, instead of how much it may send.</summary>
    public bool Feedback { get; init; }

    /// <summary>Cameras send three sizes at once.</summary>
    public bool Simulcast { get; init; }

    public bool Capacity { get; init; }

    /// <summary>Of a chat, in all rooms together.</summary>
    public int Connections { get; init; } = 10_000;

    public int PerRoom { get; init; } = 10;

    /// <summary>Of the demo's server; null is 8080, or a free one.</summary>
    public int? Port { get; init; }

    /// <summary>The script of the chat's peer, installed; null leaves it out.</summary>
    public string? Peer { get; init; }

    /// <summary>Media workers of StudyHub; null is its own choice.</summary>
    public int? Workers { get; init; }

    /// <exception cref="ArgumentException">With a sentence for the operator.</exception>
    public static Options Read(string[] args)
    {
        var options = new Options { Command = args.Length > 0 ? args[0] : "" };
        for (var i = 1; i < args.Length; i++)
        {
            var name = args[i];
            string Value() => ++i < args.Length ? args[i] : throw new ArgumentException($"{name} needs a value.");
            int Count(int least) => int.TryParse(Value(), CultureInfo.InvariantCulture, out var n) && n >= least ? n : throw new ArgumentException($"{name} needs a number from {least}.");
            double Share() => double.TryParse(Value(), CultureInfo.InvariantCulture, out var x) && x is >= 0 and < 1 ? x : throw new ArgumentException($"{name} needs a share such as 0.03.");
            options = name switch
            {
                "--address" => options with { Address = Value() },
                "--server" => options with { Server = Value() },
                "--json" => options with { Json = Value() },
                "--url" => options with { Url = new(Value()) },
                "--people-file" => options with { PeopleFile = Value() },
                "--room" => options with { Room = Value() },
                "--people" => options with { People = Count(2) },
                "--each" => options with { Each = Count(1) },
                "--rooms" => options with { Rooms = Count(1) },
                "--profile" => options with { Profile = VideoProfile.Of(Value()) },
                "--loss" => options with { Loss = Share() },
                "--decrypt-every" => options with { DecryptEvery = Count(1) },
                "--hold" => options with { Hold = true },
                "--seconds" or "--duration" => options with { Seconds = TimeSpan.FromSeconds(Count(1)) },
                "--minutes" => options with { Minutes = TimeSpan.FromMinutes(Count(1)) },
                "--rounds" => options with { Rounds = Count(1) },
                "--speakers" => options with { Speakers = Count(0) },
                "--only" => options with { Only = Value() },
                "--no-peer" => options with { NoPeer = true },
                "--feedback" => options with { Feedback = true },
                "--simulcast" => options with { Simulcast = true },
                "--capacity" => options with { Capacity = true },
                "--workers" => options with { Workers = Count(1) },
                "--connections" => options with { Connections = Count(200) },
                "--per-room" => options with { PerRoom = Count(2) },
                "--port" => options with { Port = Count(1) },
                "--peer" => options with { Peer = Value() },
                "--quick" => options with { Connections = 1_000, Rounds = 1, Seconds = TimeSpan.FromSeconds(5) },
                _ => throw new ArgumentException($"There is no switch '{name}'. --help lists them all."),
            };
        }

        return options;
    }
}
