using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-18, ACC-21, ACC-22.</summary>
public sealed class LeavingTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task An_export_holds_what_is_ones_own_for_its_owner_and_a_day()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await using var tab = await ada.TabAsync();
        await tab.EnterAsync(room);
        await tab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "내 말 \"그대로\"" });

        Assert.Equal("none", State(await ada.GetAsync("me/export")));
        await ada.PostAsync("me/export", null, HttpStatusCode.Accepted);
        await Eventually.TrueAsync(async () => State(await ada.GetAsync("me/export")) == "ready", "the export is ready");

        var (status, type, content) = await ada.FetchAsync("/api/v1/me/export/file");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (status, type));
        var files = Read(content);
        Assert.Equal(
            ["account/account.json", "account/sessions.json", "chat/messages.json", "groups/applications.json", "groups/memberships.json", "groups/warnings.json", "meetings/visits.json", "meetings/warnings.json", "moderation/blocks.json", "moderation/reports.json", "notifications/groups.json", "notifications/notifications.json", "notifications/settings.json", "rooms/rooms.json"],
            files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"{ada.Handle}@example.org", JsonDocument.Parse(files["account/account.json"]).RootElement.GetProperty("email").GetString());
        Assert.Contains("내 말 \\\"그대로\\\"", files["chat/messages.json"], StringComparison.Ordinal);
        Assert.DoesNotContain("assword", files["account/account.json"], StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await bob.FetchAsync("/api/v1/me/export/file")).Status);

        app.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(HttpStatusCode.NotFound, (await ada.FetchAsync("/api/v1/me/export/file")).Status);
        await Eventually.TrueAsync(
            () =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(1));
                return Directory.GetFiles(Path.Combine(app.DataDirectory, "blobs", "exports")).Length == 0;
            },
            "the archive is erased");
    }

    [Fact]
    public async Task Exporting_and_deleting_need_a_recent_proof()
    {
        using var ada = await app.SignUpAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal("auth.reauth_needed", await ada.RefusedAsync(HttpMethod.Post, "me/export", null, HttpStatusCode.Forbidden));
        Assert.Equal("auth.reauth_needed", await ada.RefusedAsync(HttpMethod.Post, "me/deletion", null, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task An_export_asked_for_before_a_restart_is_made_after_it()
    {
        using var ada = await app.SignUpAsync();
        await ada.PostAsync("me/export", null, HttpStatusCode.Accepted);

        await app.RestartAsync();

        using var returned = app.Browse(ada.UserId, ada.Handle, ada.Cookie!);
        await Eventually.TrueAsync(async () => State(await returned.GetAsync("me/export")) == "ready", "the export is ready");
    }

    [Fact]
    public async Task Deleting_disables_at_once_and_signing_in_cancels_it()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SeedAsync();
        await using var tab = await ada.TabAsync();

        await ada.PostAsync("me/deletion", null, HttpStatusCode.OK);

        Assert.Null(ada.Cookie);
        Assert.Equal("auth.session_ended", (await tab.HearAsync("live.closing")).GetProperty("code").GetString());
        await bob.GetAsync($"people/{ada.Handle}", HttpStatusCode.NotFound);
        app.Clock.Advance(TimeSpan.FromDays(13));
        await ada.PostAsync("sessions", new { name = ada.Handle, password = Browser.Password }, HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromDays(2));
        await UpkeepAsync();
        await ada.GetAsync("me");
        using var bobAgain = await app.SeedAsync();
        await bobAgain.GetAsync($"people/{ada.Handle}");
    }

    [Fact]
    public async Task Who_owns_a_group_hands_it_over_before_the_account_goes()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SeedAsync();
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);

        Assert.Equal("account.owns_groups", await ada.RefusedAsync(HttpMethod.Post, "me/deletion", null, HttpStatusCode.Conflict));
        await ada.GetAsync("me");
        await ada.SendAsync(HttpMethod.Put, $"groups/{study.Id}/owner", new { userId = bob.UserId }, HttpStatusCode.NoContent);
        await ada.PostAsync("me/deletion", null, HttpStatusCode.OK);

        Assert.Null(ada.Cookie);
        await bob.GetAsync($"people/{ada.Handle}", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task After_fourteen_days_the_account_is_gone_and_what_was_shared_stays_without_a_name()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SeedAsync();
        var room = await bob.CreateRoomAsync();
        await using var bobsTab = await bob.TabAsync();
        await bobsTab.EnterAsync(room);
        await using var tab = await ada.TabAsync();
        await tab.EnterAsync(room);
        await tab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "still here" });

        await ada.PostAsync("me/deletion", null, HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromDays(14));
        await UpkeepAsync();

        await ada.PostAsync("sessions", new { name = ada.Handle, password = Browser.Password }, HttpStatusCode.Unauthorized);
        using var again = await app.SignUpAsync(ada.Handle);
        Assert.NotEqual(ada.UserId, again.UserId);
        var left = (await bob.GetAsync($"rooms/{room}/messages")).GetProperty("items").EnumerateArray().Single();
        Assert.Equal("still here", left.GetProperty("text").GetString());
        Assert.Equal("", left.GetProperty("author").GetProperty("handle").GetString());
    }

    [Fact]
    public async Task An_erasure_that_is_due_survives_a_restart()
    {
        using var ada = await app.SignUpAsync();
        await ada.PostAsync("me/deletion", null, HttpStatusCode.OK);
        await app.RestartAsync();
        app.Clock.Advance(TimeSpan.FromDays(14));

        await UpkeepAsync();

        using var stranger = app.Browse();
        Assert.True((await stranger.GetAsync($"accounts/handles/{ada.Handle}")).GetProperty("available").GetBoolean());
    }

    private static string State(JsonElement export) => export.GetProperty("state").GetString()!;

    private static Dictionary<string, string> Read(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        return archive.Entries.ToDictionary(e => e.FullName, e => new StreamReader(e.Open()).ReadToEnd());
    }

    private Task UpkeepAsync() => app.Services.GetRequiredService<AccountUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);
}
