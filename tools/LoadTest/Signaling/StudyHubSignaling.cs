using System.Security.Cryptography;
using System.Text.Json;
using StudyHub.LoadTest.Media;
using StudyHub.LoadTest.Transport;

namespace StudyHub.LoadTest.Signaling;

/// <summary>One tab's live connection, and the commands of its room.</summary>
internal sealed class StudyHubSignaling : ISignaling
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(10);

    private readonly LiveClient _live;
    private readonly string _room;
    private readonly bool _isSilent;
    private readonly CancellationTokenSource _closed = new();
    private Task _beating = Task.CompletedTask;

    private StudyHubSignaling(LiveClient live, string room, bool isSilent) => (_live, _room, _isSilent) = (live, room, isSilent);

    /// <summary>Pixels that a screen is shown in.</summary>
    private static (int Width, int Height) Shown => (VideoProfile.Screen.Width, VideoProfile.Screen.Height);

    public string Name { get; private set; } = "";

    public static async Task<StudyHubSignaling> ConnectAsync(Uri server, string cookie, string room, CancellationToken ct, bool isSilent = false)
    {
        var signaling = new StudyHubSignaling(await LiveClient.ConnectAsync(server, cookie, hear: null, ct), room, isSilent);
        await signaling.CallAsync("live.hello", new { device = RandomNumberGenerator.GetHexString(32), label = "Load test" }, ct);
        signaling._beating = signaling.BeatAsync();
        return signaling;
    }

    public async Task<ReceiveOffer?> EnterAsync(CancellationToken ct)
    {
        var entered = await CallAsync("meeting.enter", new { roomId = _room, call = RandomNumberGenerator.GetHexString(32), move = true }, ct);
        Name = entered.GetProperty("seat").GetProperty("seatId").GetString()!;
        return OfferOf(entered.GetProperty("media"));
    }

    public async Task<string> PublishAsync(string offer, CancellationToken ct)
    {
        object[] tracks =
        [
            new { mid = Descriptions.MicrophoneMid, source = "microphone" },
            new { mid = Descriptions.CameraMid, source = "camera" },
            new { mid = Descriptions.ScreenMid, source = "screen" },
        ];
        var answer = CallAsync("media.publish", new { roomId = _room, sdp = offer, tracks }, ct);
        await Task.WhenAll(answer, _isSilent ? Task.CompletedTask : SwitchAsync("microphone", true, ct), SwitchAsync("camera", true, ct));
        return (await answer).GetProperty("sdp").GetString()!;
    }

    public async Task<ReceiveOffer?> SubscribeAsync(IReadOnlyList<Watched> people, CancellationToken ct)
    {
        var tracks = people.SelectMany(w => new object[]
        {
            new { seatId = w.Name, source = "microphone" },
            new { seatId = w.Name, source = "camera", width = w.Width, height = w.Height },
        }).Concat(people.Where(w => w.Screen).Select(w => new { seatId = w.Name, source = "screen", width = Shown.Width, height = Shown.Height }));
        return OfferOf(await CallAsync("media.subscribe", new { roomId = _room, tracks }, ct));
    }

    public Task AnswerAsync(ReceiveOffer offer, string answer, CancellationToken ct) =>
        CallAsync("media.answer", new { roomId = _room, revision = offer.Revision, sdp = answer }, ct);

    public Task SwitchAsync(string source, bool on, CancellationToken ct) =>
        CallAsync("meeting.set_device", new { roomId = _room, source, on }, ct);

    public bool HasScreens => true;

    public Task ShareAsync(bool on, CancellationToken ct) => CallAsync(on ? "meeting.start_share" : "meeting.stop_share", new { roomId = _room }, ct);

    /// <summary>Writes in the room's chat.</summary>
    public Task SayAsync(string text, CancellationToken ct) => CallAsync("chat.send", new { roomId = _room, messageId = Guid.CreateVersion7(), text }, ct);

    /// <summary>Shows that it is writing.</summary>
    public Task TypeAsync(CancellationToken ct) => CallAsync("chat.typing", new { roomId = _room }, ct);

    public Task LeaveAsync(CancellationToken ct) => CallAsync("meeting.leave", new { roomId = _room }, ct);

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _beating;
        await _live.DisposeAsync();
        _closed.Dispose();
    }

    private static ReceiveOffer? OfferOf(JsonElement reply)
    {
        var offer = reply.GetProperty("offer");
        if (offer.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var cameras = offer.GetProperty("tracks").EnumerateArray()
            .Where(t => t.GetProperty("source").GetString() == "camera").Select(t => t.GetProperty("seatId").GetString()!);
        return new(offer.GetProperty("sdp").GetString()!, offer.GetProperty("revision").GetInt32(), [.. cameras]);
    }

    private async Task<JsonElement> CallAsync(string name, object body, CancellationToken ct)
    {
        var reply = await _live.CallAsync(name, body, ct);
        return reply.GetProperty("error").ValueKind == JsonValueKind.Null
            ? reply.GetProperty("value")
            : throw new InvalidOperationException($"{name} was refused: {reply.GetProperty("error")}");
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(s_beat);
        try
        {
            while (await timer.WaitForNextTickAsync(_closed.Token))
            {
                await CallAsync("live.beat", new { }, _closed.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException || _live.Closed.IsCompleted)
        {
            // closed, from whichever side
        }
    }
}
