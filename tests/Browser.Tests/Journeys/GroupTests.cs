using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>A study group from its founding to the end of a membership, as people meet it.</summary>
public sealed class GroupTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Somebody_follows_an_invitation_signs_up_joins_and_meets_the_group_in_its_room()
    {
        var ada = await stage.SomebodyAsync("ada_groups");
        var bob = await stage.SomebodyAsync("bob_groups");
        await ada.SignUpAsync();
        var group = await ada.FoundGroupAsync("Dawn TOEIC");
        await ada.Button("New invitation").ClickAsync();
        await ada.Button("Make the link").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var code = await ada.Page.EvaluateAsync<string>(
            "async (group) => (await (await fetch(`/api/v1${group}/invitations`)).json()).items[0].code", group);

        await bob.SignUpAsync($"/invite/{code}");
        await Expect(bob.Page.GetByText("ada_groups invites you")).ToBeVisibleAsync();
        await bob.Button("Join the group").ClickAsync();
        await bob.Page.WaitForURLAsync($"**{group}");
        await Expect(ada.Page.GetByText("bob_groups", new() { Exact = true })).ToBeVisibleAsync(); // Without reload.

        await bob.Page.GetByRole(AriaRole.Link, new() { Name = "Enter the room" }).ClickAsync();
        await bob.EnterAsync(camera: false);
        await Expect(bob.Page.GetByText("Dawn TOEIC")).ToBeVisibleAsync();
        await ada.Button("More about bob_groups").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Remove from the group" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();

        await Expect(bob.Page.GetByText("Your membership has ended.")).ToBeVisibleAsync();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Fact]
    public async Task In_front_of_a_lobby_somebody_waits_until_the_host_opens()
    {
        var ada = await stage.SomebodyAsync("ada_lobby");
        var bob = await stage.SomebodyAsync("bob_lobby");
        await ada.SignUpAsync();
        await bob.SignUpAsync();
        var room = await ada.CreateRoomAsync("One by one");
        await ada.EnterAsync(camera: false);
        await ada.Page.Keyboard.PressAsync("p");
        await ada.Button("Edit room").ClickAsync();
        await ada.Page.GetByLabel("Let people in one by one").CheckAsync();
        await ada.Button("Save").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await bob.Page.GotoAsync(room);
        await bob.Button("Take a seat").ClickAsync();
        await Expect(bob.Page.GetByText("You are number 1 in line")).ToBeVisibleAsync();
        await ada.Button("Let in").ClickAsync();

        await Expect(bob.Button("Leave")).ToBeVisibleAsync();
        await Expect(ada.Tile("bob_lobby")).ToBeVisibleAsync();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }
}
