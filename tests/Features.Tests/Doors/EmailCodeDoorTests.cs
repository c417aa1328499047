using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>ACC-7, ACC-8, ACC-9.</summary>
public sealed partial class EmailCodeDoorTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private readonly string _email = $"e{Guid.CreateVersion7():N}@example.org";

    [Fact]
    public async Task Codes_to_one_address_are_a_minute_apart()
    {
        using var browser = app.Browse();
        await SendAsync(browser, HttpStatusCode.Accepted);

        var (status, problem, response) = await browser.SendRawAsync(HttpMethod.Post, "accounts/codes", Json(new { email = _email, purpose = "sign_up" }));

        Assert.Equal((HttpStatusCode.TooManyRequests, "code.send_limited"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(TimeSpan.FromSeconds(60), response.Headers.RetryAfter?.Delta);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await SendAsync(browser, HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task The_sixth_code_in_an_hour_waits_whatever_the_case_of_the_address()
    {
        using var browser = app.Browse();
        for (var i = 0; i < 5; i++)
        {
            await SendAsync(browser, HttpStatusCode.Accepted);
            app.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        await browser.PostAsync("accounts/codes", new { email = _email.ToUpperInvariant(), purpose = "sign_up" }, HttpStatusCode.TooManyRequests);
        app.Clock.Advance(TimeSpan.FromMinutes(50));
        await SendAsync(browser, HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_one_answer_and_only_the_mail_tells_them_apart()
    {
        using var ada = await app.SeedAsync();
        using var stranger = app.Browse();

        var (unknownStatus, unknown, _) = await stranger.SendRawAsync(HttpMethod.Post, "accounts/codes", Json(new { email = _email, purpose = "sign_up" }));
        var (knownStatus, known, _) = await stranger.SendRawAsync(HttpMethod.Post, "accounts/codes", Json(new { email = $"{ada.Handle}@example.org", purpose = "sign_up" }));

        Assert.Equal((HttpStatusCode.Accepted, unknownStatus), (knownStatus, HttpStatusCode.Accepted));
        Assert.True(JsonElement.DeepEquals(unknown, known));
        Assert.DoesNotMatch(Digits(), known.ToString());
        var toKnown = await app.MailToAsync($"{ada.Handle}@example.org");
        Assert.Contains(ada.Handle, toKnown, StringComparison.Ordinal);
        Assert.DoesNotMatch(Digits(), toKnown.Replace(ada.Handle, "", StringComparison.Ordinal));
        Assert.Matches(Digits(), await app.MailToAsync(_email));
        await VerifyAsync(stranger, "000000", HttpStatusCode.UnprocessableEntity, $"{ada.Handle}@example.org");
    }

    [Fact]
    public async Task A_code_has_five_tries_and_says_how_many_are_left()
    {
        using var browser = app.Browse();
        await SendAsync(browser, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(_email);
        var wrong = code == "111111" ? "222222" : "111111";

        for (var left = 4; left >= 0; left--)
        {
            var problem = await VerifyAsync(browser, wrong, HttpStatusCode.UnprocessableEntity);
            Assert.Equal("code.wrong", problem.GetProperty("code").GetString());
            Assert.Equal($"{left}", problem.GetProperty("details").GetProperty("triesLeft").GetString());
        }

        var spent = await VerifyAsync(browser, code, HttpStatusCode.TooManyRequests);
        Assert.Equal("code.too_many_tries", spent.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Racing_guesses_do_not_get_more_than_five_tries()
    {
        using var browser = app.Browse();
        await SendAsync(browser, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(_email);
        var guesses = Enumerable.Range(0, 20).Select(i => $"{i:D6}").Where(guess => guess != code);

        var answers = await Task.WhenAll(guesses.Select(guess =>
            browser.SendRawAsync(HttpMethod.Post, "accounts/codes/verify", Json(new { email = _email, purpose = "sign_up", code = guess }))));

        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task A_code_ends_after_ten_minutes()
    {
        using var browser = app.Browse();
        await SendAsync(browser, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(_email);

        app.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal("code.expired", (await VerifyAsync(browser, code, HttpStatusCode.Gone)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_code_works_once_and_for_its_own_address_only()
    {
        using var browser = app.Browse();
        await SendAsync(browser, HttpStatusCode.Accepted);
        var code = await app.CodeForAsync(_email);

        await VerifyAsync(browser, code, HttpStatusCode.Gone, $"other-{_email}");
        await VerifyAsync(browser, code, HttpStatusCode.OK);

        Assert.Equal("code.expired", (await VerifyAsync(browser, code, HttpStatusCode.Gone)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_newer_code_voids_the_older()
    {
        using var browser = app.Browse();
        await SendAsync(browser, HttpStatusCode.Accepted);
        var older = await app.CodeForAsync(_email);
        app.Clock.Advance(TimeSpan.FromSeconds(60));
        await SendAsync(browser, HttpStatusCode.Accepted);
        var newer = await app.CodeForAsync(_email, skip: 1);
        Assert.SkipWhen(older == newer, "One in a million: both codes are the same.");

        await VerifyAsync(browser, older, HttpStatusCode.UnprocessableEntity);

        await VerifyAsync(browser, newer, HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("a@b")]
    [InlineData("a@example.org\r\nBcc: b@example.org")]
    [InlineData("")]
    [InlineData(null)]
    public async Task What_is_no_address_gets_no_mail(string? email)
    {
        using var browser = app.Browse();

        await browser.PostAsync("accounts/codes", new { email, purpose = "sign_up" }, HttpStatusCode.UnprocessableEntity);
        await browser.PostAsync("accounts/codes", new { email = _email, purpose = "take_over" }, HttpStatusCode.UnprocessableEntity);
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body), null, "application/json");

    private Task<JsonElement> SendAsync(Browser browser, HttpStatusCode expected) =>
        browser.PostAsync("accounts/codes", new { email = _email, purpose = "sign_up" }, expected);

    private Task<JsonElement> VerifyAsync(Browser browser, string code, HttpStatusCode expected, string? email = null) =>
        browser.PostAsync("accounts/codes/verify", new { email = email ?? _email, purpose = "sign_up", code }, expected);

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex Digits();
}
