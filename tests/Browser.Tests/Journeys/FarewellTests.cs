using System.IO.Compression;
using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E20.5: taking one's data along, and going.</summary>
public sealed class FarewellTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Somebody_takes_their_data_deletes_the_account_and_is_nobody_after_fourteen_days()
    {
        var bob = await stage.SomebodyAsync("bob_stays", "ko-KR");
        await bob.ArriveAsync();
        var group = await bob.FoundGroupAsync("새벽 토익 900");
        var ada = await stage.SomebodyAsync("ada_goes", "ko-KR");
        await ada.ArriveAsync();
        await ada.PostAsync($"{group[1..]}/join", new { });
        await ada.Page.GotoAsync(group);
        await ada.SayAsync("그동안 고마웠어요");
        await Expect(bob.Message("그동안 고마웠어요")).ToBeVisibleAsync();

        await ada.Page.GotoAsync("/me/data");
        await ada.Button(ada.Words["accounts.data.export_start"]).ClickAsync();
        var download = await ada.Page.RunAndWaitForDownloadAsync(() => ada.Link(ada.Words["accounts.data.export_download"]).ClickAsync());
        using (var zip = ZipFile.OpenRead(await download.PathAsync()))
        {
            Assert.Contains(zip.Entries, e => e.FullName.EndsWith(".json", StringComparison.Ordinal) && ReadAll(e).Contains("그동안 고마웠어요", StringComparison.Ordinal));
        }

        await ada.Button(ada.Words["accounts.data.delete_open"]).ClickAsync();
        await ada.ExpectAccessibleAsync("the question before the account goes");
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = ada.Words["accounts.data.delete_confirm"] }).ClickAsync();
        await Expect(ada.Link(ada.Words["accounts.landing.start"]).First).ToBeVisibleAsync();

        stage.Clock.Advance(TimeSpan.FromDays(15));
        await ada.Page.GotoAsync("/sign-in");
        await ada.SignInAsync();
        await Expect(ada.Text(ada.Words["refusal.auth.credentials_wrong"])).ToBeVisibleAsync();
        await ReloadUntilAsync(bob, group, bob.Words["common.deleted_user"]);
        await Expect(bob.Message("그동안 고마웠어요")).ToBeVisibleAsync();
        await bob.CloseAsync();
        await ada.CloseAsync();
    }

    /// <summary>What is erased is erased in the background, and pages learn of it when they ask again.</summary>
    private static async Task ReloadUntilAsync(Person person, string path, string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var log = person.Page.GetByRole(AriaRole.Log);
        do
        {
            Assert.False(deadline.IsCancellationRequested, $"'{text}' does not come.");
            await person.Page.GotoAsync(path);
            await Expect(log).ToBeVisibleAsync();
            await Expect(log.GetByText("그동안 고마웠어요")).ToBeVisibleAsync();
        }
        while (await log.GetByText(text).CountAsync() == 0);
    }

    private static string ReadAll(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }
}
