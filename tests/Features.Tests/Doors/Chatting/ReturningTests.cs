using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>MEET-2, CHAT-3: who comes or returns reads the room as it now is, however many were there before them.</summary>
public sealed class ReturningTests(ReturningTests.ManyWords app) : IClassFixture<ReturningTests.ManyWords>
{
    private const int Said = 60; // more than a snapshot holds

    public sealed class ManyWords : StudyHubApp
    {
        public ManyWords() => Settings = """{ "Chat": { "MessagesPerTenSeconds": "1000000" } }""";
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    [InlineData(59)]
    [InlineData(61)]
    public async Task What_was_missed_comes_whole_and_in_order(long offset)
    {
        await using var room = await TalkAsync();
        await room.DoAsync(0, "edit", new { sequence = 55, text = "changed" });
        await room.DoAsync(1, "react", new { sequence = offset < 20 ? 3 : 58, emoji = "👍", on = true });
        var epoch = await EpochAsync(room);

        for (var who = 0; who < 2; who++)
        {
            var reply = await room.Tabs[who].OkAsync("chat.resume", new { roomId = room.Id, epoch, offset });

            var changes = reply.GetProperty("changes").EnumerateArray().ToList();
            Assert.False(reply.GetProperty("reload").GetBoolean());
            Assert.Equal(Enumerable.Range((int)offset + 1, Said + 2 - (int)offset).Select(n => (long)n), changes.Select(c => c.GetProperty("offset").GetInt64()));
            Assert.All(changes.Where(c => Sequence(c) == 55), c => Assert.Equal("changed", c.GetProperty("message").GetProperty("text").GetString()));
            Assert.Equal(1, changes[^1].GetProperty("message").GetProperty("reactions").GetArrayLength());
        }
    }

    [Fact]
    public async Task Each_who_comes_reads_what_has_changed_since_the_one_before()
    {
        await using var room = await TalkAsync();

        var first = await SnapshotAsync(room, 1);
        await room.DoAsync(0, "react", new { sequence = Said, emoji = "👍", on = true });
        var second = await SnapshotAsync(room, 1);
        await room.DoAsync(0, "delete", new { sequence = Said });
        var third = await SnapshotAsync(room, 1);
        await room.SendAsync(0, "one more");
        var fourth = await SnapshotAsync(room, 1);

        Assert.Equal([0, 1, 0], new[] { first, second, third }.Select(s => Newest(s).GetProperty("reactions").GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, Newest(second).GetProperty("removed").ValueKind);
        Assert.NotEqual(JsonValueKind.Null, Newest(third).GetProperty("removed").ValueKind);
        Assert.Equal("one more", Newest(fourth).GetProperty("text").GetString());
        Assert.Equal([50, 50, 50, 50], new[] { first, second, third, fourth }.Select(s => s.GetProperty("messages").GetArrayLength()));
        Assert.Equal([60, 60, 59, 60], new[] { first, second, third, fourth }.Select(Unread));
    }

    [Fact]
    public async Task Unread_messages_are_counted_alike_among_the_newest_and_beyond()
    {
        await using var room = await TalkAsync();

        foreach (var readTo in (int[])[5, 9, 10, 30, 59])
        {
            var read = await room.Tabs[1].OkAsync("chat.read", new { roomId = room.Id, sequence = readTo });

            Assert.Equal(Said - readTo, read.GetProperty("unread").GetInt32());
            Assert.Equal(Said - readTo, Unread(await SnapshotAsync(room, 1)));
        }

        await room.Tabs[1].OkAsync("chat.read", new { roomId = room.Id, sequence = Said });
        Assert.Equal(0, Unread(await SnapshotAsync(room, 1)));
        Assert.Equal(0, Unread(await SnapshotAsync(room, 0))); // Own messages are not unread.
    }

    private async Task<ChatRoom> TalkAsync()
    {
        var room = await ChatRoom.OpenAsync(app, 2);
        for (var i = 1; i <= Said; i++)
        {
            Assert.Equal(i, await room.SendAsync(0, $"message {i}"));
        }

        return room;
    }

    private static async Task<string> EpochAsync(ChatRoom room) => (await SnapshotAsync(room, 0)).GetProperty("epoch").GetString()!;

    private static async Task<JsonElement> SnapshotAsync(ChatRoom room, int who) => (await room.Tabs[who].EnterAsync(room.Id)).GetProperty("chat");

    private static JsonElement Newest(JsonElement snapshot) => snapshot.GetProperty("messages")[49];

    private static int Unread(JsonElement snapshot) => snapshot.GetProperty("read").GetProperty("unread").GetInt32();

    private static long Sequence(JsonElement change) => change.GetProperty("message").GetProperty("sequence").GetInt64();
}
