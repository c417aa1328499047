using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>CHAT-8, CHAT-9, CHAT-10, CHAT-12, CHAT-18, CHAT-19: what happens to a message after it was sent.</summary>
public sealed class ChangeTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Authors_edit_for_a_day_and_everybody_sees_it_at_its_own_offset()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        var sequence = await room.SendAsync(0, "frist");

        var offset = await room.DoAsync(0, "edit", new { sequence, text = "first" });
        var again = await room.DoAsync(0, "edit", new { sequence, text = "first" });

        var heard = await room.HearAsync(1, offset);
        Assert.Equal((2L, 2L), (offset, again));
        Assert.Equal((sequence, 2L, "first"), (heard.GetProperty("sequence").GetInt64(), heard.GetProperty("version").GetInt64(), heard.GetProperty("text").GetString()));
        Assert.Equal(JsonValueKind.String, heard.GetProperty("editedAt").ValueKind);
        Assert.Equal("chat.not_allowed", await room.RefusedAsync(1, "edit", new { sequence, text = "mine now" }));
        Assert.Equal("chat.text_empty", await room.RefusedAsync(0, "edit", new { sequence, text = " " }));
        Assert.Equal("chat.message_not_found", await room.RefusedAsync(0, "edit", new { sequence = 99, text = "x" }));

        Rows.Age(app, "chat_messages", "PostedAt", room.Id, TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1), "RoomId");
        Assert.Equal("chat.edit_too_late", await room.RefusedAsync(0, "edit", new { sequence, text = "too late" }));
        Assert.Equal("first", (await room.HistoryAsync())[0].GetProperty("text").GetString());
    }

    [Fact]
    public async Task Authors_and_hosts_delete_and_nothing_but_a_tombstone_is_left_anywhere()
    {
        await using var room = await ChatRoom.OpenAsync(app, 3);
        var first = await room.SendAsync(1, "비밀번호는 호랑이");
        var second = await room.SendAsync(1, "another secret", replyTo: first);
        await room.DoAsync(2, "react", new { sequence = first, emoji = "👍", on = true });
        Assert.Equal("mod.host_needed", await room.RefusedAsync(2, "delete", new { sequence = first }));

        var byAuthor = await room.DoAsync(1, "delete", new { sequence = first });
        var byHost = await room.DoAsync(0, "delete", new { sequence = second });
        var nothing = await room.DoAsync(0, "delete", new { sequence = second });

        Assert.Equal(byHost, nothing);
        var heard = await room.HearAsync(2, byAuthor);
        Assert.Equal(("author", "", 0), (heard.GetProperty("removed").GetString(), heard.GetProperty("text").GetString(), heard.GetProperty("reactions").GetArrayLength()));
        Assert.Equal("host", (await room.HearAsync(2, byHost)).GetProperty("removed").GetString());
        var history = await room.HistoryAsync();
        Assert.DoesNotContain(history, m => m.ToString().Contains("호랑이", StringComparison.Ordinal) || m.ToString().Contains("secret", StringComparison.Ordinal));
        Assert.Empty((await room.People[0].GetAsync($"rooms/{room.Id}/messages/search?q={Uri.EscapeDataString("호랑")}")).GetProperty("items").EnumerateArray());
        Assert.Equal("chat.not_allowed", await room.RefusedAsync(1, "edit", new { sequence = first, text = "back again" }));
        Assert.Equal("chat.message_not_found", await room.RefusedAsync(1, "react", new { sequence = first, emoji = "👍", on = true }));
    }

    [Fact]
    public async Task Resuming_brings_edits_and_deletions_in_order_without_what_was_taken_back()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        await room.SendAsync(0, "one");
        await room.SendAsync(0, "two, a secret");
        var epoch = (await room.Tabs[1].EnterAsync(room.Id)).GetProperty("chat").GetProperty("epoch").GetString();
        await room.DoAsync(0, "edit", new { sequence = 1, text = "one, edited" });
        await room.SendAsync(0, "three");
        await room.DoAsync(0, "edit", new { sequence = 2, text = "two, a better secret" });
        await room.DoAsync(0, "delete", new { sequence = 2 });
        await room.DoAsync(1, "react", new { sequence = 4, emoji = "🎉", on = true });

        var resumed = await room.Tabs[1].OkAsync("chat.resume", new { roomId = room.Id, epoch, offset = 1 });

        var changes = resumed.GetProperty("changes").EnumerateArray().ToList();
        Assert.Equal([2L, 3, 4, 5, 6, 7], changes.Select(c => c.GetProperty("offset").GetInt64()));
        Assert.Equal([2L, 1, 4, 2, 2, 4], changes.Select(c => c.GetProperty("message").GetProperty("sequence").GetInt64()));
        Assert.Equal([6L, 3, 7, 6, 6, 7], changes.Select(c => c.GetProperty("message").GetProperty("version").GetInt64()));
        Assert.DoesNotContain("secret", resumed.ToString(), StringComparison.Ordinal);
        Assert.Equal(7, resumed.GetProperty("offset").GetInt64());
    }

    [Fact]
    public async Task A_reply_quotes_the_message_as_it_is_and_a_page_can_be_opened_around_it()
    {
        await using var room = await ChatRoom.OpenAsync(app, 1);
        var original = await room.SendAsync(0, new string('가', 300));
        await Crowd.PostAsync(app.Services, room.Id, room.People[0].UserId, 120);
        var answer = await room.SendAsync(0, "그거 말이에요", replyTo: original);

        var quote = (await room.HearAsync(0, answer)).GetProperty("replyTo");
        var page = await room.People[0].GetAsync($"rooms/{room.Id}/messages?around={original}");

        Assert.Equal((original, $"{new string('가', 200)}…"), (quote.GetProperty("sequence").GetInt64(), quote.GetProperty("text").GetString()));
        Assert.Equal(original, page.GetProperty("items")[0].GetProperty("sequence").GetInt64());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.String), (page.GetProperty("previousCursor").ValueKind, page.GetProperty("nextCursor").ValueKind));
        var middle = await room.People[0].GetAsync($"rooms/{room.Id}/messages?around=60");
        Assert.Equal(Enumerable.Range(36, 50).Select(i => (long)i), middle.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("sequence").GetInt64()));
        await room.DoAsync(0, "delete", new { sequence = original });
        Assert.True((await room.HistoryAsync())[^1].GetProperty("replyTo").GetProperty("removed").GetBoolean());
        Assert.Equal("chat.message_not_found", await room.RefusedAsync(0, "send", new { messageId = Guid.CreateVersion7(), text = "x", replyTo = 9_999 }));
        Assert.Equal("chat.message_not_found", await room.People[0].RefusedAsync(HttpMethod.Get, $"rooms/{room.Id}/messages?around=9999", null, System.Net.HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Mentions_are_people_with_access_and_only_hosts_call_everybody()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        using var stranger = await app.SeedAsync();
        var (ada, bob) = (room.People[0], room.People[1]);

        var offset = await room.SendAsync(0, $"@{bob.Handle.ToUpperInvariant()} @{stranger.Handle} a@{ada.Handle}.org `@{ada.Handle}` @all");

        var heard = await room.HearAsync(1, offset);
        Assert.Equal([bob.UserId], heard.GetProperty("mentions").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()));
        Assert.True(heard.GetProperty("mentionsAll").GetBoolean());
        Assert.Equal("chat.mention_all_not_allowed", await room.RefusedAsync(1, "send", new { messageId = Guid.CreateVersion7(), text = "hey @all" }));
        await room.SendAsync(1, "`@all` is code");
        var people = (await bob.GetAsync($"rooms/{room.Id}/messages/people")).GetProperty("items").EnumerateArray().Select(p => p.GetProperty("handle").GetString()!).Order();
        Assert.Equal(new[] { ada.Handle, bob.Handle }.Order(), people);
        Assert.Equal("chat.not_found", await stranger.RefusedAsync(HttpMethod.Get, $"rooms/{room.Id}/messages/people", null, System.Net.HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Any_emoji_reacts_up_to_twenty_kinds()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        var sequence = await room.SendAsync(0, "react to me");
        string[] kinds = ["👍", "❤️", "👩🏽‍💻", "🇰🇷", "1️⃣", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "☀", "©️", "🫠", "🦉", "🍕", "🚀", "🎯", "💯", "📚", "📝", "☕", "🌙", "🐢", "🐇"];
        foreach (var emoji in kinds)
        {
            await room.DoAsync(0, "react", new { sequence, emoji, on = true });
        }

        foreach (var none in (string[])["", "a", "👍👍", "가", "1", " ", "<b>"])
        {
            Assert.Equal("chat.field_invalid", await room.RefusedAsync(0, "react", new { sequence, emoji = none, on = true }));
        }

        Assert.Equal("chat.reaction_limit", await room.RefusedAsync(1, "react", new { sequence, emoji = "😀", on = true }));
        app.Clock.Advance(TimeSpan.FromMilliseconds(1)); // Who came first is known by the instant.
        var joined = await room.DoAsync(1, "react", new { sequence, emoji = "👍", on = true });
        Assert.Equal(joined, await room.DoAsync(1, "react", new { sequence, emoji = "👍", on = true }));
        var first = (await room.HearAsync(0, joined)).GetProperty("reactions").EnumerateArray().Single(r => r.GetProperty("emoji").GetString() == "👍");
        Assert.Equal([room.People[0].UserId, room.People[1].UserId], first.GetProperty("userIds").EnumerateArray().Select(u => u.GetGuid()));
        await room.DoAsync(0, "react", new { sequence, emoji = "👍", on = false });
        Assert.Equal(20, (await room.HistoryAsync())[0].GetProperty("reactions").GetArrayLength());
    }

    [Fact]
    public async Task Hosts_pin_and_the_list_follows()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        await Crowd.PostAsync(app.Services, room.Id, room.People[1].UserId, 51);
        Assert.Equal("mod.host_needed", await room.RefusedAsync(1, "pin", new { sequence = 1, on = true }));
        for (var sequence = 1; sequence <= 50; sequence++)
        {
            Assert.Equal(51 + sequence, await room.DoAsync(0, "pin", new { sequence, on = true }));
        }

        Assert.Equal("chat.pin_limit", await room.RefusedAsync(0, "pin", new { sequence = 51, on = true }));
        await room.DoAsync(0, "pin", new { sequence = 50, on = false });
        await room.DoAsync(1, "delete", new { sequence = 49 });
        var pinned = (await room.People[1].GetAsync($"rooms/{room.Id}/messages/pinned")).GetProperty("items").EnumerateArray();
        Assert.Equal(Enumerable.Range(1, 48).Reverse().Select(i => (long)i), pinned.Select(m => m.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task A_read_mark_never_goes_back_and_all_devices_hear_it()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        await using var phone = await room.People[1].TabAsync();
        for (var i = 0; i < 5; i++)
        {
            await room.SendAsync(0, $"message {i}");
        }

        await room.SendAsync(1, "my own does not count");
        using var late = await app.SeedAsync();
        await using var latesTab = await late.TabAsync();
        Assert.Equal((6L, 0), Mark((await latesTab.EnterAsync(room.Id)).GetProperty("chat").GetProperty("read"))); // What was said before is not unread to a newcomer.
        Assert.Equal((0L, 5), Mark((await room.Tabs[1].EnterAsync(room.Id)).GetProperty("chat").GetProperty("read")));

        Assert.Equal((3L, 2), Mark(await room.Tabs[1].OkAsync("chat.read", new { roomId = room.Id, sequence = 3 })));
        Assert.Equal((3L, 2), Mark((await phone.HearAsync("chat.read")).GetProperty("read")));
        Assert.Equal((3L, 2), Mark(await phone.OkAsync("chat.read", new { roomId = room.Id, sequence = 1 })));
        Assert.Equal((6L, 0), Mark(await phone.OkAsync("chat.read", new { roomId = room.Id, sequence = 1_000 })));
        Assert.Equal((6L, 0), Mark((await room.Tabs[1].HearAsync("chat.read", body => body.GetProperty("read").GetProperty("readTo").GetInt64() == 6)).GetProperty("read")));
    }

    [Fact]
    public async Task Typing_is_told_to_the_room_at_most_every_moment()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);

        await room.Tabs[0].OkAsync("chat.typing", new { roomId = room.Id });
        await room.Tabs[0].OkAsync("chat.typing", new { roomId = room.Id });

        Assert.Equal(room.People[0].UserId, (await room.Tabs[1].HearAsync("chat.typing")).GetProperty("person").GetProperty("id").GetGuid());
        Assert.DoesNotContain(await room.Tabs[1].HeardSoFarAsync(app), e => e.Type == "chat.typing");
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await room.Tabs[0].OkAsync("chat.typing", new { roomId = room.Id });
        await room.Tabs[1].HearAsync("chat.typing");
    }

    [Fact]
    public async Task More_than_twenty_messages_in_ten_seconds_wait()
    {
        await using var room = await ChatRoom.OpenAsync(app, 2);
        for (var i = 0; i < 20; i++)
        {
            await room.SendAsync(0, $"{i}");
        }

        var error = await room.Tabs[0].ErrorAsync("chat.send", new { roomId = room.Id, messageId = Guid.CreateVersion7(), text = "21" });
        await room.SendAsync(1, "others may");

        Assert.Equal("rate.limited", error.GetProperty("code").GetString());
        app.Clock.Advance(TimeSpan.FromSeconds(int.Parse(error.GetProperty("details").GetProperty("retryAfter").GetString()!, System.Globalization.CultureInfo.InvariantCulture)));
        await room.SendAsync(0, "21");
    }

    [Fact]
    public async Task Members_follow_a_groups_chat_without_a_seat_until_their_membership_ends()
    {
        var people = await app.SeedAsync(3);
        var group = await Study.FoundAsync(people[0]);
        await group.JoinAsync(people[1]);
        await using var ownersTab = await people[0].TabAsync();
        await using var membersTab = await people[1].TabAsync();
        await using var strangersTab = await people[2].TabAsync();
        var body = new { roomId = group.Id };
        Assert.Equal(0, (await membersTab.OkAsync("chat.watch", body)).GetProperty("offset").GetInt64());
        Assert.Equal("chat.not_found", await strangersTab.RefusedAsync("chat.watch", body));

        await ownersTab.OkAsync("chat.send", new { roomId = group.Id, messageId = Guid.CreateVersion7(), text = "to members" });
        await membersTab.HearAsync("chat.changed");
        await group.LeaveAsync(people[1]);
        await Eventually.TrueAsync(async () => await membersTab.CallAsync("chat.watch", body) is var answer && answer.GetProperty("error").ValueKind == JsonValueKind.Object, "no member any more");
        await membersTab.HearAsync("groups.mine");
        await Eventually.TrueAsync(
            async () =>
            {
                membersTab.Rest();
                membersTab.Forget();
                await ownersTab.OkAsync("chat.send", new { roomId = group.Id, messageId = Guid.CreateVersion7(), text = "among those left" });
                app.Clock.Advance(TimeSpan.FromSeconds(1));
                return !(await membersTab.HeardSoFarAsync(app)).Any(e => e.Type == "chat.changed");
            },
            "the chat is heard no more");
    }

    private static (long ReadTo, int Unread) Mark(JsonElement read) => (read.GetProperty("readTo").GetInt64(), read.GetProperty("unread").GetInt32());
}
