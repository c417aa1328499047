using System.Globalization;
using System.Text.Json.Nodes;

namespace StudyHub.LoadTest.Signaling;

/// <summary>Janus and its videoroom plugin: one handle to publish and one multistream handle to receive for each person.</summary>
internal sealed class JanusServer : IServerUnderLoad
{
    private readonly JanusSession _session;
    private readonly long _control;
    private int _rooms;
    private int _people;

    private JanusServer(JanusSession session, long control) => (_session, _control) = (session, control);

    public static async Task<JanusServer> ConnectAsync(Uri address, CancellationToken ct)
    {
        var session = await JanusSession.OpenAsync(address, ct);
        return new(session, await session.AttachAsync(ct));
    }

    public async Task<string> OpenRoomAsync(int creator, int capacity, CancellationToken ct)
    {
        var room = string.Create(CultureInfo.InvariantCulture, $"load-{Interlocked.Increment(ref _rooms)}");
        await _session.MessageAsync(
            _control,
            new()
            {
                ["request"] = "create",
                ["room"] = room,
                ["publishers"] = Math.Max(capacity, 10),
                ["bitrate"] = 2_000_000,
                ["videocodec"] = "vp8",
                ["audiocodec"] = "opus",
                ["fir_freq"] = 0,
                ["notify_joining"] = false,
            },
            null,
            ct);
        return room;
    }

    public async Task<ISignaling> ConnectAsync(int person, string room, CancellationToken ct) =>
        new Signaling(_session, await _session.AttachAsync(ct), room, $"p{Interlocked.Increment(ref _people)}");

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private sealed class Signaling(JanusSession session, long publishing, string room, string name) : ISignaling
    {
        private long _receiving;

        public string Name => name;

        public async Task<ReceiveOffer?> EnterAsync(CancellationToken ct)
        {
            await session.MessageAsync(
                publishing, new() { ["request"] = "join", ["ptype"] = "publisher", ["room"] = room, ["id"] = name, ["display"] = name }, null, ct);
            return null;
        }

        public async Task<string> PublishAsync(string offer, CancellationToken ct)
        {
            var reply = await session.MessageAsync(publishing, new() { ["request"] = "configure" }, Jsep("offer", offer), ct);
            return SdpOf(reply);
        }

        public async Task<ReceiveOffer?> SubscribeAsync(IReadOnlyList<Watched> people, CancellationToken ct)
        {
            if (people.Count == 0)
            {
                return null; // Janus refuses a list of nobody
            }

            var streams = new JsonArray([.. people.Select(w => (JsonNode)new JsonObject { ["feed"] = w.Name })]);
            var first = _receiving == 0;
            _receiving = first ? await session.AttachAsync(ct) : _receiving;
            var body = first
                ? new JsonObject { ["request"] = "join", ["ptype"] = "subscriber", ["room"] = room, ["streams"] = streams }
                : new JsonObject { ["request"] = "subscribe", ["streams"] = streams };
            return new(SdpOf(await session.MessageAsync(_receiving, body, null, ct)), 0, [.. people.Select(w => w.Name)]);
        }

        public Task AnswerAsync(ReceiveOffer offer, string answer, CancellationToken ct) =>
            session.MessageAsync(_receiving, new() { ["request"] = "start" }, Jsep("answer", answer), ct);

        public Task SwitchAsync(string source, bool on, CancellationToken ct) => Task.CompletedTask;

        public bool HasScreens => false;

        public Task ShareAsync(bool on, CancellationToken ct) => throw new NotSupportedException("Janus has no screens, only feeds.");

        public async Task LeaveAsync(CancellationToken ct)
        {
            await session.DetachAsync(publishing, ct);
            if (_receiving != 0)
            {
                await session.DetachAsync(_receiving, ct);
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private static JsonObject Jsep(string type, string sdp) => new() { ["type"] = type, ["sdp"] = sdp };

        private static string SdpOf(JsonNode reply) =>
            (string?)reply["jsep"]?["sdp"] ?? throw new InvalidOperationException($"Janus answered without a description: {reply.ToJsonString()}");
    }
}
