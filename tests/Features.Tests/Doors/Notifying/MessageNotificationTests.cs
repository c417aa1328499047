using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Notifying;

/// <summary>NOTI-1, NOTI-2, CHAT-9, CHAT-12, MOD-2: mentions and replies in the list, and when they leave it.</summary>
public sealed class MessageNotificationTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_mention_reaches_all_tabs_of_who_is_named_and_nobody_else()
    {
        var (study, people) = await MeetAsync(3);
        var (ada, bob, chae) = (people[0], people[1], people[2]);
        await using var adas = await ada.TabAsync();
        await using var first = await bob.TabAsync();
        await using var second = await bob.TabAsync();

        var sequence = await adas.SayAsync(study.Id, $"@{bob.Handle} 3번 풀었어요?");

        foreach (var tab in (LiveTab[])[first, second])
        {
            var heard = await tab.HearAsync("notifications.changed");
            Assert.Equal(1, heard.GetProperty("unread").GetInt32());
            Assert.Equal(JsonValueKind.String, heard.GetProperty("arrived").ValueKind);
        }

        var item = Assert.Single(await bob.NewsAsync());
        Assert.Equal(("mention", $"@{bob.Handle} 3번 풀었어요?", sequence, false), (Inbox.Kind(item), item.GetProperty("text").GetString(), item.GetProperty("sequence").GetInt64(), item.GetProperty("read").GetBoolean()));
        Assert.Equal((ada.UserId, ada.Handle), (item.GetProperty("actor").GetProperty("id").GetGuid(), item.GetProperty("actor").GetProperty("handle").GetString()));
        var place = item.GetProperty("place");
        Assert.Equal(("group", study.Id, "토익 900"), (place.GetProperty("kind").GetString(), place.GetProperty("id").GetGuid(), place.GetProperty("name").GetString()));
        Assert.Empty(await chae.NewsAsync());
        Assert.Empty(await ada.NewsAsync());
    }

    [Fact]
    public async Task Replies_and_calls_to_everybody_are_told_and_one_message_only_once()
    {
        var (study, people) = await MeetAsync(3);
        var (ada, bob, chae) = (people[0], people[1], people[2]);
        await using var adas = await ada.TabAsync();
        await using var bobs = await bob.TabAsync();
        var question = await bobs.SayAsync(study.Id, "누가 알아요?");

        await adas.SayAsync(study.Id, "저요", replyTo: question);
        await bob.AwaitAsync("reply");
        await adas.SayAsync(study.Id, $"@{bob.Handle} 그리고 @all", replyTo: question);

        await chae.AwaitAsync("mention");
        await bob.AwaitAsync("mention");
        Assert.Equal(["mention", "reply"], await bob.KindsAsync());
        Assert.Equal(["mention"], await chae.KindsAsync());
        Assert.Empty(await ada.NewsAsync());
    }

    [Fact]
    public async Task Reading_the_message_reads_the_notification_on_every_device()
    {
        var (study, people) = await MeetAsync(2);
        var (ada, bob) = (people[0], people[1]);
        await using var adas = await ada.TabAsync();
        await using var desktop = await bob.TabAsync();
        await using var phone = await bob.TabAsync();
        await phone.OkAsync("chat.watch", new { roomId = study.Id });
        var first = await adas.SayAsync(study.Id, $"@{bob.Handle} 하나");
        var second = await adas.SayAsync(study.Id, $"@{bob.Handle} 둘");
        await Eventually.TrueAsync(async () => await bob.UnreadAsync() == 2, "both are told");

        await phone.OkAsync("chat.read", new { roomId = study.Id, sequence = first });

        await desktop.HearAsync("notifications.changed", e => e.GetProperty("unread").GetInt32() == 1 && e.GetProperty("arrived").ValueKind == JsonValueKind.Null);
        Assert.Equal([false, true], (await bob.NewsAsync()).Select(n => n.GetProperty("read").GetBoolean()));
        await phone.OkAsync("chat.read", new { roomId = study.Id, sequence = second });
        await desktop.HearAsync("notifications.changed", e => e.GetProperty("unread").GetInt32() == 0);
    }

    [Fact]
    public async Task What_was_taken_back_or_no_longer_names_somebody_leaves_the_list_and_an_edit_brings_names_in()
    {
        var (study, people) = await MeetAsync(4);
        var (ada, bob, chae, witness) = (people[0], people[1], people[2], people[3]);
        await using var adas = await ada.TabAsync();
        var sequence = await adas.SayAsync(study.Id, $"@{bob.Handle} 안녕");
        await bob.AwaitAsync("mention");

        await adas.OkAsync("chat.edit", new { roomId = study.Id, sequence, text = $"@{chae.Handle} 안녕" });
        await chae.AwaitAsync("mention");
        Assert.Empty(await bob.NewsAsync());
        await adas.OkAsync("chat.edit", new { roomId = study.Id, sequence, text = $"@{chae.Handle} 안녕하세요" });
        Assert.Equal($"@{chae.Handle} 안녕하세요", (await chae.NewsAsync())[0].GetProperty("text").GetString());
        await adas.OkAsync("chat.delete", new { roomId = study.Id, sequence });

        await adas.SettledAsync(study.Id, witness);
        Assert.Empty(await chae.NewsAsync());
        Assert.Equal(0, await chae.UnreadAsync());
    }

    [Fact]
    public async Task Who_is_blocked_notifies_nobody_and_what_they_said_before_goes()
    {
        var (study, people) = await MeetAsync(3);
        var (ada, bob, witness) = (people[0], people[1], people[2]);
        await using var adas = await ada.TabAsync();
        await adas.SayAsync(study.Id, $"@{bob.Handle} 하나");
        await bob.AwaitAsync("mention");

        await bob.SendAsync(HttpMethod.Put, $"blocks/{ada.UserId}", null, HttpStatusCode.NoContent);
        await Eventually.TrueAsync(async () => (await bob.NewsAsync()).Count == 0, "the list is empty");
        await adas.SayAsync(study.Id, $"@{bob.Handle} 둘");

        await adas.SettledAsync(study.Id, witness);
        Assert.Empty(await bob.NewsAsync());
    }

    [Fact]
    public async Task A_group_set_to_none_is_silent_and_an_ex_member_reads_nothing_of_it()
    {
        var (study, people) = await MeetAsync(4);
        var (ada, bob, chae, witness) = (people[0], people[1], people[2], people[3]);
        await using var adas = await ada.TabAsync();
        await bob.SetLevelAsync(study.Id, "none");
        await adas.SayAsync(study.Id, $"@{bob.Handle} @{chae.Handle} 비밀이에요");
        await chae.AwaitAsync("mention");
        await adas.SettledAsync(study.Id, witness);
        Assert.Empty(await bob.NewsAsync());

        await study.LeaveAsync(chae);

        await Eventually.TrueAsync(async () => (await chae.NewsAsync()).Count == 0, "the list is empty");
        await bob.SetLevelAsync(study.Id, "mentions");
        await adas.SayAsync(study.Id, $"@{bob.Handle} 다시");
        await bob.AwaitAsync("mention");
    }

    [Fact]
    public async Task What_is_told_twice_stands_in_the_list_once()
    {
        var (study, people) = await MeetAsync(2);
        var (ada, bob) = (people[0], people[1]);
        await using var adas = await ada.TabAsync();
        var sequence = await adas.SayAsync(study.Id, $"@{bob.Handle} 하나");
        await bob.AwaitAsync("mention");
        await bob.ReadAsync((await bob.NewsAsync())[0]);

        // As after a crash between the handler and the outbox.
        await app.TellAsync(new Chat.Contracts.MessageAddressed(
            new(study.Id), sequence, new(ada.UserId), [new(bob.UserId)], false, null, app.Clock.GetUtcNow()));
        await adas.SayAsync(study.Id, $"@{bob.Handle} 둘");

        await Eventually.TrueAsync(async () => (await bob.NewsAsync()).Count > 1, "the next is told");
        Assert.Equal([false, true], (await bob.NewsAsync()).Select(n => n.GetProperty("read").GetBoolean()));
    }

    [Fact]
    public async Task A_mention_in_an_open_room_points_there()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var room = await ada.CreateRoomAsync(new { title = "새벽 공부" });
        await using var adas = await ada.TabAsync();
        await adas.EnterAsync(room);
        await using var bobs = await bob.TabAsync();
        await bobs.EnterAsync(room);

        await adas.SayAsync(room, $"@{bob.Handle} 어서 와요");

        var item = await bob.AwaitAsync("mention");
        Assert.Equal(("room", room, "새벽 공부"), (item.GetProperty("place").GetProperty("kind").GetString(), item.GetProperty("place").GetProperty("id").GetGuid(), item.GetProperty("place").GetProperty("name").GetString()));
        await adas.OkAsync("meeting.kick", new { roomId = room, userId = bob.UserId, reason = "소란" });
        var kicked = await bob.AwaitAsync("kicked");
        Assert.Equal(("소란", JsonValueKind.Null), (kicked.GetProperty("text").GetString(), kicked.GetProperty("actor").ValueKind));
        Assert.Equal(JsonValueKind.Null, (await bob.NewsAsync())[1].GetProperty("text").ValueKind); // Banned: the message is theirs to read no more.
    }

    private async Task<(Study Study, IReadOnlyList<Browser> People)> MeetAsync(int count)
    {
        var people = await app.SeedAsync(count);
        var study = await Study.FoundAsync(people[0]);
        foreach (var person in people.Skip(1))
        {
            await study.JoinAsync(person);
        }

        return (study, people);
    }
}
