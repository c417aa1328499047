using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-21, ACC-22, E20: whoever has done everything here takes a copy along and leaves no name behind.</summary>
public sealed class ErasureTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string DisplayName = "도윤이 Unmistakable";

    [Fact]
    public async Task After_erasure_no_table_knows_the_person_and_what_was_shared_stays()
    {
        var admin = await app.AdminAsync();
        using var ada = await app.SignUpAsync();
        var others = await app.SeedAsync(2);
        var (bob, chae) = (others[0], others[1]);
        await ada.SendAsync(HttpMethod.Patch, "me", new { displayName = DisplayName, bio = $"I am {DisplayName}" }, HttpStatusCode.OK);
        var (room, study, asked, report) = await LiveAFullLifeAsync(ada, bob, chae);
        Assert.NotEmpty(EveryTable.Find(app, DisplayName));
        Assert.NotEmpty(EveryTable.Find(app, ada.Handle));

        await ada.PostAsync("me/deletion", null, HttpStatusCode.OK);
        await app.RestartAsync(); // What is due stands in the rows.
        app.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<AccountUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(
            () => EveryTable.Find(app, DisplayName, ada.Handle, $"{ada.Handle}@example.org").Count == 0, "nothing of the name is left");
        (string Table, string Column)[] personal =
        [
            ("groups_members", "UserId"), ("groups_applications", "UserId"), ("groups_warnings", "UserId"), ("meetings_warnings", "UserId"), ("meetings_visits", "UserId"),
            ("meetings_seats", "UserId"), ("chat_read_marks", "UserId"), ("moderation_blocks", "UserId"), ("moderation_blocks", "Blocked"), ("moderation_reports", "Reporter"),
            ("notifications_items", "UserId"), ("notifications_items", "Actor"), ("notifications_settings", "UserId"), ("notifications_levels", "UserId"),
        ];
        foreach (var (table, column) in personal)
        {
            await Eventually.TrueAsync(() => Rows.Count(app, table, ada.UserId, column) == 0, $"no row of {table} is about the person");
        }

        using var bobAgain = app.Browse(bob.UserId, bob.Handle, bob.Cookie!);
        var message = (await bobAgain.GetAsync($"rooms/{study}/messages")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal(("내가 남긴 말", "", ""), (message.GetProperty("text").GetString(), message.GetProperty("author").GetProperty("handle").GetString(), message.GetProperty("author").GetProperty("displayName").GetString()));
        Assert.Equal(1, (await bobAgain.GetAsync($"groups/{study}")).GetProperty("memberCount").GetInt32());
        Assert.NotEqual(room, asked);

        using var adminAgain = app.Browse(admin.UserId, admin.Handle, admin.Cookie!);
        var waiting = await adminAgain.GetAsync($"admin/reports/{report}");
        Assert.Equal((JsonValueKind.Null, "봐 주세요"), (waiting.GetProperty("report").GetProperty("reporter").ValueKind, waiting.GetProperty("text").GetString()));
    }

    [Fact]
    public async Task A_group_handed_to_somebody_who_was_going_passes_to_who_is_left()
    {
        using var ada = await app.SignUpAsync();
        var others = await app.SeedAsync(3);
        var study = await Study.FoundAsync(others[0]);
        await study.JoinAsync(ada);
        await study.JoinAsync(others[1]);
        await study.JoinAsync(others[2]);
        await study.PromoteAsync(others[2]);
        await ada.PostAsync("me/deletion", null, HttpStatusCode.OK);
        await others[0].SendAsync(HttpMethod.Put, $"groups/{study.Id}/owner", new { userId = ada.UserId }, HttpStatusCode.NoContent);

        app.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<AccountUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(
            async () => (await others[2].GetAsync($"groups/{study.Id}")).GetProperty("role").GetString() == "owner", "the manager owns the group");
        Assert.Equal(3, (await others[2].GetAsync($"groups/{study.Id}")).GetProperty("memberCount").GetInt32());
    }

    [Fact]
    public async Task The_export_holds_what_every_part_of_the_house_knows()
    {
        using var ada = await app.SignUpAsync();
        var others = await app.SeedAsync(2);
        await LiveAFullLifeAsync(ada, others[0], others[1]);

        await ada.PostAsync("me/export", null, HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => (await ada.GetAsync("me/export")).GetProperty("state").GetString() == "ready", "the export is ready");
        var (_, _, content) = await ada.FetchAsync("/api/v1/me/export/file");
        using var archive = new ZipArchive(new MemoryStream(content));
        var entries = archive.Entries.ToDictionary(e => e.FullName, e => JsonDocument.Parse(e.Open()).RootElement);

        Assert.Equal(1, entries["groups/memberships.json"].GetArrayLength());
        Assert.Equal("들어가고 싶어요", entries["groups/applications.json"][0].GetProperty("text").GetString());
        Assert.Equal("조용히", entries["groups/warnings.json"][0].GetProperty("reason").GetString());
        Assert.Equal("내 방", entries["rooms/rooms.json"][0].GetProperty("title").GetString());
        Assert.Equal("시끄러움", entries["meetings/warnings.json"][0].GetProperty("reason").GetString());
        Assert.True(entries["meetings/visits.json"].GetArrayLength() >= 2);
        Assert.Equal("내가 남긴 말", entries["chat/messages.json"][0].GetProperty("text").GetString());
        Assert.Equal("봐 주세요", entries["moderation/reports.json"][0].GetProperty("text").GetString());
        Assert.Equal(1, entries["moderation/blocks.json"].GetArrayLength());
        Assert.Equal(2, entries["notifications/notifications.json"].GetArrayLength());
        Assert.Equal(1, entries["notifications/settings.json"].GetArrayLength());
        Assert.Equal(1, entries["notifications/groups.json"].GetArrayLength());
    }

    /// <summary>Membership, application, warnings, a room, a seat, a message, reports from and on the person, blocks both ways.</summary>
    private static async Task<(Guid Room, Guid Study, Guid Asked, Guid Report)> LiveAFullLifeAsync(Browser ada, Browser bob, Browser chae)
    {
        var study = await Study.FoundAsync(bob);
        await study.JoinAsync(ada);
        await bob.PostAsync($"groups/{study.Id}/warnings", new { userId = ada.UserId, reason = "조용히" }, HttpStatusCode.OK);
        var asked = await Study.FoundAsync(chae, new { joinPolicy = "apply" });
        await ada.PostAsync($"groups/{asked.Id}/applications", new { text = "들어가고 싶어요" }, HttpStatusCode.NoContent);
        await using var tab = await ada.TabAsync();
        var own = await ada.CreateRoomAsync(new { title = "내 방" });
        await tab.EnterAsync(own);
        await using var bobs = await bob.TabAsync();
        var room = await bob.CreateRoomAsync();
        await bobs.EnterAsync(room);
        await tab.EnterAsync(room, move: true);
        await bobs.OkAsync("meeting.warn", new { roomId = room, userId = ada.UserId, reason = "시끄러움" });
        await tab.EnterAsync(study.Id, move: true);
        await tab.OkAsync("chat.send", new { roomId = study.Id, messageId = Guid.CreateVersion7(), text = "내가 남긴 말" });
        await ada.SendAsync(HttpMethod.Patch, "notifications/settings", new { sound = false }, HttpStatusCode.NoContent);
        await ada.SendAsync(HttpMethod.Put, $"notifications/groups/{study.Id}", new { level = "all" }, HttpStatusCode.NoContent);
        var report = await ada.PostAsync("reports", new { kind = "user", id = chae.UserId, category = "spam", text = "봐 주세요" }, HttpStatusCode.Created);
        await bob.PostAsync("reports", new { kind = "user", id = ada.UserId, category = "other" }, HttpStatusCode.Created);
        await ada.SendAsync(HttpMethod.Put, $"blocks/{bob.UserId}", null, HttpStatusCode.NoContent);
        await bob.SendAsync(HttpMethod.Put, $"blocks/{ada.UserId}", null, HttpStatusCode.NoContent);
        return (room, study.Id, asked.Id, report.GetProperty("id").GetGuid());
    }
}
