using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-6, ACC-11, ACC-18.</summary>
public sealed class PasskeyTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task A_passkey_signs_in_without_name_password_or_code()
    {
        using var ada = await app.SignUpAsync();
        using var key = new SoftAuthenticator();
        await AddAsync(ada, key, "My phone");
        using var browser = app.Browse();

        var me = await SignInAsync(browser, key, HttpStatusCode.Created);

        Assert.Equal(ada.Handle, me.GetProperty("handle").GetString());
        var passkey = (await browser.GetAsync("me/security")).GetProperty("passkeys").EnumerateArray().Single();
        Assert.Equal("My phone", passkey.GetProperty("name").GetString());
        Assert.NotEqual(JsonValueKind.Null, passkey.GetProperty("lastUsedAt").ValueKind);
    }

    [Fact]
    public async Task Somebody_signs_up_with_a_passkey_instead_of_a_password()
    {
        using var browser = app.Browse();
        using var key = new SoftAuthenticator();
        var handle = $"p{Guid.CreateVersion7().ToString("N")[^12..]}";
        var (email, proof) = await ProveAsync(browser, handle);

        var ceremony = await SoftAuthenticator.PostAsync(browser, "accounts/passkey/start", new { email, proof, handle }, HttpStatusCode.OK);
        var me = await SoftAuthenticator.PostAsync(
            browser, "accounts", new { email, proof, handle, ceremony = Ceremony(ceremony), credential = key.Register(ceremony, browser) }, HttpStatusCode.Created);

        Assert.Equal(handle, me.GetProperty("handle").GetString());
        Assert.False((await browser.GetAsync("me/security")).GetProperty("hasPassword").GetBoolean());
        using var other = app.Browse();
        await other.PostAsync("sessions", new { name = handle, password = "" }, HttpStatusCode.Unauthorized);
        await SignInAsync(other, key, HttpStatusCode.Created);
        var id = (await other.GetAsync("me/security")).GetProperty("passkeys")[0].GetProperty("id").GetString();
        Assert.Equal("passkey.last_way_in", await other.RefusedAsync(HttpMethod.Delete, $"me/passkeys/{id}", null, HttpStatusCode.Conflict));
        await other.SendAsync(HttpMethod.Put, "me/password", new { password = Browser.Password }, HttpStatusCode.NoContent);
        await other.SendAsync(HttpMethod.Delete, $"me/passkeys/{id}", null, HttpStatusCode.NoContent);
        await SignInAsync(browser, key, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Signing_up_with_a_passkey_needs_the_proof_of_the_address_too()
    {
        using var browser = app.Browse();
        using var ada = await app.SignUpAsync();
        var handle = $"p{Guid.CreateVersion7().ToString("N")[^12..]}";
        var (email, proof) = await ProveAsync(browser, handle);

        await SoftAuthenticator.PostAsync(browser, "accounts/passkey/start", new { email, proof = "none", handle }, HttpStatusCode.Forbidden);
        await SoftAuthenticator.PostAsync(browser, "accounts/passkey/start", new { email, proof, handle = "1" }, HttpStatusCode.UnprocessableEntity);
        await SoftAuthenticator.PostAsync(browser, "accounts/passkey/start", new { email, proof, handle = ada.Handle }, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Ten_passkeys_are_the_limit()
    {
        using var ada = await app.SignUpAsync();
        for (var i = 0; i < 10; i++)
        {
            using var key = new SoftAuthenticator();
            await AddAsync(ada, key, $"Key {i}");
        }

        var problem = await SoftAuthenticator.PostAsync(ada, "me/passkeys/start", null, HttpStatusCode.Conflict);

        Assert.Equal("passkey.limit_reached", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Of_many_that_come_at_once_ten_are_added()
    {
        using var ada = await app.SignUpAsync();
        var ceremonies = new List<JsonElement>();
        for (var i = 0; i < 12; i++)
        {
            ceremonies.Add(await SoftAuthenticator.PostAsync(ada, "me/passkeys/start", null, HttpStatusCode.OK));
        }

        await Task.WhenAll(ceremonies.Select(async ceremony =>
        {
            using var key = new SoftAuthenticator();
            using var content = new StringContent(JsonSerializer.Serialize(new { ceremony = Ceremony(ceremony), credential = key.Register(ceremony, ada) }), null, "application/json");
            await ada.SendRawAsync(HttpMethod.Post, "me/passkeys", content, ("Origin", app.Address.GetLeftPart(UriPartial.Authority)));
        }));

        Assert.Equal(10, (await ada.GetAsync("me/security")).GetProperty("passkeys").GetArrayLength());
    }

    [Fact]
    public async Task A_ceremony_is_answered_once_in_time_and_for_what_it_was_begun()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        using var key = new SoftAuthenticator();
        await AddAsync(ada, key, null);
        using var browser = app.Browse();
        var ceremony = await SoftAuthenticator.PostAsync(browser, "sessions/passkey/start", null, HttpStatusCode.OK);
        var answer = new { ceremony = Ceremony(ceremony), credential = key.Sign(ceremony, browser) };

        await SoftAuthenticator.PostAsync(browser, "sessions/passkey", answer, HttpStatusCode.Created);
        await SoftAuthenticator.PostAsync(browser, "sessions/passkey", answer, HttpStatusCode.Unauthorized);

        var late = await SoftAuthenticator.PostAsync(browser, "sessions/passkey/start", null, HttpStatusCode.OK);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await SoftAuthenticator.PostAsync(browser, "sessions/passkey", new { ceremony = Ceremony(late), credential = key.Sign(late, browser) }, HttpStatusCode.Unauthorized);

        using var bobsKey = new SoftAuthenticator();
        var bobs = await SoftAuthenticator.PostAsync(bob, "me/passkeys/start", null, HttpStatusCode.OK);
        var stolen = new { ceremony = Ceremony(bobs), credential = bobsKey.Register(bobs, ada) };
        await SoftAuthenticator.PostAsync(ada, "me/passkeys", stolen, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Another_page_a_locked_device_and_a_strange_key_open_nothing()
    {
        using var ada = await app.SignUpAsync();
        using var key = new SoftAuthenticator();
        using var strange = new SoftAuthenticator();
        await AddAsync(ada, key, null);
        using var browser = app.Browse();

        key.Origin = "https://studyhub.evil.example";
        Assert.Equal("auth.passkey_wrong", (await SignInAsync(browser, key, HttpStatusCode.Unauthorized)).GetProperty("code").GetString());
        (key.Origin, key.Unlocked) = (null, false);
        await SignInAsync(browser, key, HttpStatusCode.Unauthorized);
        await SignInAsync(browser, strange, HttpStatusCode.Unauthorized);
        key.Unlocked = true;
        await SignInAsync(browser, key, HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"clientExtensionResults\":{},\"response\":{\"clientDataJSON\":\"AA\",\"attestationObject\":\"oA\"}}")]
    public async Task Garbage_is_refused(string credential)
    {
        using var ada = await app.SignUpAsync();
        var ceremony = await SoftAuthenticator.PostAsync(ada, "me/passkeys/start", null, HttpStatusCode.OK);
        await SoftAuthenticator.PostAsync(ada, "me/passkeys", new { ceremony = Ceremony(ceremony), credential }, HttpStatusCode.UnprocessableEntity);
        var signIn = await SoftAuthenticator.PostAsync(ada, "sessions/passkey/start", null, HttpStatusCode.OK);
        await SoftAuthenticator.PostAsync(ada, "sessions/passkey", new { ceremony = Ceremony(signIn), credential }, HttpStatusCode.Unauthorized);
        await SoftAuthenticator.PostAsync(ada, "sessions/passkey", new { ceremony = "none", credential }, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Passkeys_are_renamed_and_removed_by_their_owner_only()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        using var key = new SoftAuthenticator();
        var id = (await AddAsync(ada, key, "  열쇠 ")).GetProperty("id").GetString();

        await bob.SendAsync(HttpMethod.Patch, $"me/passkeys/{id}", new { name = "mine" }, HttpStatusCode.NotFound);
        await bob.SendAsync(HttpMethod.Delete, $"me/passkeys/{id}", null, HttpStatusCode.NotFound);
        Assert.Equal("passkey.name_invalid", await ada.RefusedAsync(HttpMethod.Patch, $"me/passkeys/{id}", new { name = new string('x', 41) }, HttpStatusCode.UnprocessableEntity));
        var renamed = await ada.SendAsync(HttpMethod.Patch, $"me/passkeys/{id}", new { name = new string('가', 40) }, HttpStatusCode.OK);
        Assert.Equal(new string('가', 40), renamed.GetProperty("name").GetString());
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("auth.reauth_needed", await ada.RefusedAsync(HttpMethod.Delete, $"me/passkeys/{id}", null, HttpStatusCode.Forbidden));
        Assert.Equal("auth.reauth_needed", await ada.RefusedAsync(HttpMethod.Post, "me/passkeys/start", null, HttpStatusCode.Forbidden));
        var ceremony = await SoftAuthenticator.PostAsync(ada, "sessions/current/proof/passkey/start", null, HttpStatusCode.OK);
        await SoftAuthenticator.PostAsync(
            ada, "sessions/current/proof/passkey", new { ceremony = Ceremony(ceremony), credential = key.Sign(ceremony, ada) }, HttpStatusCode.NoContent);
        await ada.SendAsync(HttpMethod.Delete, $"me/passkeys/{id}", null, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Somebody_elses_passkey_proves_nothing_about_the_caller()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        using var key = new SoftAuthenticator();
        await AddAsync(bob, key, null);
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var ceremony = await SoftAuthenticator.PostAsync(ada, "sessions/passkey/start", null, HttpStatusCode.OK);

        await SoftAuthenticator.PostAsync(
            ada, "sessions/current/proof/passkey", new { ceremony = Ceremony(ceremony), credential = key.Sign(ceremony, ada) }, HttpStatusCode.Unauthorized);

        await ada.PostAsync("me/totp", null, HttpStatusCode.Forbidden);
    }

    private static string Ceremony(JsonElement ceremony) => ceremony.GetProperty("ceremony").GetString()!;

    private static async Task<JsonElement> AddAsync(Browser person, SoftAuthenticator key, string? name)
    {
        var ceremony = await SoftAuthenticator.PostAsync(person, "me/passkeys/start", null, HttpStatusCode.OK);
        return await SoftAuthenticator.PostAsync(
            person, "me/passkeys", new { ceremony = Ceremony(ceremony), credential = key.Register(ceremony, person), name }, HttpStatusCode.Created);
    }

    private static async Task<JsonElement> SignInAsync(Browser browser, SoftAuthenticator key, HttpStatusCode expected)
    {
        var ceremony = await SoftAuthenticator.PostAsync(browser, "sessions/passkey/start", null, HttpStatusCode.OK);
        return await SoftAuthenticator.PostAsync(browser, "sessions/passkey", new { ceremony = Ceremony(ceremony), credential = key.Sign(ceremony, browser) }, expected);
    }

    private async Task<(string Email, string Proof)> ProveAsync(Browser browser, string handle)
    {
        var email = $"{handle}@example.org";
        await browser.PostAsync("accounts/codes", new { email, purpose = "sign_up" }, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(email);
        var proof = await browser.PostAsync("accounts/codes/verify", new { email, purpose = "sign_up", code }, HttpStatusCode.OK);
        return (email, proof.GetProperty("proof").GetString()!);
    }
}
