using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-1, ACC-2, ACC-5, ACC-6, ACC-10.</summary>
public sealed class SignUpTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private readonly string _handle = $"h{Guid.CreateVersion7().ToString("N")[^12..]}";

    private string Email => $"{_handle}@example.org";

    [Fact]
    public async Task Signing_up_lands_signed_in_with_the_handle_as_display_name()
    {
        using var browser = app.Browse();
        var proof = await ProveAsync(browser, Email);

        var me = await browser.PostAsync("accounts", new { email = Email, proof, handle = _handle, password = Browser.Password }, HttpStatusCode.Created);

        Assert.Equal((_handle, Email), (me.GetProperty("displayName").GetString(), me.GetProperty("email").GetString()));
        Assert.Equal(me.GetProperty("id").GetGuid(), (await browser.GetAsync("me")).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task Without_a_proof_no_account_exists()
    {
        using var browser = app.Browse();
        string?[] proofs = [null, "", "x", new string('a', 43)];
        foreach (var proof in proofs)
        {
            Assert.Equal("account.email_unproven", await RefusedAsync(browser, Email, proof, HttpStatusCode.Forbidden));
        }

        await browser.PostAsync("sessions", new { name = _handle, password = Browser.Password }, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_proof_is_for_its_own_address_and_once_and_for_half_an_hour()
    {
        using var browser = app.Browse();
        var proof = await ProveAsync(browser, Email);
        Assert.Equal("account.email_unproven", await RefusedAsync(browser, $"other-{Email}", proof, HttpStatusCode.Forbidden));
        await browser.PostAsync("accounts", new { email = Email, proof, handle = _handle, password = Browser.Password }, HttpStatusCode.Created);

        Assert.Equal("account.email_unproven", await RefusedAsync(browser, Email, proof, HttpStatusCode.Forbidden, $"{_handle}b"));

        var late = await ProveAsync(browser, $"late-{Email}");
        app.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal("account.email_unproven", await RefusedAsync(browser, $"late-{Email}", late, HttpStatusCode.Forbidden, $"{_handle}b"));
    }

    [Theory]
    [InlineData("1234567", "account.password_too_short")]
    [InlineData("", "account.password_too_short")]
    [InlineData(null, "account.password_too_short")]
    [InlineData("password", "account.password_breached")]
    [InlineData("PASSWORD123", "account.password_breached")]
    public async Task A_password_that_protects_nobody_is_refused(string? password, string code)
    {
        using var browser = app.Browse();
        var proof = await ProveAsync(browser, Email);

        var problem = await browser.PostAsync("accounts", new { email = Email, proof, handle = _handle, password }, HttpStatusCode.UnprocessableEntity);

        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal(code, problem.GetProperty("errors").GetProperty("password").GetString());
    }

    [Fact]
    public async Task A_password_has_at_most_128_characters()
    {
        using var browser = app.Browse();
        var proof = await ProveAsync(browser, Email);

        var problem = await browser.PostAsync("accounts", new { email = Email, proof, handle = _handle, password = new string('한', 129) }, HttpStatusCode.UnprocessableEntity);
        await browser.PostAsync("accounts", new { email = Email, proof, handle = _handle, password = new string('한', 128) }, HttpStatusCode.Created);

        Assert.Equal("account.password_too_long", problem.GetProperty("code").GetString());
        await browser.PostAsync("sessions", new { name = _handle, password = new string('한', 128) }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_handle_that_somebody_has_is_refused_and_the_proof_stays_good()
    {
        using var ada = await app.SeedAsync();
        using var browser = app.Browse();
        var proof = await ProveAsync(browser, Email);

        Assert.Equal("account.handle_taken", await RefusedAsync(browser, Email, proof, HttpStatusCode.Conflict, ada.Handle.ToUpperInvariant()));
        Assert.Equal("account.handle_invalid", await RefusedAsync(browser, Email, proof, HttpStatusCode.UnprocessableEntity, "no good"));

        await browser.PostAsync("accounts", new { email = Email, proof, handle = _handle, password = Browser.Password }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Of_a_hundred_racing_for_one_handle_exactly_one_gets_it()
    {
        app.Clock.Advance(TimeSpan.FromHours(1));
        using var browser = app.Browse();
        var rivals = await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            var email = $"r{i}-{Email}";
            return (Browser: app.Browse(), Email: email, Proof: await ProveAsync(browser, email));
        }));

        var answers = await Task.WhenAll(rivals.Select(r => r.Browser.SendRawAsync(
            HttpMethod.Post,
            "accounts",
            new StringContent(JsonSerializer.Serialize(new { email = r.Email, proof = r.Proof, handle = _handle, password = Browser.Password }), null, "application/json"))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal("account.handle_taken", a.Body.GetProperty("code").GetString()));
        app.Clock.Advance(TimeSpan.FromHours(1)); // A hundred codes an hour go to one address; others want some, too.
        Assert.Empty(app.Log.Errors);
    }

    [Fact]
    public async Task Planting_somebody_elses_id_changes_nothing_of_theirs()
    {
        using var ada = await app.SeedAsync();
        using var mallory = await app.SeedAsync();
        var before = await ada.GetAsync("me");
        var planted = new { id = ada.UserId, userId = ada.UserId, caller = ada.UserId, actorId = ada.UserId, creator = ada.UserId, handle = ada.Handle, displayName = "Mallory", title = "Mine", channel = "high" };

        var me = await mallory.SendAsync(HttpMethod.Patch, "me", planted, HttpStatusCode.OK);
        var room = await mallory.PostAsync("rooms", planted, HttpStatusCode.Created);
        await using var tab = await mallory.TabAsync();
        var entered = await tab.OkAsync("meeting.enter", new { roomId = room.GetProperty("id").GetGuid(), call = tab.CallKey, userId = ada.UserId, user = ada.UserId, ownerId = ada.UserId });

        Assert.Equal((mallory.UserId, mallory.Handle), (me.GetProperty("id").GetGuid(), me.GetProperty("handle").GetString()));
        Assert.True(JsonElement.DeepEquals(before, await ada.GetAsync("me")));
        Assert.Equal(mallory.UserId, entered.GetProperty("meeting").GetProperty("ownerId").GetGuid());
        Assert.Equal(mallory.UserId, entered.GetProperty("meeting").GetProperty("participants")[0].GetProperty("userId").GetGuid());
    }

    [Fact]
    public async Task An_address_appears_nowhere_but_to_its_owner()
    {
        using var ada = await app.SeedAsync();
        using var bob = await app.SeedAsync();
        var room = await ada.CreateRoomAsync();
        await using var adasTab = await ada.TabAsync();
        await using var bobsTab = await bob.TabAsync();
        await bobsTab.OkAsync("rooms.watch", new { });
        var seen = new List<string> { (await bobsTab.EnterAsync(room)).ToString() };
        await adasTab.EnterAsync(room);
        await adasTab.OkAsync("chat.send", new { roomId = room, messageId = Guid.CreateVersion7(), text = "hello" });
        seen.Add((await bobsTab.HearAsync("chat.changed")).ToString());
        seen.Add((await bobsTab.HearMeetingAsync("arrived")).ToString());
        seen.Add((await bobsTab.OkAsync("meeting.snapshot", new { roomId = room })).ToString());
        seen.Add((await bob.GetAsync($"rooms/{room}/messages")).ToString());
        seen.Add((await bob.GetAsync($"rooms/{room}")).ToString());
        seen.Add((await bob.GetAsync("rooms")).ToString());
        seen.Add((await bob.GetAsync($"accounts/handles/{ada.Handle}")).ToString());
        seen.AddRange((await bobsTab.HeardSoFarAsync(app)).Select(e => e.Body.ToString()));

        Assert.All(seen, text => Assert.DoesNotContain("example.org", text, StringComparison.OrdinalIgnoreCase));
        Assert.Contains($"{ada.Handle}@example.org", (await ada.GetAsync("me")).ToString(), StringComparison.Ordinal);
    }

    private async Task<string> ProveAsync(Browser browser, string email)
    {
        await browser.PostAsync("accounts/codes", new { email, purpose = "sign_up" }, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(email);
        return (await browser.PostAsync("accounts/codes/verify", new { email, purpose = "sign_up", code }, HttpStatusCode.OK)).GetProperty("proof").GetString()!;
    }

    private async Task<string> RefusedAsync(Browser browser, string email, string? proof, HttpStatusCode expected, string? handle = null) =>
        await browser.RefusedAsync(HttpMethod.Post, "accounts", new { email, proof, handle = handle ?? _handle, password = Browser.Password }, expected);
}
