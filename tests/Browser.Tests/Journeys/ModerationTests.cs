using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudyHub.Accounts.Contracts;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E11, E20, MOD-1, MOD-2, MOD-3, MEET-17: blocking, reporting, and what hosts find again afterwards.</summary>
public sealed class ModerationTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Somebody_blocked_is_neither_seen_heard_nor_read_until_it_is_undone()
    {
        var ada = await stage.SomebodyAsync("ada_blocks");
        var bob = await stage.SomebodyAsync("bob_blocked");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("Quiet please", "open");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room);
        await bob.SayAsync("look at me");
        await Expect(ada.Message("look at me")).ToBeVisibleAsync();
        await ada.ExpectMovingPictureAsync("bob_blocked");

        await ada.Tile("bob_blocked").HoverAsync();
        await ada.Tile("bob_blocked").GetByRole(AriaRole.Button).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Block" }).ClickAsync();
        await ada.ExpectAccessibleAsync("the question before blocking");
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Block" }).ClickAsync();

        await Expect(ada.Tile("bob_blocked").GetByText("Blocked", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(ada.Tile("bob_blocked").Locator("video")).ToHaveCountAsync(0);
        await Expect(ada.Message("look at me")).ToHaveCountAsync(0);
        await ada.ExpectNothingArrivesAsync("video");
        await bob.SayAsync("hello?");
        await ada.SayAsync("studying");
        await Expect(bob.Message("studying")).ToBeVisibleAsync();
        await Expect(ada.Message("studying")).ToBeVisibleAsync();
        await Expect(ada.Message("hello?")).ToHaveCountAsync(0);

        // On another page of the same person it is undone, and the room follows by itself.
        var other = await ada.Context.NewPageAsync();
        await other.GotoAsync("/me/people");
        await other.GetByRole(AriaRole.Button, new() { Name = "Unblock bob_blocked" }).ClickAsync();
        await other.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Unblock" }).ClickAsync();
        await Expect(other.GetByText("You block nobody.")).ToBeVisibleAsync();
        await Expect(ada.Message("hello?")).ToBeVisibleAsync();
        await ada.ExpectMovingPictureAsync("bob_blocked");
        Assert.Empty(ada.Complaints);
        Assert.Empty(bob.Complaints);
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task A_reported_message_reaches_the_console_and_its_outcome_the_reporter()
    {
        var admin = await AdminAsync();
        var ada = await stage.SomebodyAsync("ada_reports", width: 360, height: 640);
        var bob = await stage.SomebodyAsync("bob_reported");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await bob.CreateRoomAsync("Anything goes");
        await bob.EnterAsync(camera: false);
        await ada.EnterAsync(room, camera: false);
        await bob.SayAsync("buy my notes");
        await ada.Page.Keyboard.PressAsync("c");
        await Expect(ada.Message("buy my notes")).ToBeVisibleAsync();

        await ada.Message("buy my notes").HoverAsync();
        await ada.Page.GetByRole(AriaRole.Log).GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Report message" }).ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "Report a message by bob_reported" });
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "Spam" }).CheckAsync();
        await dialog.GetByLabel("Anything to add").FillAsync("In every room");
        await ada.ExpectAccessibleAsync("the report at 360 px");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Report" }).ClickAsync();
        await Expect(dialog.GetByText("Your report was received.")).ToBeVisibleAsync();
        await ada.Page.GotoAsync("/me/people");
        await Expect(ada.Page.GetByText("Received", new() { Exact = true })).ToBeVisibleAsync();

        await admin.Page.GotoAsync("/admin");
        await admin.Button("Open", exact: true).ClickAsync();
        var opened = admin.Page.GetByRole(AriaRole.Dialog, new() { Name = "Report" });
        await Expect(opened.GetByText("buy my notes")).ToBeVisibleAsync();
        await opened.GetByRole(AriaRole.Radio, new() { Name = "Action taken" }).CheckAsync();
        await opened.GetByLabel("Answer to the reporter").FillAsync("Thank you.");
        await admin.ExpectAccessibleAsync("an opened report");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Close the report" }).ClickAsync();

        await Expect(ada.Page.GetByText("Action taken", new() { Exact = true })).ToBeVisibleAsync(); // Without reload.
        await Expect(ada.Page.GetByText("Thank you.")).ToBeVisibleAsync();
        await Expect(admin.Page.GetByText("report.closed")).ToBeVisibleAsync();
        Assert.Empty(ada.Complaints);
        await admin.CloseAsync();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task A_host_finds_whom_they_removed_and_lets_them_back_in()
    {
        var ada = await stage.SomebodyAsync("ada_hosts");
        var bob = await stage.SomebodyAsync("bob_removed");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("House rules");
        await ada.EnterAsync(camera: false);
        await bob.EnterAsync(room, camera: false);
        await ada.Page.Keyboard.PressAsync("p");
        await ada.Button("Menu for bob_removed").Last.ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Dialog).GetByLabel("Reason").FillAsync("Too loud");
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Expect(ada.Tile("bob_removed")).ToHaveCountAsync(0);

        var page = await ada.Context.NewPageAsync();
        await page.GotoAsync(room.Replace("/rooms/", "/hosting/", StringComparison.Ordinal));
        await Expect(page.GetByRole(AriaRole.Region, new() { Name = "Log" }).GetByText("Too loud")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Removed people" }).GetByRole(AriaRole.Button, new() { Name = "Let back in" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Let back in" }).ClickAsync();
        await Expect(page.GetByText("Nobody was removed.")).ToBeVisibleAsync();

        await bob.EnterAsync(room, camera: false);
        await Expect(ada.Tile("bob_removed")).ToBeVisibleAsync();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    /// <summary>Somebody who runs the installation: by the link, with a passkey.</summary>
    private async Task<Person> AdminAsync()
    {
        var link = await stage.Services.GetRequiredService<IFirstAdmin>().RenewLinkAsync(TestContext.Current.CancellationToken);
        var admin = await stage.SomebodyAsync("runs_it");
        await admin.AddAuthenticatorAsync();
        await admin.Page.GotoAsync(link!);
        await admin.Page.GetByRole(AriaRole.Link, new() { Name = "Sign up" }).ClickAsync();
        await admin.Page.GetByLabel("E-mail").FillAsync("runs_it@example.org");
        await admin.Button("Send me a code").ClickAsync();
        await admin.Page.GetByLabel("Six-digit code").FillAsync(await stage.CodeForAsync("runs_it@example.org"));
        await admin.Page.GetByLabel("Handle").FillAsync(admin.Handle);
        await admin.Page.GetByRole(AriaRole.Radio, new() { Name = "With a passkey" }).CheckAsync();
        await admin.Button("Sign up and come in").ClickAsync();
        await admin.Button("Become admin").ClickAsync();
        await Expect(admin.Page.GetByRole(AriaRole.Link, new() { Name = "Open the console" })).ToBeVisibleAsync();
        return admin;
    }
}
