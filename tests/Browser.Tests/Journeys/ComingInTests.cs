using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E2, E3, E4: signing up behind a room's link, finding back in, and keeping others out.</summary>
public sealed class ComingInTests(Stage stage) : IClassFixture<Stage>
{
    private const string NewPassword = "another long phrase";

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Behind_a_rooms_link_somebody_signs_up_and_lands_in_front_of_that_room(string locale)
    {
        var host = await stage.SomebodyAsync($"host_{locale[..2]}");
        await host.ArriveAsync();
        var room = await host.CreateRoomAsync("Open the door");
        var ada = await stage.SomebodyAsync($"ada_{locale[..2]}", locale);
        var answers = new ConcurrentBag<string>();
        ada.Page.Response += async (_, response) =>
        {
            if (response.Url.Contains("/api/", StringComparison.Ordinal) && response.Status is not (204 or 304))
            {
                answers.Add(await response.TextAsync().ContinueWith(text => text.IsCompletedSuccessfully ? text.Result : ""));
            }
        };

        await ada.Page.GotoAsync(room);
        await Expect(ada.Text("Open the door").First).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("a room's door, signed out");
        await ada.Link(ada.Words["rooms.door.sign_up"]).ClickAsync();
        await ada.ExpectAccessibleAsync("the e-mail step");
        await ada.Page.GetByLabel(ada.Words["accounts.email"]).FillAsync(ada.Email);
        await ada.Button(ada.Words["accounts.sign_up.send_code"]).ClickAsync();
        var code = await stage.CodeForAsync(ada.Email);
        var field = ada.Page.GetByLabel(ada.Words["accounts.sign_up.code"]);
        await field.FillAsync(code == "111111" ? "222222" : "111111");
        await Expect(ada.Text(ada.Words["accounts.sign_up.code_wrong", ("count", 4)])).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("the code step");
        await field.FillAsync(code);

        var handle = ada.Page.GetByLabel(ada.Words["accounts.handle"]);
        await handle.FillAsync(host.Handle);
        await handle.PressAsync("Tab");
        await Expect(ada.Text(ada.Words["refusal.account.handle_taken"])).ToBeVisibleAsync();
        await handle.FillAsync(ada.Handle);
        var password = ada.Page.GetByLabel(ada.Words["accounts.password"], new() { Exact = true });
        await password.FillAsync("password123");
        await ada.Button(ada.Words["accounts.sign_up.finish"]).ClickAsync();
        await Expect(ada.Text(ada.Words["refusal.account.password_breached"])).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("the profile step");
        await password.FillAsync(Person.Password);
        await ada.Button(ada.Words["accounts.sign_up.finish"]).ClickAsync();

        await Expect(ada.Button(ada.Words["meetings.prejoin.enter"])).ToBeVisibleAsync();
        Assert.EndsWith(room, ada.Page.Url, StringComparison.Ordinal);
        await ada.Page.ReloadAsync();
        await Expect(ada.Button(ada.Words["meetings.prejoin.enter"])).ToBeEnabledAsync();
        Assert.DoesNotContain(answers, answer => answer.Contains(code, StringComparison.Ordinal));
        Assert.NotEmpty(answers);
        ada.ExpectNoComplaints(422, 409);
        await host.CloseAsync();
        await ada.CloseAsync();
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Who_recovers_the_account_puts_out_whoever_is_signed_in(string locale)
    {
        var handle = $"chae_{locale[..2]}";
        var chae = await stage.SomebodyAsync(handle, locale);
        await chae.ArriveAsync();
        await chae.CreateRoomAsync("Alone with a camera");
        await chae.EnterAsync();
        var second = await stage.SomebodyAsync(handle, locale);
        await second.Page.GotoAsync("/sign-in");
        await second.SignInAsync();
        await second.Page.WaitForURLAsync("**/rooms");
        var third = await stage.SomebodyAsync(handle, locale);
        stage.Clock.Advance(TimeSpan.FromMinutes(1)); // Codes to one address are that far apart.

        await third.Page.GotoAsync("/sign-in");
        await third.Link(third.Words["accounts.sign_in.forgot"]).ClickAsync();
        await third.ExpectAccessibleAsync("recovery");
        await third.ProveAddressAsync();
        await third.Page.GetByLabel(third.Words["accounts.password_new"]).FillAsync(NewPassword);
        await third.Button(third.Words["accounts.recover.finish"]).ClickAsync();
        await Expect(third.Text(third.Words["accounts.recover.done"])).ToBeVisibleAsync();

        foreach (var out_ in (Person[])[chae, second])
        {
            await Expect(out_.Link(out_.Words["accounts.landing.start"]).First).ToBeVisibleAsync();
        }

        Assert.True(await chae.Page.EvaluateAsync<bool>("window.peers.every((p) => p.connectionState === 'closed')"));
        Assert.Equal(0, await chae.Page.Locator("video").CountAsync());
        await third.SignInAsync();
        await Expect(third.Text(third.Words["refusal.auth.credentials_wrong"])).ToBeVisibleAsync();
        await third.SignInAsync(NewPassword);
        await third.Page.WaitForURLAsync("**/rooms");

        await second.Page.GotoAsync("/recover");
        await second.Page.GetByLabel(second.Words["accounts.email"]).FillAsync($"nobody_{locale}@example.org");
        await second.Button(second.Words["accounts.sign_up.send_code"]).ClickAsync();
        await Expect(second.Page.GetByLabel(second.Words["accounts.sign_up.code"])).ToBeVisibleAsync(); // As for a known address.
        foreach (var person in (Person[])[chae, second, third])
        {
            await person.CloseAsync();
        }
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task A_picture_is_seen_by_others_and_a_second_factor_guards_the_way_in(string locale)
    {
        var dana = await stage.SomebodyAsync($"dana_{locale[..2]}", locale);
        await dana.ArriveAsync();
        await dana.Page.GotoAsync("/me");
        await dana.Page.GetByLabel(dana.Words["accounts.me.picture_choose"]).First.SetInputFilesAsync(
            new FilePayload { Name = "me.png", MimeType = "image/png", Buffer = await dana.Page.ScreenshotAsync() });
        await Expect(dana.Button(dana.Words["accounts.me.picture_remove"])).ToBeVisibleAsync();
        await dana.ExpectAccessibleAsync("/me");
        var eve = await stage.SomebodyAsync($"eve_{locale[..2]}", locale);
        await eve.ArriveAsync();
        await eve.Page.GotoAsync($"/people/{dana.Handle}");
        await Expect(eve.Page.Locator("article img")).ToBeVisibleAsync();
        Assert.True(await eve.Page.EvaluateAsync<bool>("() => document.querySelector('article img').decode().then(() => true)"));
        Assert.DoesNotContain(dana.Email, await eve.Page.ContentAsync(), StringComparison.Ordinal);

        await dana.Page.GotoAsync("/me/security");
        await dana.Button(dana.Words["accounts.second_factor.start"]).ClickAsync();
        var secret = (await dana.Dialog.Locator("code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await dana.ExpectAccessibleAsync("the second factor's dialog");
        await dana.Page.GetByLabel(dana.Words["accounts.second_factor.code"], new() { Exact = true }).FillAsync(CodeNow(secret));
        await dana.Button(dana.Words["accounts.second_factor.confirm"]).ClickAsync();
        await Expect(dana.Text(dana.Words["accounts.second_factor.codes_title"])).ToBeVisibleAsync();
        await dana.Button(dana.Words["accounts.second_factor.kept"]).ClickAsync();

        var tab = await dana.Context.NewPageAsync();
        await tab.GotoAsync("/rooms");
        await Expect(tab.GetByRole(AriaRole.Heading, new() { Name = dana.Words["rooms.lobby.title"] })).ToBeVisibleAsync();
        await dana.Page.GotoAsync("/me");
        await dana.Button(dana.Words["accounts.me.sign_out"]).ClickAsync();
        await dana.Page.WaitForURLAsync("**/");
        await Expect(tab.GetByRole(AriaRole.Link, new() { Name = dana.Words["accounts.landing.start"] }).First).ToBeVisibleAsync();

        stage.Clock.Advance(TimeSpan.FromSeconds(31)); // Each code serves once.
        await dana.Page.GotoAsync("/sign-in");
        await dana.SignInAsync();
        var used = CodeNow(secret);
        await dana.Page.GetByLabel(dana.Words["accounts.second_factor.code"], new() { Exact = true }).FillAsync(used);
        await dana.Button(dana.Words["common.sign_in"], exact: true).ClickAsync();
        await dana.Page.WaitForURLAsync("**/rooms");
        var elsewhere = await stage.SomebodyAsync(dana.Handle, locale);
        await elsewhere.Page.GotoAsync("/sign-in");
        await elsewhere.SignInAsync();
        await elsewhere.Page.GetByLabel(elsewhere.Words["accounts.second_factor.code"], new() { Exact = true }).FillAsync(used);
        await elsewhere.Button(elsewhere.Words["common.sign_in"], exact: true).ClickAsync();
        await Expect(elsewhere.Text(elsewhere.Words["refusal.auth.second_factor_wrong"])).ToBeVisibleAsync();
        await elsewhere.ExpectAccessibleAsync("signing in with a code");
        stage.Clock.Advance(TimeSpan.FromSeconds(31));
        await elsewhere.Page.GetByLabel(elsewhere.Words["accounts.second_factor.code"], new() { Exact = true }).FillAsync(CodeNow(secret));
        await elsewhere.Button(elsewhere.Words["common.sign_in"], exact: true).ClickAsync();
        await elsewhere.Page.WaitForURLAsync("**/rooms");

        await dana.Page.GotoAsync("/me/security");
        await dana.Page.GetByRole(AriaRole.Button, new() { NameRegex = EndNamed(dana) }).First.ClickAsync();
        await Expect(elsewhere.Link(elsewhere.Words["accounts.landing.start"]).First).ToBeVisibleAsync();
        foreach (var person in (Person[])[dana, eve, elsewhere])
        {
            await person.CloseAsync();
        }
    }

    private static Regex EndNamed(Person person) => new($"^{Regex.Escape(person.Words["accounts.sessions.end_named"]).Replace(@"\{\{device}}", ".*", StringComparison.Ordinal)}$");

    /// <remarks>RFC 6238</remarks>
    private string CodeNow(string secret)
    {
        var bits = string.Concat(secret.TrimEnd('=').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = bits.Chunk(8).Where(b => b.Length == 8).Select(b => Convert.ToByte(new string(b), 2)).ToArray();
        var step = BitConverter.GetBytes(stage.Clock.GetUtcNow().ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // Authenticator apps know nothing else.
        var hash = HMACSHA1.HashData(key, step);
#pragma warning restore CA5350
        var number = BitConverter.ToUInt32([.. hash.AsSpan(hash[^1] & 15, 4).ToArray().Reverse()]) & 0x7FFF_FFFF;
        return $"{number % 1_000_000:d6}";
    }
}
