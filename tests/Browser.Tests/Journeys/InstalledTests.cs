using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>REACH-5: the installed application without a server, and a newer one.</summary>
public sealed class InstalledTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("ko-KR", "StudyHub에 닿지 않아요", ColorScheme.Dark)]
    [InlineData("en-US", "StudyHub cannot be reached", ColorScheme.Light)]
    public async Task Without_a_server_the_offline_page_shows_and_goes_by_itself(string locale, string heading, ColorScheme theme)
    {
        var ada = await InstallAsync($"ada_off_{locale[..2]}", locale);
        await ada.Page.EmulateMediaAsync(new() { ColorScheme = theme });
        var port = stage.Wire.Port;
        stage.Wire.Close();

        await ada.Page.GotoAsync("/groups");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync($"the offline page {locale}");
        Assert.Equal(theme == ColorScheme.Dark ? "dark" : "light", await ada.Page.EvaluateAsync<string>("document.documentElement.dataset.theme"));
        var kept = await ada.Page.EvaluateAsync<string[]>(
            "async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((r) => new URL(r.url).pathname)))).flat()");
        Assert.DoesNotContain(kept, path => path.StartsWith("/api/", StringComparison.Ordinal));
        Assert.Contains(kept, path => path.StartsWith("/assets/", StringComparison.Ordinal));
        stage.Wire.Reopen(port);

        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = ada.Words["groups.title"], Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ada.CloseAsync();
    }

    [Fact]
    public async Task A_newer_version_is_offered_and_taken_with_a_press()
    {
        var ada = await InstallAsync("ada_updates", "en-US");
        var worker = Path.Combine(AppContext.BaseDirectory, "wwwroot", "service-worker.js");
        var before = await File.ReadAllTextAsync(worker, TestContext.Current.CancellationToken);
        try
        {
            await File.WriteAllTextAsync(worker, before.Replace("const version = \"", "const version = \"next-", StringComparison.Ordinal), TestContext.Current.CancellationToken);
            await ada.Page.EvaluateAsync("async () => { window.older = true; await (await navigator.serviceWorker.ready).update(); }");

            await Expect(ada.Page.GetByText("A new version is there.")).ToBeVisibleAsync();
            await ada.ExpectAccessibleAsync("the offer of a newer version");
            await ada.Button("Reload").ClickAsync();

            await ada.Page.WaitForFunctionAsync("() => window.older === undefined");
            await Expect(ada.Page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
            await Expect(ada.Page.GetByText("A new version is there.")).ToHaveCountAsync(0);
            Assert.Equal(1, await ada.Page.EvaluateAsync<int>("async () => (await caches.keys()).filter((name) => name.startsWith('studyhub-next-')).length"));
        }
        finally
        {
            await File.WriteAllTextAsync(worker, before, CancellationToken.None);
        }

        Assert.Empty(ada.Complaints);
        await ada.CloseAsync();
    }

    [Fact]
    public async Task What_a_browser_needs_to_install_it_is_there()
    {
        var ada = await stage.SomebodyAsync("ada_installs");
        var manifest = await ada.Page.APIRequest.GetAsync("/manifest.webmanifest");
        var worker = await ada.Page.APIRequest.GetAsync("/service-worker.js");
        var content = (await manifest.JsonAsync())!.Value;

        Assert.Equal(("application/manifest+json", "no-cache"), (manifest.Headers["content-type"], manifest.Headers["cache-control"]));
        Assert.Equal(("no-store", true), (worker.Headers["cache-control"], worker.Headers["content-type"].StartsWith("text/javascript", StringComparison.Ordinal)));
        foreach (var icon in content.GetProperty("icons").EnumerateArray())
        {
            Assert.Equal(200, (await ada.Page.APIRequest.GetAsync(icon.GetProperty("src").GetString()!)).Status);
        }

        await ada.CloseAsync();
    }

    /// <summary>Signed in, with the worker in charge.</summary>
    private async Task<Person> InstallAsync(string handle, string locale)
    {
        var person = await stage.SomebodyAsync(handle, locale, mayInstall: true);
        await person.ArriveAsync();
        await person.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await person.Page.ReloadAsync();
        await person.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null");
        return person;
    }
}
