using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ROOM-1, ROOM-13.</summary>
public sealed class RoomFieldTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    public static TheoryData<string, string, bool> Edges => new()
    {
        { "title", "\"x\"", true },
        { "title", Text(60), true },
        { "title", "\"" + string.Concat(Enumerable.Repeat("😀", 60)) + "\"", true },
        { "title", Text(61), false },
        { "title", "\"   \"", false },
        { "title", "\"\"", false },
        { "title", "null", false },
        { "title", "\"two\\nlines\"", false },
        { "title", "\"two\\u2028lines\"", false },
        { "channel", "\"elementary\"", true },
        { "channel", "\"job-seekers\"", true },
        { "channel", "null", false },
        { "channel", "7", false },
        { "capacity", "1", false },
        { "capacity", "2", true },
        { "capacity", "50", true },
        { "capacity", "51", false },
        { "capacity", "-1", false },
        { "password", Text(3), false },
        { "password", Text(4), true },
        { "password", Text(64), true },
        { "password", Text(65), false },
        { "password", "\"\"", true },
        { "notice", Text(500), true },
        { "notice", Text(501), false },
        { "notice", "\"two\\nlines\"", true },
        { "microphonePolicy", "\"push-to-talk\"", true },
        { "microphonePolicy", "9", false },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Each_field_is_taken_up_to_its_edge_and_no_further(string field, string value, bool taken)
    {
        using var ada = await app.SeedAsync();
        var wish = new Dictionary<string, JsonElement> { ["title"] = Of("\"Study\""), ["channel"] = Of("\"high\""), [field] = Of(value) };

        var answer = await ada.SendAsync(HttpMethod.Post, "rooms", wish, taken ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity);

        if (!taken)
        {
            Assert.Equal("room.field_invalid", answer.GetProperty("code").GetString());
            Assert.Equal([field], answer.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }
    }

    [Fact]
    public async Task A_room_has_the_documented_defaults_and_never_shows_its_password()
    {
        using var ada = await app.SeedAsync();

        var room = await ada.PostAsync("rooms", new { title = " 새벽 6시 ", channel = "university", password = "secret words" }, HttpStatusCode.Created);

        Assert.Equal(("새벽 6시", 10, 1), (room.GetProperty("title").GetString(), room.GetProperty("capacity").GetInt32(), room.GetProperty("taken").GetInt32()));
        Assert.Equal(("silent", true, false), (room.GetProperty("microphonePolicy").GetString(), room.GetProperty("hasPassword").GetBoolean(), room.GetProperty("closed").GetBoolean()));
        Assert.DoesNotContain("secret words", room.ToString(), StringComparison.Ordinal);
        Assert.Equal(room.ToString(), (await ada.GetAsync($"rooms/{room.GetProperty("id").GetGuid()}")).ToString());
    }

    [Fact]
    public async Task Several_wrong_fields_are_all_named()
    {
        using var ada = await app.SeedAsync();

        var problem = await ada.PostAsync("rooms", new { title = "", capacity = 99, password = "abc" }, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(["capacity", "channel", "password", "title"], problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order());
    }

    [Fact]
    public async Task A_link_shows_a_preview_to_whoever_is_signed_out_and_no_more()
    {
        using var ada = await app.SeedAsync();
        using var stranger = app.Browse();
        var room = await ada.CreateRoomAsync(new { notice = "only inside" });

        var preview = await stranger.GetAsync($"rooms/{room}/preview");

        Assert.Equal(["id", "title", "channel", "capacity", "taken", "hasPassword", "closed"], preview.EnumerateObject().Select(p => p.Name));
        Assert.Equal("room.not_found", await stranger.RefusedAsync(HttpMethod.Get, $"rooms/{Guid.CreateVersion7()}/preview", null, HttpStatusCode.NotFound));
        await stranger.GetAsync($"rooms/{room}", HttpStatusCode.Unauthorized);
        await stranger.GetAsync("rooms", HttpStatusCode.Unauthorized);
        await stranger.PostAsync("rooms", new { title = "x", channel = "high" }, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_eleventh_room_in_an_hour_waits_and_a_refused_wish_does_not_count()
    {
        using var ada = await app.SeedAsync();
        await ada.PostAsync("rooms", new { title = "" }, HttpStatusCode.UnprocessableEntity);
        for (var i = 0; i < 10; i++)
        {
            await ada.CreateRoomAsync();
        }

        using var eleventh = new StringContent("""{"title":"x","channel":"high"}""", null, "application/json");
        var (status, problem, response) = await ada.SendRawAsync(HttpMethod.Post, "rooms", eleventh);

        Assert.Equal((HttpStatusCode.TooManyRequests, "rate.limited"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(TimeSpan.FromHours(1), response.Headers.RetryAfter?.Delta);
        app.Clock.Advance(TimeSpan.FromHours(1));
        await ada.CreateRoomAsync();
    }

    private static string Text(int length) => $"\"{new string('가', length)}\"";

    private static JsonElement Of(string json) => JsonDocument.Parse(json).RootElement;
}
