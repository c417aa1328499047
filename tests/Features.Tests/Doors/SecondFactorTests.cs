using System.Net;
using System.Text.Json;
using StudyHub.Accounts.SecondFactor;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-12.</summary>
public sealed class SecondFactorTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task With_a_second_factor_a_password_alone_opens_nothing()
    {
        using var ada = await app.SignUpAsync();
        var (authenticator, _) = await SwitchOnAsync(ada);
        using var browser = app.Browse();
        app.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("auth.second_factor_needed", await SignInRefusedAsync(browser, ada, null));
        Assert.Equal("auth.second_factor_needed", await SignInRefusedAsync(browser, ada, "  "));
        Assert.Equal("auth.second_factor_wrong", await SignInRefusedAsync(browser, ada, "12345"));
        Assert.Equal("auth.credentials_wrong", await SignInRefusedAsync(browser, ada, authenticator.Now(), "wrong password"));
        var code = authenticator.Now();
        await SignInAsync(browser, ada, code);
        Assert.Equal("auth.second_factor_wrong", await SignInRefusedAsync(browser, ada, code));
    }

    [Fact]
    public async Task It_counts_only_once_a_code_has_confirmed_it()
    {
        using var ada = await app.SignUpAsync();
        var authenticator = await StartAsync(ada);
        using var browser = app.Browse();

        Assert.Equal("auth.second_factor_wrong", await ada.RefusedAsync(HttpMethod.Post, "me/totp/confirm", new { code = "none" }, HttpStatusCode.Unauthorized));
        await SignInAsync(browser, ada, null);
        await ada.PostAsync("me/totp/confirm", new { code = authenticator.Now() }, HttpStatusCode.OK);

        Assert.Equal("auth.second_factor_needed", await SignInRefusedAsync(browser, ada, null));
        Assert.Equal("totp.already_on", await ada.RefusedAsync(HttpMethod.Post, "me/totp", null, HttpStatusCode.Conflict));
        Assert.True((await ada.GetAsync("me/security")).GetProperty("secondFactor").GetBoolean());
    }

    [Fact]
    public async Task Ten_recovery_codes_work_once_each_and_new_ones_void_them()
    {
        using var ada = await app.SignUpAsync();
        var (_, codes) = await SwitchOnAsync(ada);
        using var browser = app.Browse();

        Assert.Equal(10, codes.Distinct().Count());
        await SignInAsync(browser, ada, codes[0].ToUpperInvariant());
        Assert.Equal("auth.second_factor_wrong", await SignInRefusedAsync(browser, ada, codes[0]));
        Assert.Equal(9, (await ada.GetAsync("me/security")).GetProperty("recoveryCodesLeft").GetInt32());
        var renewed = (await ada.PostAsync("me/recovery-codes", null, HttpStatusCode.OK)).GetProperty("codes");

        Assert.Equal("auth.second_factor_wrong", await SignInRefusedAsync(browser, ada, codes[1]));
        await SignInAsync(browser, ada, renewed[9].GetString());
    }

    [Fact]
    public async Task Of_two_sign_ins_with_one_code_at_once_one_fails()
    {
        using var ada = await app.SignUpAsync();
        var (authenticator, _) = await SwitchOnAsync(ada);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = app.Browse();
        var body = JsonSerializer.Serialize(new { name = ada.Handle, password = Browser.Password, code = authenticator.Now() });

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            browser.SendRawAsync(HttpMethod.Post, "sessions", new StringContent(body, null, "application/json"))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Guessing_codes_is_limited_as_guessing_passwords_is()
    {
        using var ada = await app.SignUpAsync();
        var (authenticator, _) = await SwitchOnAsync(ada);
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        using var browser = app.Browse();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal("auth.second_factor_wrong", await SignInRefusedAsync(browser, ada, "abc"));
        }

        var refused = await browser.RefusedAsync(
            HttpMethod.Post, "sessions", new { name = ada.Handle, password = Browser.Password, code = authenticator.Now() }, HttpStatusCode.TooManyRequests);

        Assert.Equal("auth.too_many_attempts", refused);
        app.Clock.Advance(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task A_password_set_anew_leaves_it_on_and_switching_it_off_takes_its_codes_along()
    {
        using var ada = await app.SignUpAsync();
        var (_, codes) = await SwitchOnAsync(ada);
        using var browser = app.Browse();
        await ada.SendAsync(HttpMethod.Put, "me/password", new { password = "another long phrase" }, HttpStatusCode.NoContent);

        Assert.Equal("auth.second_factor_needed", await SignInRefusedAsync(browser, ada, null, "another long phrase"));
        await ada.SendAsync(HttpMethod.Delete, "me/totp", null, HttpStatusCode.NoContent);

        await browser.PostAsync("sessions", new { name = ada.Handle, password = "another long phrase", code = codes[0] }, HttpStatusCode.Created);
        Assert.Equal("totp.not_on", await ada.RefusedAsync(HttpMethod.Post, "me/recovery-codes", null, HttpStatusCode.Conflict));
        Assert.Equal(0, (await ada.GetAsync("me/security")).GetProperty("recoveryCodesLeft").GetInt32());
    }

    [Fact]
    public async Task Proving_again_asks_for_the_second_factor_too()
    {
        using var ada = await app.SignUpAsync();
        var (authenticator, _) = await SwitchOnAsync(ada);
        app.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(
            "auth.second_factor_needed",
            await ada.RefusedAsync(HttpMethod.Post, "sessions/current/proof", new { password = Browser.Password }, HttpStatusCode.Unauthorized));
        await ada.PostAsync("sessions/current/proof", new { password = Browser.Password, code = authenticator.Now() }, HttpStatusCode.NoContent);

        await ada.PostAsync("me/recovery-codes", null, HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_secret_and_no_recovery_code_lies_readable_in_the_database()
    {
        using var ada = await app.SignUpAsync();
        var started = await ada.PostAsync("me/totp", null, HttpStatusCode.OK);
        var authenticator = new Authenticator(app, started.GetProperty("secret").GetString()!);
        var codes = (await ada.PostAsync("me/totp/confirm", new { code = authenticator.Now() }, HttpStatusCode.OK)).GetProperty("codes");

        await using var file = new FileStream(Path.Combine(app.DataDirectory, "studyhub.db"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        await using var wal = new FileStream(Path.Combine(app.DataDirectory, "studyhub.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        await wal.CopyToAsync(bytes, TestContext.Current.CancellationToken);

        Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(authenticator.Secret));
        Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(SecondFactorCheck.Clean(codes[0].GetString()))));
    }

    private async Task<Authenticator> StartAsync(Browser person) =>
        new(app, (await person.PostAsync("me/totp", null, HttpStatusCode.OK)).GetProperty("secret").GetString()!);

    private async Task<(Authenticator Authenticator, IReadOnlyList<string> Codes)> SwitchOnAsync(Browser person)
    {
        var authenticator = await StartAsync(person);
        var codes = await person.PostAsync("me/totp/confirm", new { code = authenticator.Now() }, HttpStatusCode.OK);
        return (authenticator, [.. codes.GetProperty("codes").EnumerateArray().Select(c => c.GetString()!)]);
    }

    private static Task<JsonElement> SignInAsync(Browser browser, Browser person, string? code) =>
        browser.PostAsync("sessions", new { name = person.Handle, password = Browser.Password, code }, HttpStatusCode.Created);

    private static Task<string> SignInRefusedAsync(Browser browser, Browser person, string? code, string password = Browser.Password) =>
        browser.RefusedAsync(HttpMethod.Post, "sessions", new { name = person.Handle, password, code }, HttpStatusCode.Unauthorized);
}
