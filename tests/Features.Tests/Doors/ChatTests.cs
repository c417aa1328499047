using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>CHAT-1 to CHAT-7, API-9, 5.6.</summary>
public sealed class ChatTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_repeated_send_returns_the_first_result_and_stores_one_message()
    {
        var (room, people, tabs) = await InRoomAsync(2);
        var id = Guid.CreateVersion7();

        var first = await SendAsync(tabs[0], room, "once", id);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var again = await SendAsync(tabs[0], room, "once", id);
        var other = await SendAsync(tabs[0], room, "and with another text", id);
        var bobs = await SendAsync(tabs[1], room, "bob may use the same id", id);

        Assert.Equal(first.ToString(), again.ToString());
        Assert.Equal(first.ToString(), other.ToString());
        Assert.Equal(2, bobs.GetProperty("sequence").GetInt64());
        Assert.Equal(["once", "bob may use the same id"], Texts(await people[0].GetAsync($"rooms/{room}/messages")));
    }

    [Fact]
    public async Task Everybody_hears_one_order_without_gaps_whoever_writes_at_once()
    {
        var (room, people, tabs) = await InRoomAsync(4);

        await Task.WhenAll(tabs.SelectMany((tab, who) => Enumerable.Range(0, 15).Select(i => SendAsync(tab, room, $"{who}:{i}"))));

        var orders = new List<IReadOnlyList<string>>();
        foreach (var tab in tabs)
        {
            orders.Add(await HeardAsync(tab, 60));
        }

        Assert.All(orders, order => Assert.Equal(orders[0], order));
        Assert.Equal(Enumerable.Range(1, 60).Select(i => $"{i}"), orders[0].Select(line => line.Split(' ')[0]));
        var history = await people[0].GetAsync($"rooms/{room}/messages?limit=100");
        Assert.Equal(orders[0].Select(line => line.Split(' ')[1]), Texts(history));
    }

    [Theory]
    [InlineData("", "chat.text_empty")]
    [InlineData(" \n\t ", "chat.text_empty")]
    public async Task An_empty_text_is_no_message(string text, string code)
    {
        var (room, _, tabs) = await InRoomAsync(1);

        Assert.Equal(code, await tabs[0].RefusedAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text }));
        Assert.Equal("chat.field_invalid", await tabs[0].RefusedAsync("chat.send", new { roomId = room, messageId = Guid.Empty, text = "x" }));
        Assert.Equal("chat.field_invalid", await tabs[0].RefusedAsync("chat.resume", new { roomId = room, epoch = "x", offset = -1 }));
    }

    [Fact]
    public async Task A_message_has_up_to_four_thousand_characters_counted_as_people_count()
    {
        var (room, _, tabs) = await InRoomAsync(1);
        var smiles = string.Concat(Enumerable.Repeat("😀", 4_000));

        await SendAsync(tabs[0], room, $"  {smiles}\n");
        await SendAsync(tabs[0], room, new string('가', 4_000));
        Assert.Equal("chat.text_too_long", await tabs[0].RefusedAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = smiles + "😀" }));
        Assert.Equal("chat.text_too_long", await tabs[0].RefusedAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = new string('가', 4_001) }));

        Assert.Equal(smiles, (await tabs[0].HearAsync("chat.changed")).GetProperty("changes")[0].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Resuming_gives_what_was_missed_in_order_once_and_then_what_follows()
    {
        var (room, people, tabs) = await InRoomAsync(2);
        await SendAsync(tabs[0], room, "before");
        var epoch = (await tabs[1].EnterAsync(room)).GetProperty("chat").GetProperty("epoch").GetString();
        await tabs[1].DisposeAsync();
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(tabs[0], room, $"missed {i}");
        }

        await using var again = await people[1].TabAsync(tabs[1].DeviceKey);
        await again.EnterAsync(room);
        var resumed = await again.OkAsync("chat.resume", new { roomId = room, epoch, offset = 1 });
        await SendAsync(tabs[0], room, "after");

        Assert.False(resumed.GetProperty("reload").GetBoolean());
        Assert.Equal([2L, 3, 4, 5, 6], resumed.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("offset").GetInt64()));
        Assert.Equal(6, resumed.GetProperty("offset").GetInt64());
        Assert.Equal(7, (await again.HearAsync("chat.changed")).GetProperty("changes")[0].GetProperty("offset").GetInt64());
        var nothing = await again.OkAsync("chat.resume", new { roomId = room, epoch, offset = 7 });
        Assert.Equal((false, 0), (nothing.GetProperty("reload").GetBoolean(), nothing.GetProperty("changes").GetArrayLength()));
    }

    [Fact]
    public async Task Another_epoch_or_more_than_a_thousand_behind_reloads()
    {
        var (room, people, tabs) = await InRoomAsync(2);
        var epoch = (await tabs[0].EnterAsync(room)).GetProperty("chat").GetProperty("epoch").GetString()!;
        await Crowd.PostAsync(app.Services, room, people[0].UserId, 1_001);

        var other = await tabs[0].OkAsync("chat.resume", new { roomId = room, epoch = "another", offset = 1_000 });
        var behind = await tabs[0].OkAsync("chat.resume", new { roomId = room, epoch, offset = 0 });
        var ahead = await tabs[0].OkAsync("chat.resume", new { roomId = room, epoch, offset = 2_000 });
        var justInside = await tabs[0].OkAsync("chat.resume", new { roomId = room, epoch, offset = 1 });

        Assert.All([other, behind, ahead], reply => Assert.True(reply.GetProperty("reload").GetBoolean()));
        Assert.Equal(1_001, behind.GetProperty("snapshot").GetProperty("offset").GetInt64());
        Assert.Equal(50, behind.GetProperty("snapshot").GetProperty("messages").GetArrayLength());
        Assert.Equal(JsonValueKind.String, behind.GetProperty("snapshot").GetProperty("earlierCursor").ValueKind);
        Assert.Equal(1_000, justInside.GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public async Task History_pages_both_ways_without_hole_or_repeat_while_people_write()
    {
        var (room, people, tabs) = await InRoomAsync(1);
        await Crowd.PostAsync(app.Services, room, people[0].UserId, 175);

        var back = new List<long>();
        var page = await people[0].GetAsync($"rooms/{room}/messages");
        Assert.Equal(50, page.GetProperty("items").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, page.GetProperty("nextCursor").ValueKind);
        for (string? cursor = ""; cursor is not null; cursor = page.GetProperty("previousCursor").GetString())
        {
            page = cursor.Length == 0 ? page : await people[0].GetAsync($"rooms/{room}/messages?before={cursor}");
            back.InsertRange(0, Sequences(page));
            await SendAsync(tabs[0], room, "meanwhile");
        }

        Assert.Equal(Enumerable.Range(1, 175).Select(i => (long)i), back);
        var forward = Sequences(page).ToList();
        while (page.GetProperty("nextCursor").GetString() is { } cursor)
        {
            page = await people[0].GetAsync($"rooms/{room}/messages?after={cursor}&limit=40");
            forward.AddRange(Sequences(page));
        }

        Assert.Equal(Enumerable.Range(1, 179).Select(i => (long)i), forward);
    }

    [Theory]
    [InlineData("before=garbage")]
    [InlineData("after=LTE")]
    [InlineData("before=%F0%9F%98%80")]
    public async Task A_broken_cursor_is_told(string query)
    {
        var (room, people, _) = await InRoomAsync(1);

        Assert.Equal("api.cursor_invalid", await people[0].RefusedAsync(HttpMethod.Get, $"rooms/{room}/messages?{query}", null, System.Net.HttpStatusCode.BadRequest));
        Assert.Equal("api.limit_invalid", await people[0].RefusedAsync(HttpMethod.Get, $"rooms/{room}/messages?limit=0", null, System.Net.HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task Strangers_and_the_signed_out_read_and_write_nothing()
    {
        var (room, _, _) = await InRoomAsync(1);
        using var stranger = await app.SeedAsync();
        using var nobody = app.Browse();
        await using var tab = await stranger.TabAsync();

        Assert.Equal("chat.not_found", await tab.RefusedAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "x" }));
        Assert.Equal("chat.not_found", await tab.RefusedAsync("chat.resume", new { roomId = room, epoch = "x", offset = 0 }));
        Assert.Equal("chat.not_found", await stranger.RefusedAsync(HttpMethod.Get, $"rooms/{room}/messages", null, System.Net.HttpStatusCode.NotFound));
        Assert.Equal("chat.not_found", await stranger.RefusedAsync(HttpMethod.Get, $"rooms/{Guid.CreateVersion7()}/messages", null, System.Net.HttpStatusCode.NotFound));
        await nobody.GetAsync($"rooms/{room}/messages", System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Who_has_left_may_read_but_neither_write_nor_resume_nor_hear()
    {
        var (room, people, tabs) = await InRoomAsync(2);
        await SendAsync(tabs[1], room, "while present");
        var epoch = (await tabs[0].EnterAsync(room)).GetProperty("chat").GetProperty("epoch").GetString();
        await tabs[1].OkAsync("meeting.leave", new { roomId = room });

        await SendAsync(tabs[0], room, "after the departure");

        Assert.DoesNotContain(await tabs[1].HeardSoFarAsync(app), e => e.Body.ToString().Contains("after the departure", StringComparison.Ordinal));
        Assert.Equal("chat.not_allowed", await tabs[1].RefusedAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "x" }));
        Assert.Equal("chat.not_found", await tabs[1].RefusedAsync("chat.resume", new { roomId = room, epoch, offset = 0 }));
        Assert.Equal(["while present", "after the departure"], Texts(await people[1].GetAsync($"rooms/{room}/messages")));
    }

    [Fact]
    public async Task A_second_tab_that_resumed_hears_no_more_once_its_user_has_left()
    {
        var (room, people, tabs) = await InRoomAsync(2);
        await using var second = await people[1].TabAsync();
        await second.CallAsync("chat.resume", new { roomId = room, epoch = "x", offset = 0 });
        await tabs[1].OkAsync("meeting.leave", new { roomId = room });

        await SendAsync(tabs[0], room, "not for ears outside");

        await tabs[0].HearAsync("chat.changed");
        Assert.DoesNotContain(await second.HeardSoFarAsync(app), e => e.Type == "chat.changed");
    }

    [Fact]
    public async Task A_reconnected_tab_that_resumed_without_entering_hears_no_more_once_the_hold_has_lapsed()
    {
        var (room, people, tabs) = await InRoomAsync(2);
        await tabs[1].DisposeAsync();
        await tabs[0].HearMeetingAsync("held");
        await using var again = await people[1].TabAsync(tabs[1].DeviceKey);
        await again.CallAsync("chat.resume", new { roomId = room, epoch = "x", offset = 0 });
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        await tabs[0].HearMeetingAsync("departed");

        await SendAsync(tabs[0], room, "not for ears outside");

        await tabs[0].HearAsync("chat.changed");
        Assert.DoesNotContain(await again.HeardSoFarAsync(app), e => e.Type == "chat.changed");
    }

    private async Task<(Guid Room, IReadOnlyList<Browser> People, List<LiveTab> Tabs)> InRoomAsync(int count)
    {
        var people = await app.SeedAsync(count);
        var room = await people[0].CreateRoomAsync();
        var tabs = new List<LiveTab>();
        foreach (var person in people)
        {
            tabs.Add(await person.TabAsync());
            await tabs[^1].EnterAsync(room);
        }

        return (room, people, tabs);
    }

    private static Task<JsonElement> SendAsync(LiveTab tab, Guid room, string text, Guid? id = null) =>
        tab.OkAsync("chat.send", new { roomId = room, messageId = id ?? Guid.CreateVersion7(), text });

    private static async Task<IReadOnlyList<string>> HeardAsync(LiveTab tab, int count)
    {
        var heard = new List<string>();
        while (heard.Count < count)
        {
            var changes = (await tab.HearAsync("chat.changed")).GetProperty("changes");
            heard.AddRange(changes.EnumerateArray().Select(c => $"{c.GetProperty("offset")} {c.GetProperty("message").GetProperty("text").GetString()}"));
        }

        return heard;
    }

    private static IEnumerable<string> Texts(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("text").GetString()!);

    private static IEnumerable<long> Sequences(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("sequence").GetInt64());
}
