using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-16, MOD-3, MOD-5, MOD-6.</summary>
public sealed class AdminTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string Reason = "Posts advertisements";

    [Fact]
    public async Task The_link_makes_its_visitor_admin_once_and_for_a_day()
    {
        await using var fresh = new StudyHubApp();
        await fresh.InitializeAsync();
        using var ada = await fresh.SignUpAsync();
        using var bob = await fresh.SignUpAsync();
        var older = await TokenAsync(fresh);
        var expired = await TokenAsync(fresh);

        Assert.Equal("admin.link_unknown", await ada.RefusedAsync(HttpMethod.Post, "admin/claim", new { token = older }, HttpStatusCode.NotFound));
        Assert.Equal("admin.link_unknown", await ada.RefusedAsync(HttpMethod.Post, "admin/claim", new { token = "guessed" }, HttpStatusCode.NotFound));
        fresh.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal("admin.link_expired", await ada.RefusedAsync(HttpMethod.Post, "admin/claim", new { token = expired }, HttpStatusCode.Gone));
        var token = await TokenAsync(fresh);
        var answers = await Task.WhenAll(new[] { ada, bob }.Select(async browser =>
        {
            using var body = new StringContent(JsonSerializer.Serialize(new { token }), null, "application/json");
            return (await browser.SendRawAsync(HttpMethod.Post, "admin/claim", body)).Status;
        }));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Gone], answers.Order());
        Assert.Equal("admin.link_used", await bob.RefusedAsync(HttpMethod.Post, "admin/claim", new { token }, HttpStatusCode.Gone));
        Assert.Null(await fresh.Services.GetRequiredService<IFirstAdmin>().RenewLinkAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(fresh.Log.All, line => line.Contains(token, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Admin_rights_need_a_session_with_a_second_factor()
    {
        var (admin, authenticator) = await AdminAsync();
        using var weak = app.Browse();
        using var bob = await app.SeedAsync();

        await admin.GetAsync("admin/users");
        await admin.SendAsync(HttpMethod.Delete, "me/totp", null, HttpStatusCode.NoContent);
        Assert.Equal("admin.second_factor_needed", await admin.RefusedAsync(HttpMethod.Get, "admin/users", null, HttpStatusCode.Forbidden));
        await weak.PostAsync("sessions", new { name = admin.Handle, password = Browser.Password }, HttpStatusCode.Created);
        await admin.SwitchOnTotpAsync();

        await admin.GetAsync("admin/users");
        Assert.Equal("admin.second_factor_needed", await weak.RefusedAsync(HttpMethod.Get, "admin/users", null, HttpStatusCode.Forbidden));
        foreach (var (method, path, body) in AdminDoors(bob.UserId))
        {
            Assert.Equal((path, "admin.needed"), (path, await bob.RefusedAsync(method, path, body, HttpStatusCode.Forbidden)));
        }

        Assert.NotNull(authenticator);
    }

    [Fact]
    public async Task Disabling_somebody_signs_them_out_at_once_and_keeps_them_out()
    {
        var (admin, _) = await AdminAsync();
        using var bob = await app.SignUpAsync();
        using var eve = await app.SeedAsync();
        var room = await eve.CreateRoomAsync();
        await using var evesTab = await eve.TabAsync();
        await evesTab.EnterAsync(room);
        await using var tab = await bob.TabAsync();
        await tab.EnterAsync(room);

        Assert.Equal("admin.reason_needed", await admin.RefusedAsync(HttpMethod.Post, $"admin/users/{bob.UserId}/disable", new { reason = " " }, HttpStatusCode.UnprocessableEntity));
        await admin.RefusedAsync(HttpMethod.Post, $"admin/users/{Guid.CreateVersion7()}/disable", new { reason = Reason }, HttpStatusCode.NotFound);
        await admin.RefusedAsync(HttpMethod.Post, $"admin/users/{admin.UserId}/disable", new { reason = Reason }, HttpStatusCode.Conflict);
        var disabled = await admin.PostAsync($"admin/users/{bob.UserId}/disable", new { reason = Reason }, HttpStatusCode.OK);

        Assert.True(disabled.GetProperty("isDisabled").GetBoolean());
        Assert.Equal("auth.session_ended", (await tab.HearAsync("live.closing")).GetProperty("code").GetString());
        Assert.Equal("session_ended", (await evesTab.HearMeetingAsync("departed")).GetProperty("reason").GetString());
        await bob.GetAsync("me", HttpStatusCode.Unauthorized);
        Assert.Equal(
            "account.disabled",
            await bob.RefusedAsync(HttpMethod.Post, "sessions", new { name = bob.Handle, password = Browser.Password }, HttpStatusCode.Forbidden));
        app.Clock.Advance(TimeSpan.FromSeconds(1)); // So that the log has an order.
        await admin.PostAsync($"admin/users/{bob.UserId}/enable", new { reason = "Said sorry" }, HttpStatusCode.OK);
        await bob.PostAsync("sessions", new { name = bob.Handle, password = Browser.Password }, HttpStatusCode.Created);
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        await admin.PostAsync($"admin/users/{bob.UserId}/sign-out", new { reason = "Lost phone" }, HttpStatusCode.OK);
        await bob.GetAsync("me", HttpStatusCode.Unauthorized);
        Assert.Equal(
            ["account.signed_out", "account.enabled", "account.disabled"],
            (await LinesAsync(admin)).Where(l => l.GetProperty("target").GetString() == $"{bob.UserId}").Select(l => l.GetProperty("act").GetString()));
    }

    [Fact]
    public async Task The_log_tells_of_failed_sign_ins_and_refused_access_and_never_what_was_typed()
    {
        var (admin, _) = await AdminAsync();
        using var bob = await app.SignUpAsync();
        using var stranger = app.Browse();

        await stranger.PostAsync("sessions", new { name = bob.Handle, password = "wrong password" }, HttpStatusCode.Unauthorized);
        await stranger.PostAsync("sessions", new { name = "my-secret-password", password = "" }, HttpStatusCode.Unauthorized);
        await bob.RefusedAsync(HttpMethod.Get, "admin/audit", null, HttpStatusCode.Forbidden);

        await Eventually.TrueAsync(
            async () => (await LinesAsync(admin)).Any(l => Is(l, "access.refused", actor: $"{bob.UserId}", target: "GET /api/v1/admin/audit", reason: "admin.needed")),
            "the refusal is in the log");
        var lines = await LinesAsync(admin);
        Assert.Contains(lines, l => Is(l, "sign_in.failed", actor: null, target: $"{bob.UserId}", reason: "auth.credentials_wrong"));
        Assert.Contains(lines, l => Is(l, "sign_in.failed", actor: null, target: null, reason: "auth.credentials_wrong"));
        Assert.DoesNotContain(lines, l => l.ToString().Contains("my-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_servers_log_tells_of_every_proof_and_of_refused_input_and_never_what_was_typed()
    {
        using var bob = await app.SignUpAsync();
        await bob.PostAsync("sessions", new { name = bob.Handle, password = Browser.Password }, HttpStatusCode.Created);
        await bob.PostAsync("sessions/current/proof", new { password = Browser.Password }, HttpStatusCode.NoContent);
        await bob.PostAsync("rooms", new { title = "my-secret-title", capacity = 5_000 }, HttpStatusCode.UnprocessableEntity);

        Assert.Contains(app.Log.All, l => l.Contains($"Signed up and in: user {bob.UserId}", StringComparison.Ordinal));
        Assert.Contains(app.Log.All, l => l.Contains($"Signed in: user {bob.UserId}", StringComparison.Ordinal));
        Assert.Contains(app.Log.All, l => l.Contains($"Proved again: user {bob.UserId}", StringComparison.Ordinal));
        Assert.Contains(app.Log.All, l => l.Contains($"Refused POST /api/v1/rooms: ", StringComparison.Ordinal) && l.Contains($"{bob.UserId}", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Log.All, l => l.Contains("my-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_pages_without_gap_and_forgets_after_a_year()
    {
        var (admin, _) = await AdminAsync();
        var (audit, database) = (app.Services.GetRequiredService<IAudit>(), app.Services.GetRequiredService<IDatabase>());
        for (var i = 0; i < 5; i++)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            await database.WriteAsync(
                async unit =>
                {
                    await audit.RecordAsync(unit, new(null, "test.acted", $"{i}", null));
                    return true;
                },
                TestContext.Current.CancellationToken);
        }

        var first = await admin.GetAsync("admin/audit?limit=2");
        var second = await admin.GetAsync($"admin/audit?limit=3&cursor={first.GetProperty("nextCursor").GetString()}");
        Assert.Equal(
            ["4", "3", "2", "1", "0"],
            first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(l => l.GetProperty("target").GetString()));
        await admin.RefusedAsync(HttpMethod.Get, "admin/audit?cursor=broken", null, HttpStatusCode.BadRequest);
        await admin.RefusedAsync(HttpMethod.Get, "admin/audit?limit=101", null, HttpStatusCode.UnprocessableEntity);

        await using var connection = new SqliteConnection($"Data Source={Path.Combine(app.DataDirectory, "studyhub.db")}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var forge = connection.CreateCommand();
        foreach (var forgery in (string[])["UPDATE accounts_audit SET Reason = 'forged'", "DELETE FROM accounts_audit", "DELETE FROM accounts_audit WHERE Act = 'test.acted'"])
        {
            forge.CommandText = forgery;
            var refused = await Assert.ThrowsAsync<SqliteException>(() => forge.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
            Assert.Contains("append-only", refused.Message, StringComparison.Ordinal);
        }

        app.Clock.Advance(TimeSpan.FromDays(365) + TimeSpan.FromMinutes(1));
        await app.Services.GetRequiredService<StudyHub.Accounts.AccountUpkeep>().RunOnceAsync(TestContext.Current.CancellationToken);
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM accounts_audit WHERE Act = 'test.acted'";
        Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_act_that_is_taken_back_leaves_no_line()
    {
        var (admin, _) = await AdminAsync();
        var (audit, database) = (app.Services.GetRequiredService<IAudit>(), app.Services.GetRequiredService<IDatabase>());

        await Assert.ThrowsAsync<InvalidOperationException>(() => database.WriteAsync<bool>(
            async unit =>
            {
                await audit.RecordAsync(unit, new(null, "test.undone", null, null));
                throw new InvalidOperationException();
            },
            TestContext.Current.CancellationToken));

        Assert.DoesNotContain(await LinesAsync(admin), l => l.GetProperty("act").GetString() == "test.undone");
    }

    private static (HttpMethod Method, string Path, object? Body)[] AdminDoors(Guid user) =>
    [
        (HttpMethod.Get, "admin/users", null),
        (HttpMethod.Get, "admin/audit", null),
        (HttpMethod.Post, $"admin/users/{user}/disable", new { reason = Reason }),
        (HttpMethod.Post, $"admin/users/{user}/enable", new { reason = Reason }),
        (HttpMethod.Post, $"admin/users/{user}/sign-out", new { reason = Reason }),
    ];

    private static bool Is(JsonElement line, string act, string? actor, string? target, string? reason) =>
        (line.GetProperty("act").GetString(), line.GetProperty("actor").GetString(), line.GetProperty("target").GetString(), line.GetProperty("reason").GetString())
            == (act, actor, target, reason);

    private static async Task<string> TokenAsync(StudyHubApp app)
    {
        var link = await app.Services.GetRequiredService<IFirstAdmin>().RenewLinkAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("/become-admin#", link, StringComparison.Ordinal);
        return link!["/become-admin#".Length..];
    }

    private static async Task<List<JsonElement>> LinesAsync(Browser admin) =>
        [.. (await admin.GetAsync("admin/audit?limit=100")).GetProperty("items").EnumerateArray()];

    private Task<(Browser Admin, Authenticator Authenticator)> AdminAsync() => app.AdminWithAuthenticatorAsync();
}
