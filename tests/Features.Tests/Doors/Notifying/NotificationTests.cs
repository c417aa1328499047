using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Notifications;

namespace StudyHub.Features.Tests.Doors.Notifying;

/// <summary>NOTI-1, NOTI-2, NOTI-3: what hosts and those who run the installation do, the list itself, and how one wants to be told.</summary>
public sealed class NotificationTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Hosts_learn_of_an_application_and_the_applicant_of_its_result()
    {
        var people = await app.SeedAsync(4);
        var (ada, bob, chae, dan) = (people[0], people[1], people[2], people[3]);
        var study = await Study.FoundAsync(ada, new { joinPolicy = "apply" });
        await bob.PostAsync($"groups/{study.Id}/applications", new { text = "" }, HttpStatusCode.NoContent);
        var asked = await ada.AwaitAsync("application");
        Assert.Equal((bob.UserId, study.Id), (asked.GetProperty("actor").GetProperty("id").GetGuid(), asked.GetProperty("place").GetProperty("id").GetGuid()));

        await ada.PostAsync($"groups/{study.Id}/applications/{bob.UserId}/accept", null, HttpStatusCode.NoContent);
        await bob.AwaitAsync("application_accepted");
        Assert.Empty(await ada.NewsAsync());
        await study.PromoteAsync(bob);
        await ada.SetLevelAsync(study.Id, "none");
        await chae.PostAsync($"groups/{study.Id}/applications", new { text = "" }, HttpStatusCode.NoContent);
        await bob.AwaitAsync("application");
        Assert.Empty(await ada.NewsAsync());
        await chae.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/applications/mine", null, HttpStatusCode.NoContent);
        await Eventually.TrueAsync(async () => !(await bob.KindsAsync()).Contains("application"), "a withdrawn application waits for nobody");
        await dan.PostAsync($"groups/{study.Id}/applications", new { text = "" }, HttpStatusCode.NoContent);
        await bob.PostAsync($"groups/{study.Id}/applications/{dan.UserId}/refuse", null, HttpStatusCode.NoContent);

        var refused = await dan.AwaitAsync("application_refused");
        Assert.Equal("토익 900", refused.GetProperty("place").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Warnings_kicks_and_the_end_of_a_group_are_told_to_whom_they_concern()
    {
        var people = await app.SeedAsync(3);
        var (ada, bob, chae) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await study.JoinAsync(chae);

        await ada.PostAsync($"groups/{study.Id}/warnings", new { userId = bob.UserId, reason = "늦었어요" }, HttpStatusCode.OK);
        var warning = await bob.AwaitAsync("warning");
        Assert.Equal(("늦었어요", 1, JsonValueKind.Null), (warning.GetProperty("text").GetString(), warning.GetProperty("number").GetInt32(), warning.GetProperty("actor").ValueKind));
        await study.KickAsync(bob);
        await bob.AwaitAsync("kicked");
        await ada.PostAsync($"groups/{study.Id}/dissolve", new { name = "토익 900" }, HttpStatusCode.NoContent);
        await chae.AwaitAsync("group_dissolved");

        Assert.Equal(["kicked", "warning"], await bob.KindsAsync());
        Assert.Equal(["group_dissolved"], await chae.KindsAsync());
    }

    [Fact]
    public async Task Three_warnings_in_an_open_room_are_three_lines()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var room = await ada.CreateRoomAsync();
        await using var adas = await ada.TabAsync();
        await adas.EnterAsync(room);
        await using var bobs = await bob.TabAsync();
        await bobs.EnterAsync(room);

        for (var number = 1; number <= 3; number++)
        {
            await adas.OkAsync("meeting.warn", new { roomId = room, userId = bob.UserId, reason = $"{number}번" });
        }

        await Eventually.TrueAsync(async () => (await bob.NewsAsync()).Count == 3, "three are told");
        Assert.Equal(
            [(3, "3번"), (2, "2번"), (1, "1번")],
            (await bob.NewsAsync()).OrderByDescending(n => n.GetProperty("number").GetInt32()).Select(n => (n.GetProperty("number").GetInt32(), n.GetProperty("text").GetString()!)));
    }

    [Fact]
    public async Task A_closed_report_is_told_to_who_wrote_it()
    {
        var admin = await app.AdminAsync();
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var report = await ada.PostAsync("reports", new { kind = "user", id = bob.UserId, category = "spam", text = "" }, HttpStatusCode.Created);

        await admin.PostAsync($"admin/reports/{report.GetProperty("id").GetGuid()}/close", new { outcome = "acted", answer = "고마워요." }, HttpStatusCode.OK);

        Assert.Equal("고마워요.", (await ada.AwaitAsync("report_acted")).GetProperty("text").GetString());
        Assert.Empty(await bob.NewsAsync());
    }

    [Fact]
    public async Task The_list_pages_newest_first_and_is_read_one_by_one_or_as_far_as_it_was_seen()
    {
        var people = await app.SeedAsync(3);
        var (ada, bob, stranger) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await using var adas = await ada.TabAsync();
        var sequences = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            sequences.Add(await adas.SayAsync(study.Id, $"@{bob.Handle} {i}"));
            await Eventually.TrueAsync(async () => (await bob.NewsAsync()).Count == i + 1, "it is told");
        }

        var paged = new List<long>();
        string? cursor = null;
        do
        {
            var page = await bob.GetAsync($"notifications?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            Assert.Equal(5, page.GetProperty("unread").GetInt32());
            paged.AddRange(page.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("sequence").GetInt64()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);
        var items = await bob.NewsAsync();

        Assert.Equal(Enumerable.Reverse(sequences), paged);
        Assert.Equal("api.cursor_invalid", await bob.RefusedAsync(HttpMethod.Get, "notifications?cursor=x", null, HttpStatusCode.BadRequest));
        Assert.Equal("api.limit_invalid", await bob.RefusedAsync(HttpMethod.Get, "notifications?limit=101", null, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("notification.not_found", await stranger.RefusedAsync(HttpMethod.Post, $"notifications/{Inbox.Id(items[0])}/read", null, HttpStatusCode.NotFound));
        await bob.ReadAsync(items[0]);
        await bob.ReadAsync(items[0]); // Again changes nothing.
        Assert.Equal(4, await bob.UnreadAsync());
        await stranger.PostAsync("notifications/read", new { until = Inbox.Id(items[0]) }, HttpStatusCode.NoContent);
        await bob.PostAsync("notifications/read", new { until = Inbox.Id(items[2]) }, HttpStatusCode.NoContent);
        Assert.Equal([true, false, true, true, true], (await bob.NewsAsync()).Select(n => n.GetProperty("read").GetBoolean()));
    }

    [Fact]
    public async Task Settings_begin_as_specified_and_change_field_by_field_on_all_devices()
    {
        var people = await app.SeedAsync(2);
        var (ada, stranger) = (people[0], people[1]);
        var study = await Study.FoundAsync(ada);
        await using var tab = await ada.TabAsync();
        var before = await ada.GetAsync("notifications/settings");
        Assert.Equal((true, true, "23:00", "07:00", "mentions"), Read(before));

        await ada.SendAsync(HttpMethod.Patch, "notifications/settings", new { quietFrom = "22:30" }, HttpStatusCode.NoContent);
        await tab.HearAsync("notifications.settings");
        await ada.SendAsync(HttpMethod.Patch, "notifications/settings", new { sound = false, quietOn = false }, HttpStatusCode.NoContent);
        await ada.SetLevelAsync(study.Id, "all");

        Assert.Equal((false, false, "22:30", "07:00", "all"), Read(await ada.GetAsync("notifications/settings")));
        foreach (var wrong in (object[])[new { quietFrom = "25:00" }, new { quietTo = "7" }, new { quietTo = "22:30" }])
        {
            Assert.Equal("notification.field_invalid", await ada.RefusedAsync(HttpMethod.Patch, "notifications/settings", wrong, HttpStatusCode.UnprocessableEntity));
        }

        Assert.Equal("group.not_found", await stranger.RefusedAsync(HttpMethod.Put, $"notifications/groups/{study.Id}", new { level = "all" }, HttpStatusCode.NotFound));
        Assert.Equal((true, true, "23:00", "07:00", ""), Read(await stranger.GetAsync("notifications/settings")));
    }

    [Fact]
    public async Task What_came_ninety_days_ago_is_gone()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await people[0].PostAsync($"groups/{study.Id}/warnings", new { userId = people[1].UserId, reason = "늦었어요" }, HttpStatusCode.OK);
        var item = await people[1].AwaitAsync("warning");

        Rows.Age(app, "notifications_items", "At", Inbox.Id(item), TimeSpan.FromDays(90));
        await app.Services.GetRequiredService<NotificationsUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Empty(await people[1].NewsAsync());
        Assert.Equal(0, Rows.Count(app, "notifications_items", Inbox.Id(item)));
    }

    private static (bool Sound, bool QuietOn, string From, string To, string Level) Read(JsonElement settings) => (
        settings.GetProperty("sound").GetBoolean(),
        settings.GetProperty("quietOn").GetBoolean(),
        settings.GetProperty("quietFrom").GetString()!,
        settings.GetProperty("quietTo").GetString()!,
        settings.GetProperty("groups").EnumerateArray().Select(g => g.GetProperty("level").GetString()).FirstOrDefault() ?? "");
}
