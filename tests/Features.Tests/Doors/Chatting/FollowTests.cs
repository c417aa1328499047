using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Chatting;

/// <summary>CHAT-12: unread counts of all one's groups, on every device, without the messages of those one has blocked.</summary>
public sealed class FollowTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Counts_of_all_groups_agree_on_every_device()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var (first, second) = (await Study.FoundAsync(ada), await Study.FoundAsync(ada));
        await first.JoinAsync(bob);
        await second.JoinAsync(bob);
        await using var adas = await ada.TabAsync();
        await adas.OkAsync("chat.send", Message(first.Id, "오기 전에"));
        await using var desktop = await bob.TabAsync();
        await using var phone = await bob.TabAsync();
        Assert.Equal([0, 0], Unread(await desktop.OkAsync("chat.follow", new { }), first, second)); // What was said before is not unread.

        var said = await adas.OkAsync("chat.send", Message(first.Id, "하나"));
        var news = await desktop.HearAsync("chat.news");
        await adas.OkAsync("chat.send", Message(first.Id, "둘"));

        Assert.Equal((first.Id, ada.UserId, false), (news.GetProperty("roomId").GetGuid(), news.GetProperty("authorId").GetGuid(), news.GetProperty("removed").GetBoolean()));
        Assert.False(news.TryGetProperty("text", out _));
        Assert.Equal([2, 0], Unread(await phone.OkAsync("chat.follow", new { }), first, second));
        await phone.OkAsync("chat.read", new { roomId = first.Id, sequence = said.GetProperty("sequence").GetInt64() });
        Assert.Equal(1, (await desktop.HearAsync("chat.read")).GetProperty("read").GetProperty("unread").GetInt32());
        await adas.OkAsync("chat.delete", new { roomId = first.Id, sequence = said.GetProperty("sequence").GetInt64() + 1 });
        await desktop.HearAsync("chat.news", e => e.GetProperty("removed").GetBoolean());
        Assert.Equal([0, 0], Unread(await desktop.OkAsync("chat.follow", new { }), first, second));
    }

    [Fact]
    public async Task Who_has_left_hears_no_more()
    {
        var people = await app.SeedAsync(3);
        var (ada, bob, chae) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await study.JoinAsync(chae);
        await using var adas = await ada.TabAsync();
        await using var bobs = await bob.TabAsync();
        await using var chaes = await chae.TabAsync();
        await bobs.OkAsync("chat.follow", new { });
        await chaes.OkAsync("chat.follow", new { });

        await study.LeaveAsync(bob);
        await bobs.HearAsync("groups.mine", e => e.GetProperty("happening").GetString() == "left");
        await Eventually.TrueAsync(
            async () =>
            {
                bobs.Forget();
                await adas.OkAsync("chat.send", Message(study.Id, "들려요?"));
                await chaes.HearAsync("chat.news");
                return (await bobs.HeardSoFarAsync(app)).All(heard => heard.Type != "chat.news");
            },
            "the membership's end is heard");

        Assert.Empty((await bobs.OkAsync("chat.follow", new { })).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Messages_of_blocked_people_are_not_counted()
    {
        await using var room = await ChatRoom.OpenAsync(app, 3);
        await room.People[0].SendAsync(HttpMethod.Put, $"blocks/{room.People[1].UserId}", null, HttpStatusCode.NoContent);

        await room.SendAsync(1, "안 보여요");
        await room.SendAsync(2, "보여요");

        var read = await room.Tabs[0].OkAsync("chat.read", new { roomId = room.Id, sequence = 0 });
        Assert.Equal(1, read.GetProperty("unread").GetInt32());
        await room.People[0].SendAsync(HttpMethod.Delete, $"blocks/{room.People[1].UserId}", null, HttpStatusCode.NoContent);
        read = await room.Tabs[0].OkAsync("chat.read", new { roomId = room.Id, sequence = 0 });
        Assert.Equal(2, read.GetProperty("unread").GetInt32());
    }

    private static object Message(Guid room, string text) => new { roomId = room, messageId = Guid.CreateVersion7(), text };

    private static IEnumerable<int> Unread(JsonElement followed, params Study[] studies)
    {
        var counts = followed.GetProperty("items").EnumerateArray()
            .ToDictionary(c => c.GetProperty("roomId").GetGuid(), c => c.GetProperty("read").GetProperty("unread").GetInt32());
        return studies.Select(s => counts[s.Id]);
    }
}
