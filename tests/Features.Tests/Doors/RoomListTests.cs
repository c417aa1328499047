using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ROOM-2, ROOM-3, ROOM-4.</summary>
public sealed class RoomListTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Paging_repeats_no_room_and_skips_none_while_others_open_and_close()
    {
        var people = await app.SeedAsync(6);
        var mark = $"p{Guid.CreateVersion7().ToString("N")[^8..]}";
        var rooms = new List<Guid>();
        for (var i = 0; i < 45; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            rooms.Add(await people[i / 10].CreateRoomAsync(new { title = $"{mark} {i}" }));
        }

        await using var tab = await people[0].TabAsync();
        var closed = rooms[5];
        var (seen, path) = (new List<Guid>(), $"rooms?q={mark}");
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await people[0].GetAsync(cursor.Length == 0 ? path : $"{path}&cursor={cursor}");
            Assert.True(page.GetProperty("items").GetArrayLength() <= 20);
            seen.AddRange(Ids(page));
            cursor = page.GetProperty("nextCursor").GetString();
            await people[5].CreateRoomAsync(new { title = $"{mark} newer {seen.Count}" });
            await tab.OkAsync("meeting.close", new { roomId = closed });
            await Eventually.TrueAsync(async () => (await people[0].GetAsync($"rooms/{closed}")).GetProperty("closed").GetBoolean(), "the room is shown closed");
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(rooms.Where(r => r != closed).Reverse(), seen.Where(r => r != closed));
        Assert.DoesNotContain(closed, seen);
    }

    [Fact]
    public async Task Filters_combine_and_wildcards_and_case_mean_nothing_special()
    {
        using var ada = await app.SeedAsync();
        var mark = Guid.CreateVersion7().ToString("N")[^8..];
        var percent = await ada.CreateRoomAsync(new { title = $"100% {mark}", channel = "high" });
        var underscore = await ada.CreateRoomAsync(new { title = $"a_b {mark}", channel = "high" });
        var korean = await ada.CreateRoomAsync(new { title = $"토익 새벽반 {mark}", channel = "university" });
        var locked = await ada.CreateRoomAsync(new { title = $"토익 저녁반 {mark}", channel = "university", password = "secret" });
        var latin = await ada.CreateRoomAsync(new { title = $"ÉCOLE Toeic \\ {mark}", channel = "university", capacity = 2 });

        Assert.Equal([percent], await FindAsync(ada, $"q={Uri.EscapeDataString("0% ")}{mark}"));
        Assert.Equal([underscore], await FindAsync(ada, $"q={Uri.EscapeDataString("A_B ")}{mark}"));
        Assert.Empty(await FindAsync(ada, $"q={Uri.EscapeDataString("a%b ")}{mark}"));
        Assert.Equal([latin], await FindAsync(ada, $"q={Uri.EscapeDataString("école toeic \\ ")}{mark}"));
        Assert.Equal([locked, korean], (await FindAsync(ada, $"q={Uri.EscapeDataString("토익")}")).OrderByDescending(id => id == locked));
        Assert.Equal([korean], await FindAsync(ada, $"q={Uri.EscapeDataString("토익")}&noPassword=true&channel=university&hasSpace=true"));
        Assert.Empty(await FindAsync(ada, $"q={Uri.EscapeDataString("토익")}&channel=high"));
        using var bob = await app.SeedAsync();
        await using var bobsTab = await bob.TabAsync();
        await bobsTab.EnterAsync(latin);
        await Eventually.TrueAsync(async () => (await FindAsync(ada, $"q=toeic&hasSpace=true")).Count == 0, "the full room is filtered away");
        Assert.Equal([latin], await FindAsync(ada, "q=toeic"));
    }

    [Theory]
    [InlineData("cursor=garbage", HttpStatusCode.BadRequest, "api.cursor_invalid")]
    [InlineData("cursor=%F0%9F%98%80", HttpStatusCode.BadRequest, "api.cursor_invalid")]
    [InlineData("cursor=YWJj", HttpStatusCode.BadRequest, "api.cursor_invalid")]
    [InlineData("limit=0", HttpStatusCode.UnprocessableEntity, "api.limit_invalid")]
    [InlineData("limit=101", HttpStatusCode.UnprocessableEntity, "api.limit_invalid")]
    [InlineData("limit=-1", HttpStatusCode.UnprocessableEntity, "api.limit_invalid")]
    [InlineData("limit=ten", HttpStatusCode.BadRequest, "api.malformed")]
    [InlineData("limit=99999999999", HttpStatusCode.BadRequest, "api.malformed")]
    [InlineData("hasSpace=maybe", HttpStatusCode.BadRequest, "api.malformed")]
    [InlineData("channel=kindergarten", HttpStatusCode.UnprocessableEntity, "room.field_invalid")]
    public async Task A_broken_question_gets_a_clear_code(string query, HttpStatusCode status, string code)
    {
        using var ada = await app.SeedAsync();

        Assert.Equal(code, await ada.RefusedAsync(HttpMethod.Get, $"rooms?{query}", null, status));
    }

    [Fact]
    public async Task An_empty_list_is_a_list()
    {
        using var ada = await app.SeedAsync();

        var page = await ada.GetAsync($"rooms?q={Guid.CreateVersion7()}&limit=100");

        Assert.Equal((0, JsonValueKind.Null), (page.GetProperty("items").GetArrayLength(), page.GetProperty("nextCursor").ValueKind));
    }

    [Fact]
    public async Task Who_watches_hears_of_rooms_that_open_fill_empty_and_close_until_unwatching()
    {
        var people = await app.SeedAsync(3);
        await using var watching = await people[0].TabAsync();
        await watching.OkAsync("rooms.watch", new { });
        await watching.OkAsync("rooms.watch", new { });

        var room = await people[1].CreateRoomAsync(new { title = "watched" });
        Assert.Equal(1, (await ChangeAsync(watching, room, _ => true)).GetProperty("taken").GetInt32());
        await using var tab = await people[1].TabAsync();
        await tab.EnterAsync(room);
        await using var second = await people[2].TabAsync();
        await second.EnterAsync(room);
        await ChangeAsync(watching, room, r => r.GetProperty("taken").GetInt32() == 2);
        await second.OkAsync("meeting.leave", new { roomId = room });
        await ChangeAsync(watching, room, r => r.GetProperty("taken").GetInt32() == 1);
        await tab.OkAsync("meeting.close", new { roomId = room });
        await ChangeAsync(watching, room, r => r.GetProperty("closed").GetBoolean());

        await watching.OkAsync("rooms.unwatch", new { });
        var unheard = await people[1].CreateRoomAsync();
        Assert.DoesNotContain(await watching.HeardSoFarAsync(app), e => e.Body.ToString().Contains($"{unheard}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_occupied_room_is_counted_to_watchers_within_two_seconds()
    {
        var people = await app.SeedAsync(2);
        await using var watching = await people[0].TabAsync();
        await watching.OkAsync("rooms.watch", new { });
        var room = await people[1].CreateRoomAsync();
        await using var tab = await people[0].TabAsync();
        await tab.EnterAsync(room);

        await ChangeAsync(watching, room, r => r.GetProperty("taken").GetInt32() == 2).WaitAsync(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
    }

    private static async Task<JsonElement> ChangeAsync(LiveTab tab, Guid room, Func<JsonElement, bool> fits) =>
        (await tab.HearAsync("rooms.changed", body => body.GetProperty("room").GetProperty("id").GetGuid() == room && fits(body.GetProperty("room")))).GetProperty("room");

    private static async Task<IReadOnlyList<Guid>> FindAsync(Browser browser, string query) => [.. Ids(await browser.GetAsync($"rooms?{query}"))];

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(r => r.GetProperty("id").GetGuid());
}
