using System.Net;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>CHAT-11: any part of a message is found, by those who may read it.</summary>
public sealed class SearchTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Theory]
    [InlineData("선형", "선형대수 5장")]
    [InlineData("대수", "선형대수 5장")]
    [InlineData("HELLO", "Hello, World")]
    [InlineData("lo, wor", "Hello, World")]
    [InlineData("100%", "100% sure_thing")]
    [InlineData("e_t", "100% sure_thing")]
    [InlineData("👩🏽‍💻", "she is a 👩🏽‍💻")]
    public async Task Two_characters_of_any_language_are_enough(string q, string text)
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);
        await room.SendAsync(0, "something else altogether: 형수, 대선");
        await room.SendAsync(0, text);

        Assert.Equal([text], await FindAsync(room, $"q={Uri.EscapeDataString(q)}"));
    }

    [Theory]
    [InlineData("", "chat.field_invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("q=%20가%20", "chat.field_invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("q=ab&limit=101", "api.limit_invalid", HttpStatusCode.UnprocessableEntity)]
    [InlineData("q=ab&cursor=x", "api.cursor_invalid", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_searched_is_told(string query, string code, HttpStatusCode status)
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);

        Assert.Equal(code, await room.People[0].RefusedAsync(HttpMethod.Get, $"rooms/{room.Id}/messages/search?{query}", null, status));
    }

    [Fact]
    public async Task Author_date_and_files_narrow_it_and_edits_are_followed()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        await room.SendAsync(0, "exam one");
        var sequence = await room.SendAsync(1, "exam two");
        await room.DoAsync(0, "react", new { sequence, emoji = "👍", on = true }); // Takes a number that is no message's.
        app.Clock.Advance(TimeSpan.FromDays(1));
        var tomorrow = app.Clock.GetUtcNow();
        await using var again = await room.People[0].TabAsync(room.Tabs[0].DeviceKey);
        await again.EnterAsync(room.Id);
        await again.OkAsync("chat.send", new { roomId = room.Id, messageId = Guid.CreateVersion7(), text = "exam three" });

        Assert.Equal(["exam three", "exam two", "exam one"], await FindAsync(room, "q=exam"));
        Assert.Equal(["exam two"], await FindAsync(room, $"q=exam&author={room.People[1].UserId}"));
        Assert.Equal(["exam three"], await FindAsync(room, $"q=exam&from={tomorrow:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(["exam two", "exam one"], await FindAsync(room, $"q=exam&to={tomorrow:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Empty(await FindAsync(room, "q=exam&hasFile=true"));
        Assert.Empty(await FindAsync(room, $"q=exam&from={tomorrow.AddDays(1):yyyy-MM-ddTHH:mm:ssZ}"));
        await using var bobs = await room.People[1].TabAsync(room.Tabs[1].DeviceKey);
        await bobs.EnterAsync(room.Id);
        await bobs.CallAsync("chat.edit", new { roomId = room.Id, sequence, text = "test two" });
        Assert.DoesNotContain("test two", await FindAsync(room, "q=exam"));
    }

    [Fact]
    public async Task Pages_go_on_without_hole_or_repeat()
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);
        await Crowd.PostAsync(app.Services, room.Id, room.People[0].UserId, 450);
        var found = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await room.People[0].GetAsync($"rooms/{room.Id}/messages/search?q=message&limit=40&cursor={cursor}");
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("text").GetString()!));
            cursor = page.GetProperty("nextCursor").GetString();
        }

        Assert.Equal(Enumerable.Range(1, 450).Reverse().Select(i => $"message {i}"), found);
    }

    [Fact]
    public async Task Only_where_the_searcher_may_read()
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);
        await using var other = await ChatRoom.OpenAsync(app, 1);
        await room.SendAsync(0, "the word is owl");
        await other.SendAsync(0, "owl there too");

        Assert.Equal(["the word is owl"], await FindAsync(room, "q=owl"));
        Assert.Equal("chat.not_found", await other.People[0].RefusedAsync(HttpMethod.Get, $"rooms/{room.Id}/messages/search?q=owl", null, HttpStatusCode.NotFound));
    }

    private static async Task<IReadOnlyList<string>> FindAsync(ChatRoom room, string query) =>
        [.. (await room.People[0].GetAsync($"rooms/{room.Id}/messages/search?{query}")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("text").GetString()!)];
}
