using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-9, ACC-10, ACC-17, ACC-18.</summary>
public sealed class CredentialsTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const string NewPassword = "another long phrase";

    [Fact]
    public async Task Recovery_names_the_handle_sets_the_password_and_ends_every_session()
    {
        using var ada = await app.SignUpAsync();
        await using var tab = await ada.TabAsync();
        using var stranger = app.Browse();
        var email = $"{ada.Handle}@example.org";

        var proof = await ProveAsync(stranger, email);
        Assert.Contains(ada.Handle, await app.MailToAsync(email), StringComparison.Ordinal);
        Assert.Equal(
            "account.password_breached",
            await stranger.RefusedAsync(HttpMethod.Post, "accounts/recovery", new { email, proof, password = "password123" }, HttpStatusCode.UnprocessableEntity));
        await stranger.PostAsync("accounts/recovery", new { email, proof, password = NewPassword }, HttpStatusCode.NoContent);

        Assert.Equal("auth.session_ended", (await tab.HearAsync("live.closing")).GetProperty("code").GetString());
        await ada.GetAsync("me", HttpStatusCode.Unauthorized);
        Assert.Null(stranger.Cookie);
        await stranger.PostAsync("sessions", new { name = ada.Handle, password = Browser.Password }, HttpStatusCode.Unauthorized);
        await stranger.PostAsync("sessions", new { name = ada.Handle, password = NewPassword }, HttpStatusCode.Created);
        Assert.Equal(
            "account.email_unproven",
            await stranger.RefusedAsync(HttpMethod.Post, "accounts/recovery", new { email, proof, password = "yet another phrase" }, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task A_proof_for_one_purpose_or_address_is_none_for_another()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        using var stranger = app.Browse();
        var unknown = $"n{Guid.CreateVersion7():N}@example.org";
        await stranger.PostAsync("accounts/codes", new { email = unknown, purpose = "sign_up" }, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(unknown);

        await stranger.PostAsync("accounts/codes/verify", new { email = unknown, purpose = "recovery", code }, HttpStatusCode.Gone);
        var adas = await ProveAsync(stranger, $"{ada.Handle}@example.org");

        await stranger.PostAsync("accounts/recovery", new { email = $"{bob.Handle}@example.org", proof = adas, password = NewPassword }, HttpStatusCode.Forbidden);
        await stranger.PostAsync(
            "accounts", new { email = $"{ada.Handle}@example.org", proof = adas, handle = "second_ada", password = NewPassword }, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Recovery_answers_alike_for_known_and_unknown_addresses()
    {
        using var ada = await app.SignUpAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        using var stranger = app.Browse();
        var unknown = $"n{Guid.CreateVersion7():N}@example.org";

        var toKnown = await stranger.PostAsync("accounts/codes", new { email = $"{ada.Handle}@example.org", purpose = "recovery" }, HttpStatusCode.Accepted);
        var toUnknown = await stranger.PostAsync("accounts/codes", new { email = unknown, purpose = "recovery" }, HttpStatusCode.Accepted);

        Assert.True(JsonElement.DeepEquals(toKnown, toUnknown));
        Assert.DoesNotMatch(@"\b\d{6}\b", await app.MailToAsync(unknown));
        var wrongAtKnown = await VerifyAsync(stranger, $"{ada.Handle}@example.org");
        var wrongAtUnknown = await VerifyAsync(stranger, unknown);
        Assert.Equal(wrongAtKnown, wrongAtUnknown);
    }

    [Fact]
    public async Task Changing_the_password_ends_the_other_sessions_and_is_told_by_mail()
    {
        using var ada = await app.SignUpAsync();
        using var other = app.Browse();
        await other.PostAsync("sessions", new { name = ada.Handle, password = Browser.Password }, HttpStatusCode.Created);
        await using var otherTab = await other.TabAsync();

        app.Clock.Advance(TimeSpan.FromSeconds(1)); // So that the mails have an order.
        Assert.Equal(
            "account.password_too_short", await ada.RefusedAsync(HttpMethod.Put, "me/password", new { password = "short" }, HttpStatusCode.UnprocessableEntity));
        await ada.SendAsync(HttpMethod.Put, "me/password", new { password = NewPassword }, HttpStatusCode.NoContent);

        await otherTab.Closed.WithinPatienceAsync();
        await other.GetAsync("me", HttpStatusCode.Unauthorized);
        await ada.GetAsync("me");
        Assert.Contains("password", await app.MailToAsync($"{ada.Handle}@example.org", skip: 1), StringComparison.Ordinal);
        await other.PostAsync("sessions", new { name = ada.Handle, password = NewPassword }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_new_address_needs_its_own_code_and_the_old_one_is_told()
    {
        using var ada = await app.SignUpAsync();
        var email = $"new-{ada.Handle}@example.org";

        app.Clock.Advance(TimeSpan.FromSeconds(1)); // So that the mails have an order.
        await ada.PostAsync("me/email/code", new { email }, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(email);
        await ada.SendAsync(HttpMethod.Put, "me/email", new { email, code = code == "111111" ? "222222" : "111111" }, HttpStatusCode.UnprocessableEntity);
        await ada.SendAsync(HttpMethod.Put, "me/email", new { email = $"x{email}", code }, HttpStatusCode.Gone);
        var me = await ada.SendAsync(HttpMethod.Put, "me/email", new { email, code }, HttpStatusCode.OK);

        Assert.Equal(email, me.GetProperty("email").GetString());
        Assert.Contains(ada.Handle, await app.MailToAsync($"{ada.Handle}@example.org", skip: 1), StringComparison.Ordinal);
        using var browser = app.Browse();
        await browser.PostAsync("sessions", new { name = email, password = Browser.Password }, HttpStatusCode.Created);
        await browser.PostAsync("sessions", new { name = $"{ada.Handle}@example.org", password = Browser.Password }, HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Somebody_elses_address_cannot_become_ones_own()
    {
        using var ada = await app.SignUpAsync();
        using var bob = await app.SignUpAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var email = $"{bob.Handle}@example.org";

        await ada.PostAsync("me/email/code", new { email }, HttpStatusCode.Accepted);

        Assert.DoesNotMatch(@"\b\d{6}\b", (await app.MailToAsync(email, skip: 1)).Replace(bob.Handle, "", StringComparison.Ordinal));
        await ada.SendAsync(HttpMethod.Put, "me/email", new { email, code = "000000" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(email, (await bob.GetAsync("me")).GetProperty("email").GetString());
    }

    private async Task<string> ProveAsync(Browser stranger, string email)
    {
        app.Clock.Advance(TimeSpan.FromMinutes(1)); // Codes to one address are that far apart.
        await stranger.PostAsync("accounts/codes", new { email, purpose = "recovery" }, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(email, skip: 1);
        var proof = await stranger.PostAsync("accounts/codes/verify", new { email, purpose = "recovery", code }, HttpStatusCode.OK);
        return proof.GetProperty("proof").GetString()!;
    }

    private static async Task<string> VerifyAsync(Browser stranger, string email)
    {
        var problem = await stranger.PostAsync("accounts/codes/verify", new { email, purpose = "recovery", code = "none" }, HttpStatusCode.UnprocessableEntity);
        return string.Join(' ', problem.EnumerateObject().Where(p => p.Name != "traceId").Select(p => p.ToString()));
    }
}
