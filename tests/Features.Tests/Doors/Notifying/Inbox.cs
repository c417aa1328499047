using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Data;
using StudyHub.Features.Tests.Harness;
using StudyHub.Kernel.Ports;

namespace StudyHub.Features.Tests.Doors.Notifying;

/// <summary>Somebody's list of notifications, through its doors.</summary>
internal static class Inbox
{
    public static async Task<IReadOnlyList<JsonElement>> NewsAsync(this Browser who) =>
        [.. (await who.GetAsync("notifications?limit=100")).GetProperty("items").EnumerateArray()];

    public static async Task<IReadOnlyList<string>> KindsAsync(this Browser who) => [.. (await who.NewsAsync()).Select(Kind)];

    public static async Task<int> UnreadAsync(this Browser who) => (await who.GetAsync("notifications/unread")).GetProperty("unread").GetInt32();

    /// <summary>The newest one, once it is of that kind.</summary>
    public static async Task<JsonElement> AwaitAsync(this Browser who, string kind)
    {
        await Eventually.TrueAsync(async () => await who.KindsAsync() is [var first, ..] && first == kind, $"a {kind} is in the list");
        return (await who.NewsAsync())[0];
    }

    public static Task ReadAsync(this Browser who, JsonElement item) => who.PostAsync($"notifications/{Id(item)}/read", null, HttpStatusCode.NoContent);

    public static Task SetLevelAsync(this Browser who, Guid group, string level) =>
        who.SendAsync(HttpMethod.Put, $"notifications/groups/{group}", new { level }, HttpStatusCode.NoContent);

    public static async Task<long> SayAsync(this LiveTab tab, Guid room, string text, long? replyTo = null) =>
        (await tab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text, replyTo })).GetProperty("sequence").GetInt64();

    /// <summary>Waits until everything told about a room until now has been heard: somebody called by name there is told after it.</summary>
    public static async Task SettledAsync(this LiveTab tab, Guid room, Browser witness)
    {
        var before = (await witness.NewsAsync()).Count;
        await tab.SayAsync(room, $"@{witness.Handle}");
        await Eventually.TrueAsync(async () => (await witness.NewsAsync()).Count > before, "the witness was told");
    }

    /// <summary>Tells the house again what it was told before.</summary>
    public static Task TellAsync<TEvent>(this StudyHubApp app, TEvent told)
        where TEvent : IDomainEvent => app.Services.GetRequiredService<IDatabase>().WriteAsync(
        async unit =>
        {
            await unit.TellAsync(told);
            return true;
        },
        TestContext.Current.CancellationToken);

    public static string Kind(JsonElement item) => item.GetProperty("kind").GetString()!;

    public static Guid Id(JsonElement item) => item.GetProperty("id").GetGuid();
}
