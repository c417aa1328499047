using System.Text.Json;
using System.Threading.Channels;
using StudyHub.LoadTest.Signaling;

namespace StudyHub.Features.Tests.Harness;

/// <summary>One tab's live connection, as docs/protocol.md describes it.</summary>
public sealed class LiveTab : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Channel<(string Type, JsonElement Body)> _heard = Channel.CreateUnbounded<(string, JsonElement)>();
    private readonly List<(string Type, JsonElement Body)> _passed = [];
    private LiveClient _live = null!;

    private LiveTab(string deviceKey) => DeviceKey = deviceKey;

    public string DeviceKey { get; }

    /// <summary>One run of the client's media engine.</summary>
    public string CallKey { get; set; } = Key();

    /// <summary>Ends with the connection.</summary>
    public Task Closed => _live.Closed;

    public static string Key() => Guid.CreateVersion7().ToString("N");

    public static async Task<LiveTab> OpenAsync(Uri server, string? cookie, string? deviceKey, string label)
    {
        var tab = await ConnectAsync(server, cookie, deviceKey);
        Value(await tab.CallAsync("live.hello", new { device = tab.DeviceKey, label }));
        return tab;
    }

    /// <summary>Connects without a greeting.</summary>
    public static async Task<LiveTab> ConnectAsync(Uri server, string? cookie, string? deviceKey = null)
    {
        var tab = new LiveTab(deviceKey ?? Key());
        tab._live = await LiveClient.ConnectAsync(server, cookie, (type, body) => tab._heard.Writer.TryWrite((type, body)), TestContext.Current.CancellationToken);
        return tab;
    }

    /// <returns>The whole reply: value or error.</returns>
    public Task<JsonElement> CallAsync(string? name, object? body) => _live.CallAsync(name, body, TestContext.Current.CancellationToken);

    public async Task<JsonElement> OkAsync(string name, object? body) => Value(await CallAsync(name, body));

    /// <returns>The error's code.</returns>
    public async Task<string> RefusedAsync(string name, object? body) => (await ErrorAsync(name, body)).GetProperty("code").GetString()!;

    /// <summary>The error of a refusal, with its details.</summary>
    public async Task<JsonElement> ErrorAsync(string name, object? body)
    {
        var reply = await CallAsync(name, body);
        Assert.True(reply.GetProperty("error").ValueKind == JsonValueKind.Object, $"{name} was not refused: {reply}");
        return reply.GetProperty("error");
    }

    public Task<JsonElement> EnterAsync(Guid roomId, string? password = null, bool move = false) =>
        OkAsync("meeting.enter", new { roomId, call = CallKey, password, move });

    public Task<string> EnterRefusedAsync(Guid roomId, string? password = null, bool move = false) =>
        RefusedAsync("meeting.enter", new { roomId, call = CallKey, password, move });

    /// <summary>The next event of a type that fits, within 10 s; others are kept for later questions.</summary>
    public async Task<JsonElement> HearAsync(string type, Func<JsonElement, bool>? fits = null)
    {
        for (var i = 0; i < _passed.Count; i++)
        {
            if (_passed[i].Type == type && fits?.Invoke(_passed[i].Body) != false)
            {
                var body = _passed[i].Body;
                _passed.RemoveAt(i);
                return body;
            }
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(s_patience);
        while (true)
        {
            var heard = await _heard.Reader.ReadAsync(deadline.Token);
            if (heard.Type == type && fits?.Invoke(heard.Body) != false)
            {
                return heard.Body;
            }

            _passed.Add(heard);
        }
    }

    /// <summary>The next meeting event of a kind.</summary>
    public async Task<JsonElement> HearMeetingAsync(string kind, Func<JsonElement, bool>? fits = null)
    {
        bool Fits(JsonElement e) => e.GetProperty("$type").GetString() == kind && fits?.Invoke(e) != false;
        var change = await HearAsync("meeting.changed", body => body.GetProperty("events").EnumerateArray().Any(Fits));
        return change.GetProperty("events").EnumerateArray().First(Fits);
    }

    /// <summary>Everything heard so far and not asked for yet.</summary>
    public IReadOnlyList<(string Type, JsonElement Body)> Rest()
    {
        while (_heard.Reader.TryRead(out var heard))
        {
            _passed.Add(heard);
        }

        return _passed;
    }

    /// <summary>Everything said to this tab until now and not asked for yet: what comes before an event that is caused here and now.</summary>
    public async Task<IReadOnlyList<(string Type, JsonElement Body)>> HeardSoFarAsync(StudyHubApp app)
    {
        using var somebody = await app.SeedAsync();
        await OkAsync("rooms.watch", new { });
        var room = await somebody.CreateRoomAsync();
        await HearAsync("rooms.changed", body => body.GetProperty("room").GetProperty("id").GetGuid() == room);
        await OkAsync("rooms.unwatch", new { });
        return Rest();
    }

    public bool IsConnected => !_live.Closed.IsCompleted;

    /// <summary>Forgets what has been heard and not asked for.</summary>
    public void Forget() => _passed.Clear();

    public async ValueTask DisposeAsync() => await _live.DisposeAsync();

    private static JsonElement Value(JsonElement reply)
    {
        Assert.True(reply.GetProperty("error").ValueKind == JsonValueKind.Null, reply.ToString());
        return reply.GetProperty("value");
    }
}
