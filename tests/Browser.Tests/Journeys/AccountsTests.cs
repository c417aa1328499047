using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using StudyHub.Accounts.Contracts;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E1, ACC-11, ACC-18: ways in, in a real browser with the authenticator that Chromium pretends to have.</summary>
public sealed class AccountsTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task The_first_admin_comes_by_the_link_with_a_passkey_and_it_works_once(string locale)
    {
        await using var empty = new Stage();
        await empty.InitializeAsync();
        var link = await empty.Services.GetRequiredService<IFirstAdmin>().RenewLinkAsync(TestContext.Current.CancellationToken);
        var ada = await empty.SomebodyAsync("ada_admin", locale);
        await ada.AddAuthenticatorAsync();

        await ada.Page.GotoAsync(link!);
        await ada.ExpectAccessibleAsync("the link's page, signed out");
        await ada.Link(ada.Words["common.sign_up"]).ClickAsync();
        await ada.ProveAddressAsync();
        await ada.Page.GetByLabel(ada.Words["accounts.handle"]).FillAsync(ada.Handle);
        await ada.Page.GetByRole(AriaRole.Radio, new() { Name = ada.Words["accounts.sign_up.way_passkey"] }).CheckAsync();
        await ada.Button(ada.Words["accounts.sign_up.finish"]).ClickAsync();
        await ada.Button(ada.Words["accounts.become_admin.claim"]).ClickAsync();
        await ada.Link(ada.Words["accounts.become_admin.console"]).ClickAsync();

        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = ada.Words["accounts.admin.title"] })).ToBeVisibleAsync();
        await Expect(ada.Text(ada.Words["moderation.act.admin_claimed"])).ToBeVisibleAsync();
        await ada.ExpectAccessibleAsync("/admin");
        await ada.Page.GotoAsync(link!);
        await ada.Page.ReloadAsync();
        await ada.Button(ada.Words["accounts.become_admin.claim"]).ClickAsync();
        await Expect(ada.Text(ada.Words["refusal.admin.link_used"])).ToBeVisibleAsync();
        await ada.CloseAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_named_and_signs_in_and_grave_acts_ask_again()
    {
        var bo = await stage.SomebodyAsync("bo_passkey");
        await bo.AddAuthenticatorAsync();
        await bo.SignUpAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(11));
        await bo.Page.GotoAsync("/me/security");

        await bo.Button("Add a passkey").ClickAsync();
        var dialog = bo.Page.GetByRole(AriaRole.Dialog, new() { Name = "Is it you?" });
        await dialog.GetByLabel("Password", new() { Exact = true }).FillAsync(Person.Password);
        await bo.ExpectAccessibleAsync("the question who is here");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Continue" }).ClickAsync();
        await bo.Button("Rename Chrome · Linux").ClickAsync();
        await bo.Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Library desk");
        await bo.Button("Save").ClickAsync();
        await Expect(bo.Page.GetByText("Library desk")).ToBeVisibleAsync();

        await bo.Page.GotoAsync("/me");
        await bo.Button("Sign out").ClickAsync();
        await bo.Page.WaitForURLAsync("**/");
        await bo.Page.GotoAsync("/sign-in");
        await bo.Button("Sign in with a passkey").ClickAsync();
        await bo.Page.WaitForURLAsync("**/rooms");
        await bo.CloseAsync();
    }
}
