using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-15, ACC-16, ACC-18.</summary>
public sealed class OwnSessionsTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36";

    [Fact]
    public async Task Somebody_sees_their_own_sessions_with_device_and_last_use_and_nobody_elses()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        using var phone = await SignInAsync(ada, Phone);
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var list = await ada.GetAsync("sessions");

        var items = list.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["", "Chrome · Android"], items.Select(i => i.GetProperty("device").GetString()));
        Assert.Equal([true, false], items.Select(i => i.GetProperty("current").GetBoolean()));
        var used = items.ConvertAll(i => i.GetProperty("lastUsedAt").GetDateTimeOffset());
        Assert.Equal(TimeSpan.FromMinutes(5), used[0] - used[1]);
        Assert.Equal(1, (await bob.GetAsync("sessions")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Ending_a_session_elsewhere_closes_its_connection_and_frees_its_seat()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SeedAsync();
        using var phone = await SignInAsync(ada, Phone);
        var room = await bob.CreateRoomAsync();
        await using var bobsTab = await bob.TabAsync();
        await bobsTab.EnterAsync(room);
        await using var phoneTab = await phone.TabAsync();
        await phoneTab.EnterAsync(room);

        await ada.SendAsync(HttpMethod.Delete, $"sessions/{await OtherAsync(ada)}", null, HttpStatusCode.NoContent);

        Assert.Equal("auth.session_ended", (await phoneTab.HearAsync("live.closing")).GetProperty("code").GetString());
        await phoneTab.Closed.WithinPatienceAsync();
        Assert.Equal("session_ended", (await bobsTab.HearMeetingAsync("departed")).GetProperty("reason").GetString());
        await phone.GetAsync("me", HttpStatusCode.Unauthorized);
        await ada.GetAsync("me");
    }

    [Fact]
    public async Task Nobody_ends_the_session_of_somebody_else()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        var adas = (await ada.GetAsync("sessions")).GetProperty("items")[0].GetProperty("id").GetString();

        Assert.Equal("session.not_found", await bob.RefusedAsync(HttpMethod.Delete, $"sessions/{adas}", null, HttpStatusCode.NotFound));

        await ada.GetAsync("me");
    }

    [Fact]
    public async Task All_other_sessions_end_at_once_and_only_they()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        using var phone = await SignInAsync(ada, Phone);
        using var tablet = await SignInAsync(ada, Phone);
        await using var phoneTab = await phone.TabAsync();
        await using var adasTab = await ada.TabAsync();

        await ada.SendAsync(HttpMethod.Delete, "sessions", null, HttpStatusCode.NoContent);

        await phoneTab.Closed.WithinPatienceAsync();
        await phone.GetAsync("me", HttpStatusCode.Unauthorized);
        await tablet.GetAsync("me", HttpStatusCode.Unauthorized);
        await adasTab.OkAsync("live.beat", new { });
        await bob.GetAsync("me");
    }

    [Fact]
    public async Task A_proof_lasts_ten_minutes_and_is_renewed_by_the_password()
    {
        using var ada = await app.SignUpAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await ada.PostAsync("me/totp", null, HttpStatusCode.OK);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        foreach (var (method, path, body) in Guarded)
        {
            Assert.Equal((path, "auth.reauth_needed"), (path, await ada.RefusedAsync(method, path, body, HttpStatusCode.Forbidden)));
        }

        var wrong = await ada.RefusedAsync(HttpMethod.Post, "sessions/current/proof", new { password = "not this one" }, HttpStatusCode.Unauthorized);
        Assert.Equal("auth.credentials_wrong", wrong);
        await ada.PostAsync("me/totp", null, HttpStatusCode.Forbidden);
        await ada.PostAsync("sessions/current/proof", new { password = Browser.Password }, HttpStatusCode.NoContent);
        await ada.PostAsync("me/totp", null, HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proof_holds_for_its_own_session_only()
    {
        using var ada = await app.SignUpAsync();
        using var phone = await SignInAsync(ada, Phone);
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        await phone.PostAsync("sessions/current/proof", new { password = Browser.Password }, HttpStatusCode.NoContent);

        await phone.PostAsync("me/totp", null, HttpStatusCode.OK);
        await ada.PostAsync("me/totp", null, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Guessing_a_proof_is_limited_as_signing_in_is()
    {
        using var ada = await app.SignUpAsync();
        for (var i = 0; i < 10; i++)
        {
            await ada.PostAsync("sessions/current/proof", new { password = $"guess {i}" }, HttpStatusCode.Unauthorized);
        }

        var code = await ada.RefusedAsync(HttpMethod.Post, "sessions/current/proof", new { password = Browser.Password }, HttpStatusCode.TooManyRequests);

        Assert.Equal("auth.too_many_attempts", code);
        app.Clock.Advance(TimeSpan.FromMinutes(15));
    }

    /// <summary>Everything that needs a proof of the last ten minutes.</summary>
    private static (HttpMethod Method, string Path, object? Body)[] Guarded =>
    [
        (HttpMethod.Put, "me/password", new { password = "another long phrase" }),
        (HttpMethod.Post, "me/email/code", new { email = "new@example.org" }),
        (HttpMethod.Put, "me/email", new { email = "new@example.org", code = "123456" }),
        (HttpMethod.Post, "me/totp", null),
        (HttpMethod.Post, "me/totp/confirm", new { code = "123456" }),
        (HttpMethod.Delete, "me/totp", null),
        (HttpMethod.Post, "me/recovery-codes", null),
    ];

    private async Task<Browser> SignInAsync(Browser person, string userAgent)
    {
        var browser = app.Browse();
        using var body = new StringContent(JsonSerializer.Serialize(new { name = person.Handle, password = Browser.Password }), null, "application/json");
        var (status, me, _) = await browser.SendRawAsync(HttpMethod.Post, "sessions", body, ("User-Agent", userAgent));
        Assert.Equal(HttpStatusCode.Created, status);
        browser.SignedInAs(me);
        return browser;
    }

    private static async Task<string> OtherAsync(Browser person) => (await person.GetAsync("sessions")).GetProperty("items").EnumerateArray()
        .Single(i => !i.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
}
