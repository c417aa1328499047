using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>People who sit in one open room, the first its owner, each with a tab.</summary>
public sealed class ChatRoom : IAsyncDisposable
{
    private ChatRoom(StudyHubApp app, Guid id, IReadOnlyList<Browser> people, IReadOnlyList<LiveTab> tabs) => (App, Id, People, Tabs) = (app, id, people, tabs);

    public StudyHubApp App { get; }
    public Guid Id { get; }
    public IReadOnlyList<Browser> People { get; }
    public IReadOnlyList<LiveTab> Tabs { get; }

    public static async Task<ChatRoom> OpenAsync(StudyHubApp app, int count)
    {
        var people = await app.SeedAsync(count);
        var room = await people[0].CreateRoomAsync();
        var tabs = new List<LiveTab>();
        foreach (var person in people)
        {
            tabs.Add(await person.TabAsync());
            await tabs[^1].EnterAsync(room);
        }

        return new(app, room, people, tabs);
    }

    /// <returns>The sequence number.</returns>
    public async Task<long> SendAsync(int who, string text, long? replyTo = null, IReadOnlyList<Guid>? files = null) =>
        (await Tabs[who].OkAsync("chat.send", new { roomId = Id, messageId = Guid.CreateVersion7(), text, replyTo, files })).GetProperty("sequence").GetInt64();

    /// <returns>The offset of the change.</returns>
    public async Task<long> DoAsync(int who, string deed, object more) =>
        (await Tabs[who].OkAsync($"chat.{deed}", Body(more))).GetProperty("offset").GetInt64();

    public Task<string> RefusedAsync(int who, string deed, object more) => Tabs[who].RefusedAsync($"chat.{deed}", Body(more));

    /// <summary>The message that a change made, as somebody hears it.</summary>
    public async Task<JsonElement> HearAsync(int who, long offset) =>
        (await Tabs[who].HearAsync("chat.changed", body => body.GetProperty("changes")[0].GetProperty("offset").GetInt64() == offset)).GetProperty("changes")[0].GetProperty("message");

    public async Task<IReadOnlyList<JsonElement>> HistoryAsync(int who = 0) =>
        [.. (await People[who].GetAsync($"rooms/{Id}/messages?limit=100")).GetProperty("items").EnumerateArray()];

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in Tabs)
        {
            await tab.DisposeAsync();
        }
    }

    private Dictionary<string, object?> Body(object more)
    {
        var body = JsonSerializer.SerializeToElement(more, JsonSerializerOptions.Web).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);
        body["roomId"] = Id;
        return body;
    }
}
