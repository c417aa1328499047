using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>Every page, in both languages, both themes and at both ends of the width: no fault that axe knows, no console error, no sideways scrolling.</summary>
public sealed class EveryPageTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("ko-KR", 360, 640, ColorScheme.Dark)]
    [InlineData("en-US", 1280, 800, ColorScheme.Light)]
    public async Task Every_page_is_accessible_and_fits(string locale, int width, int height, ColorScheme theme)
    {
        var handle = $"sees_{width}";
        var guest = await stage.SomebodyAsync(handle, width: width, height: height);
        await guest.Page.EmulateMediaAsync(new() { ColorScheme = theme });
        foreach (var path in (string[])["/", "/sign-in", "/sign-up", "/recover", "/become-admin", "/doctor", "/docs/api", "/rooms/nowhere", "/invite/000000000000", "/no/such/page"])
        {
            await OpenAsync(guest, path, locale);
            if (path == "/docs/api")
            {
                await Expect(guest.Text("/api/v1/rooms", exact: true).First).ToBeVisibleAsync(); // What does not fit comes with the list.
            }

            await guest.ExpectAccessibleAsync($"{path} {locale}");
        }

        await SwitchLanguageAsync(guest, "en-US");
        await guest.SignUpAsync();
        var room = await guest.CreateRoomAsync("새벽 6시, 조용히 카메라만 켜고");
        var group = await guest.FoundGroupAsync("새벽 토익 900");
        await SwitchLanguageAsync(guest, locale);
        string[] pages =
        [
            "/rooms", "/rooms/new", "/rooms/recent", "/groups", "/groups/new", group, $"{group}/settings", "/groups/nowhere", "/groups/nowhere/settings",
            "/notifications", "/me", "/me/security", "/me/notifications", "/me/people", "/me/data", room.Replace("/rooms/", "/hosting/", StringComparison.Ordinal), group.Replace("/groups/", "/hosting/", StringComparison.Ordinal), $"/people/{handle}", "/admin", "/doctor", room,
        ];
        foreach (var path in pages)
        {
            await OpenAsync(guest, path, locale);
            await guest.ExpectAccessibleAsync($"{path} {locale}");
        }

        await SwitchLanguageAsync(guest, "en-US");
        await guest.EnterAsync(room);
        await guest.ExpectAccessibleAsync($"room {width}");
        Assert.DoesNotContain( // An absent room answers 404, the console 403 to who is no admin.
            guest.Complaints, c => !c.Contains("404", StringComparison.Ordinal) && !c.Contains("403", StringComparison.Ordinal));
        await guest.CloseAsync();
    }

    [Fact]
    public async Task By_keyboard_alone_somebody_enters_and_leaves()
    {
        var ada = await stage.SomebodyAsync("ada_keys");
        await ada.SignUpAsync();
        await ada.CreateRoomAsync("Keys only");
        await ada.Page.GotoAsync("/rooms");

        await ada.ReachAsync(ada.Page.GetByText("Keys only"));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await ada.ReachAsync(ada.Page.GetByRole(AriaRole.Dialog).GetByText("Enter", new() { Exact = true }));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Button("Take a seat")).ToBeEnabledAsync();
        await ada.ReachAsync(ada.Button("Take a seat"));
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Button("Leave")).ToBeVisibleAsync();
        await ada.ReachAsync(ada.Button("Leave"));
        await ada.Page.Keyboard.PressAsync("Enter");

        await ada.Page.WaitForURLAsync("**/rooms");
        Assert.Empty(ada.Complaints);
        await ada.CloseAsync();
    }

    private static async Task OpenAsync(Person guest, string path, string locale)
    {
        await guest.Page.GotoAsync(path);
        await SwitchLanguageAsync(guest, locale);
        await Expect(guest.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
    }

    /// <summary>The language lies where the page's own switch keeps it.</summary>
    private static async Task SwitchLanguageAsync(Person guest, string locale)
    {
        var language = locale[..2];
        if (await guest.Page.EvaluateAsync<string>("document.documentElement.lang") != language)
        {
            await guest.Page.EvaluateAsync("(language) => localStorage.setItem('studyhub.language', language)", language);
            await guest.Page.ReloadAsync();
            await Expect(guest.Page.Locator($"html[lang={language}]")).ToBeAttachedAsync();
        }
    }
}
