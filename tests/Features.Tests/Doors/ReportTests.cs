using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Moderation;

namespace StudyHub.Features.Tests.Doors;

/// <summary>MOD-1.</summary>
public sealed class ReportTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_reported_message_is_kept_read_by_admins_and_answered()
    {
        var admin = await app.AdminAsync();
        var people = await app.SeedAsync(3);
        var (ada, bob, stranger) = (people[0], people[1], people[2]);
        var room = await ada.CreateRoomAsync();
        await using var adas = await ada.TabAsync();
        await adas.EnterAsync(room);
        await using var bobs = await bob.TabAsync();
        await bobs.EnterAsync(room);
        var said = await bobs.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "너 진짜 못한다" });
        var sequence = said.GetProperty("sequence").GetInt64();
        object Report(long? which) => new { kind = "message", id = room, sequence = which, category = "harassment", text = " 자꾸 놀려요 " };

        Assert.Equal("report.target_not_found", await stranger.RefusedAsync(HttpMethod.Post, "reports", Report(sequence), HttpStatusCode.NotFound));
        Assert.Equal("report.target_not_found", await ada.RefusedAsync(HttpMethod.Post, "reports", Report(sequence + 1), HttpStatusCode.NotFound));
        Assert.Equal("report.target_not_found", await ada.RefusedAsync(HttpMethod.Post, "reports", Report(null), HttpStatusCode.NotFound));
        var report = await ada.PostAsync("reports", Report(sequence), HttpStatusCode.Created);
        Assert.Equal(("received", "자꾸 놀려요"), (report.GetProperty("state").GetString(), report.GetProperty("text").GetString()));

        // Whatever becomes of the room, the copy stays.
        await adas.OkAsync("meeting.close", new { roomId = room });
        await Eventually.TrueAsync(async () => (await ada.GetAsync($"rooms/{room}")).GetProperty("closed").GetBoolean(), "the room is closed");
        Rows.Age(app, "rooms_open_rooms", "ClosedAt", room, TimeSpan.FromDays(30));
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => Task.FromResult(Rows.Count(app, "chat_messages", room, "RoomId") == 0), "the message is erased");

        var id = report.GetProperty("id").GetGuid();
        var open = (await admin.GetAsync("admin/reports")).GetProperty("items").EnumerateArray().Single(r => r.GetProperty("id").GetGuid() == id);
        Assert.Equal((ada.Handle, bob.Handle), (Handle(open, "reporter"), Handle(open, "author")));
        var opened = await admin.GetAsync($"admin/reports/{id}");
        Assert.Equal(("너 진짜 못한다", "자꾸 놀려요", room), (opened.GetProperty("content").GetString(), opened.GetProperty("text").GetString(), opened.GetProperty("roomId").GetGuid()));
        await admin.PostAsync($"admin/reports/{id}/close", new { outcome = "acted", answer = "계정을 정지했어요." }, HttpStatusCode.OK);

        Assert.Equal("acted", (await adas.HearAsync("reports.closed", e => e.GetProperty("reportId").GetGuid() == id)).GetProperty("outcome").GetString());
        var mine = (await ada.GetAsync("reports/mine")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(
            ("closed", "acted", "계정을 정지했어요."),
            (mine.GetProperty("state").GetString(), mine.GetProperty("outcome").GetString(), mine.GetProperty("answer").GetString()));
        Assert.Equal(0, (await bob.GetAsync("reports/mine")).GetProperty("items").GetArrayLength());
        Assert.Equal("report.closed_already", await admin.RefusedAsync(HttpMethod.Post, $"admin/reports/{id}/close", new { outcome = "acted" }, HttpStatusCode.Conflict));
        Assert.Contains((await admin.GetAsync("admin/reports?closed=true")).GetProperty("items").EnumerateArray(), r => r.GetProperty("id").GetGuid() == id);
        Assert.Equal(
            ["report.closed", "report.opened"],
            (await admin.GetAsync("admin/audit?limit=100")).GetProperty("items").EnumerateArray()
                .Where(l => l.GetProperty("target").GetString() == $"{id}").Select(l => l.GetProperty("act").GetString()).Order());
    }

    [Fact]
    public async Task People_and_rooms_are_reported_as_they_stand_and_only_by_those_who_see_them()
    {
        var admin = await app.AdminAsync();
        var people = await app.SeedAsync(3);
        var (ada, bob, chae) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(ada, new { name = "우리끼리", joinPolicy = "invite", visibility = "hidden" });
        var open = await ada.CreateRoomAsync(new { title = "광고방", notice = "여기로 오세요" });
        await bob.SendAsync(HttpMethod.Patch, "me", new { bio = "싸게 팔아요" }, HttpStatusCode.OK);

        Assert.Equal("report.target_not_found", await bob.RefusedAsync(HttpMethod.Post, "reports", Of("room", study.Id), HttpStatusCode.NotFound));
        Assert.Equal("report.target_not_found", await ada.RefusedAsync(HttpMethod.Post, "reports", Of("user", Guid.CreateVersion7()), HttpStatusCode.NotFound));
        Assert.Equal("mod.self_target", await bob.RefusedAsync(HttpMethod.Post, "reports", Of("user", bob.UserId), HttpStatusCode.UnprocessableEntity));
        await chae.PostAsync("reports", Of("room", open), HttpStatusCode.Created);
        var user = (await chae.PostAsync("reports", Of("user", bob.UserId), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var room = (await ada.PostAsync("reports", Of("room", study.Id), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await bob.SendAsync(HttpMethod.Patch, "me", new { bio = "" }, HttpStatusCode.OK);

        var kept = (await admin.GetAsync($"admin/reports/{user}")).GetProperty("content").GetString()!;
        Assert.Contains("싸게 팔아요", kept, StringComparison.Ordinal);
        Assert.Contains($"@{bob.Handle}", kept, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.FetchAsync($"/api/v1/admin/reports/{user}/picture")).Status);
        Assert.Equal("우리끼리", (await admin.GetAsync($"admin/reports/{room}")).GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_reported_picture_is_kept_though_its_owner_takes_it_away_and_goes_with_the_account()
    {
        var admin = await app.AdminAsync();
        using var bob = await app.SignUpAsync();
        using var ada = await app.SeedAsync();
        using var picture = new ByteArrayContent(Pictures.Png(64, 64));
        picture.Headers.ContentType = new("image/png");
        Assert.Equal(HttpStatusCode.OK, (await bob.SendRawAsync(HttpMethod.Put, "me/avatar", picture)).Status);
        var id = (await ada.PostAsync("reports", Of("user", bob.UserId), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await bob.SendAsync(HttpMethod.Delete, "me/avatar", null, HttpStatusCode.OK);

        var address = (await admin.GetAsync($"admin/reports/{id}")).GetProperty("picture").GetString()!;
        var (status, type, content) = await admin.FetchAsync(address);
        Assert.Equal((HttpStatusCode.OK, "image/webp"), (status, type));
        Assert.NotEmpty(content);
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.FetchAsync(address)).Status);

        await bob.PostAsync("me/deletion", null, HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<StudyHub.Accounts.AccountUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Directory.GetFiles(Path.Combine(app.DataDirectory, "blobs", "reports")).Length == 0, "the picture is erased");
    }

    [Fact]
    public async Task Ten_reports_a_day_and_a_thousand_characters_and_no_more()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        object Report(int length) => new { kind = "user", id = bob.UserId, category = "other", text = new string('가', length) };

        Assert.Equal("report.field_invalid", await ada.RefusedAsync(HttpMethod.Post, "reports", Report(1_001), HttpStatusCode.UnprocessableEntity));
        for (var n = 0; n < 10; n++)
        {
            await ada.PostAsync("reports", Report(1_000), HttpStatusCode.Created);
        }

        Assert.Equal("rate.limited", await ada.RefusedAsync(HttpMethod.Post, "reports", Report(0), HttpStatusCode.TooManyRequests));
        await bob.PostAsync("reports", new { kind = "user", id = ada.UserId, category = "other" }, HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await ada.PostAsync("reports", Report(0), HttpStatusCode.Created);
        var first = await ada.GetAsync("reports/mine?limit=6");
        var second = await ada.GetAsync($"reports/mine?limit=6&cursor={first.GetProperty("nextCursor").GetString()}");
        Assert.Equal(11, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(r => r.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
    }

    [Fact]
    public async Task Of_fifty_reports_at_once_ten_are_taken()
    {
        var people = await app.SeedAsync(2);

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(async _ =>
        {
            using var body = new StringContent($$"""{"kind":"user","id":"{{people[1].UserId}}","category":"spam"}""", null, "application/json");
            return (await people[0].SendRawAsync(HttpMethod.Post, "reports", body)).Status;
        }));

        Assert.Equal((10, 40), (answers.Count(s => s == HttpStatusCode.Created), answers.Count(s => s == HttpStatusCode.TooManyRequests)));
    }

    [Fact]
    public async Task A_year_after_it_was_closed_a_report_is_erased()
    {
        var admin = await app.AdminAsync();
        var people = await app.SeedAsync(2);
        var id = (await people[0].PostAsync("reports", Of("user", people[1].UserId), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        var open = (await people[1].PostAsync("reports", Of("user", people[0].UserId), HttpStatusCode.Created)).GetProperty("id").GetGuid();
        await admin.PostAsync($"admin/reports/{id}/close", new { outcome = "no_violation" }, HttpStatusCode.OK);

        Rows.Age(app, "moderation_reports", "ClosedAt", id, TimeSpan.FromDays(365));
        Rows.Age(app, "moderation_reports", "CreatedAt", open, TimeSpan.FromDays(400));
        await app.Services.GetRequiredService<ModerationUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);

        Assert.Equal((0L, 1L), (Rows.Count(app, "moderation_reports", id), Rows.Count(app, "moderation_reports", open)));
    }

    private static object Of(string kind, Guid id) => new { kind, id, category = "spam" };

    private static string? Handle(JsonElement report, string who) => report.GetProperty(who).GetProperty("handle").GetString();
}
