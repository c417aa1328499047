using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-4, ACC-13, ACC-14, ACC-16.</summary>
public sealed class SignInTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task People_sign_in_by_handle_or_address_and_unknown_names_and_wrong_passwords_look_alike()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        using var ada = await app.SignUpAsync();
        using var browser = app.Browse();

        await browser.PostAsync("sessions", new { name = ada.Handle.ToUpperInvariant(), password = Browser.Password }, HttpStatusCode.Created);
        await browser.PostAsync("sessions", new { name = $" {ada.Handle}@EXAMPLE.org ", password = Browser.Password }, HttpStatusCode.Created);
        var wrong = await browser.PostAsync("sessions", new { name = ada.Handle, password = "wrong password" }, HttpStatusCode.Unauthorized);
        var unknown = await browser.PostAsync("sessions", new { name = "nobody_here", password = "wrong password" }, HttpStatusCode.Unauthorized);
        var nothing = await browser.PostAsync("sessions", new { }, HttpStatusCode.Unauthorized);

        Assert.Equal("auth.credentials_wrong", wrong.GetProperty("code").GetString());
        Assert.Equal(WithoutTrace(wrong), WithoutTrace(unknown));
        Assert.Equal(WithoutTrace(wrong), WithoutTrace(nothing));
    }

    [Fact]
    public async Task After_ten_failures_an_account_waits_a_quarter_of_an_hour_by_either_name()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        using var ada = await app.SignUpAsync();
        using var browser = app.Browse();
        for (var i = 0; i < 10; i++)
        {
            var name = i % 2 == 0 ? ada.Handle : $"{ada.Handle}@example.org";
            await browser.PostAsync("sessions", new { name, password = "wrong password" }, HttpStatusCode.Unauthorized);
        }

        var (status, problem, response) = await browser.SendRawAsync(HttpMethod.Post, "sessions", Credentials(ada.Handle));

        Assert.Equal((HttpStatusCode.TooManyRequests, "auth.too_many_attempts"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(TimeSpan.FromMinutes(15), response.Headers.RetryAfter?.Delta);
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        await browser.PostAsync("sessions", new { name = ada.Handle, password = Browser.Password }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Racing_guesses_do_not_get_more_than_ten_failures()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(15));
        using var ada = await app.SignUpAsync();
        using var browser = app.Browse();

        var answers = await Task.WhenAll(Enumerable.Range(0, 25).Select(i =>
            browser.SendRawAsync(HttpMethod.Post, "sessions", Credentials(ada.Handle, $"wrong password {i}"))));

        Assert.Equal(10, answers.Count(a => a.Status == HttpStatusCode.Unauthorized));
        app.Clock.Advance(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task The_cookie_is_bound_to_this_host_and_hidden_from_scripts_and_new_at_each_sign_in()
    {
        using var ada = await app.SignUpAsync();
        var first = ada.Cookie;

        var (_, _, response) = await ada.SendRawAsync(HttpMethod.Post, "sessions", Credentials(ada.Handle));

        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie")).ToLowerInvariant();
        Assert.StartsWith("__host-studyhub=", cookie, StringComparison.Ordinal);
        Assert.All((string[])["httponly", "secure", "samesite=lax", "path=/"], part => Assert.Contains(part, cookie, StringComparison.Ordinal));
        Assert.DoesNotContain("domain=", cookie, StringComparison.Ordinal);
        Assert.NotEqual(first, ada.Cookie);
    }

    [Fact]
    public async Task A_session_ends_after_thirty_days_without_use()
    {
        using var ada = await app.SeedAsync();
        app.Clock.Advance(TimeSpan.FromDays(29));
        await ada.GetAsync("me");
        app.Clock.Advance(TimeSpan.FromDays(29));
        await ada.GetAsync("me");

        app.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal("auth.session_needed", await ada.RefusedAsync(HttpMethod.Get, "me", null, HttpStatusCode.Unauthorized));
    }

    [Fact]
    public async Task A_session_ends_after_ninety_days_however_much_it_is_used()
    {
        using var ada = await app.SeedAsync();
        for (var i = 0; i < 4; i++)
        {
            app.Clock.Advance(TimeSpan.FromDays(22));
            await ada.GetAsync("me");
        }

        app.Clock.Advance(TimeSpan.FromDays(2));

        await ada.GetAsync("me", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_server()
    {
        using var ada = await app.SeedAsync();

        await app.RestartAsync();

        using var returned = app.Browse(ada.UserId, ada.Handle, ada.Cookie!);
        Assert.Equal(ada.Handle, (await returned.GetAsync("me")).GetProperty("handle").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task A_made_up_cookie_is_no_session(string cookie)
    {
        using var browser = app.Browse();
        browser.Cookie = cookie;

        await browser.GetAsync("me", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_the_live_connection_and_the_seat_at_once()
    {
        using var ada = await app.SeedAsync();
        using var bob = await app.SeedAsync();
        var room = await bob.CreateRoomAsync();
        await using var bobsTab = await bob.TabAsync();
        await bobsTab.EnterAsync(room);
        await using var adasTab = await ada.TabAsync();
        await adasTab.EnterAsync(room);
        using var copy = app.Browse(ada.UserId, ada.Handle, ada.Cookie!);

        await ada.SendAsync(HttpMethod.Delete, "sessions/current", null, HttpStatusCode.NoContent);

        Assert.Null(ada.Cookie);
        Assert.Equal("auth.session_ended", (await adasTab.HearAsync("live.closing")).GetProperty("code").GetString());
        await adasTab.Closed.WithinPatienceAsync();
        var departed = await bobsTab.HearMeetingAsync("departed");
        Assert.Equal((ada.UserId, "session_ended"), (departed.GetProperty("userId").GetGuid(), departed.GetProperty("reason").GetString()));
        await copy.GetAsync("me", HttpStatusCode.Unauthorized);
        Assert.Equal(401, await RawSocket.UpgradeStatusAsync(app, copy.Cookie));
    }

    [Fact]
    public async Task Signing_out_on_one_browser_leaves_the_other_signed_in()
    {
        using var ada = await app.SignUpAsync();
        using var other = app.Browse();
        await other.PostAsync("sessions", new { name = ada.Handle, password = Browser.Password }, HttpStatusCode.Created);
        await using var otherTab = await other.TabAsync();

        await ada.SendAsync(HttpMethod.Delete, "sessions/current", null, HttpStatusCode.NoContent);

        await other.GetAsync("me");
        await otherTab.OkAsync("live.beat", new { });
    }

    [Fact]
    public async Task An_edit_changes_only_the_fields_that_were_sent()
    {
        using var ada = await app.SeedAsync();
        var before = await ada.GetAsync("me");

        Assert.True(JsonElement.DeepEquals(before, await ada.SendAsync(HttpMethod.Patch, "me", new { }, HttpStatusCode.OK)));
        Assert.True(JsonElement.DeepEquals(before, await ada.SendAsync(HttpMethod.Patch, "me", new { displayName = (string?)null }, HttpStatusCode.OK)));
        var edited = await ada.SendAsync(HttpMethod.Patch, "me", new { displayName = "  에이다 👩‍💻 ", email = "mallory@example.org", handle = "mallory" }, HttpStatusCode.OK);

        Assert.Equal("에이다 👩‍💻", edited.GetProperty("displayName").GetString());
        Assert.Equal((ada.Handle, $"{ada.Handle}@example.org"), (edited.GetProperty("handle").GetString(), edited.GetProperty("email").GetString()));
        string[] wrong = ["", " ", new('x', 41), "two\r\nlines"];
        foreach (var displayName in wrong)
        {
            Assert.Equal("account.display_name_invalid", await ada.RefusedAsync(HttpMethod.Patch, "me", new { displayName }, HttpStatusCode.UnprocessableEntity));
        }

        Assert.True(JsonElement.DeepEquals(edited, await ada.GetAsync("me")));
    }

    private static StringContent Credentials(string name, string password = Browser.Password) =>
        new(JsonSerializer.Serialize(new { name, password }), null, "application/json");

    private static string WithoutTrace(JsonElement problem) =>
        string.Join(' ', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));
}
