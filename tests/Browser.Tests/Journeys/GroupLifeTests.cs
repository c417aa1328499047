using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E7, E8: ways into a group, and a group passed on, dissolved and brought back.</summary>
public sealed class GroupLifeTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Invitations_work_side_by_side_end_as_they_should_and_applications_are_answered(string locale)
    {
        var language = locale[..2];
        var ada = await stage.SomebodyAsync($"ada_{language}", locale);
        var bob = await stage.SomebodyAsync($"bob_{language}", locale);
        var chae = await stage.SomebodyAsync($"chae_{language}", locale);
        await ada.ArriveAsync();
        await chae.ArriveAsync();
        var group = await ada.FoundGroupAsync("Hidden shelf", "invite", isHidden: true);
        var codes = new List<string>();
        foreach (var life in (string[])["hour", "week", "week"])
        {
            codes.Add(await InviteAsync(ada, group, life));
        }

        await ada.ExpectAccessibleAsync("a group's page, as owner");
        await bob.Page.GotoAsync($"/invite/{codes[1]}");
        await Expect(bob.Text(bob.Words["groups.invite.from", ("name", ada.Handle)])).ToBeVisibleAsync();
        await bob.ExpectAccessibleAsync("an invitation, signed out");
        await SignUpFromInvitationAsync(bob);
        await bob.Button(bob.Words["groups.invite.join"]).ClickAsync();
        await bob.Page.WaitForURLAsync($"**{group}");
        await chae.Page.GotoAsync($"/invite/{codes[0]}");
        await chae.Button(chae.Words["groups.invite.join"]).ClickAsync();
        await chae.Page.WaitForURLAsync($"**{group}");

        await ada.Page.ReloadAsync();
        await ada.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = InFours(codes[2]) }).GetByRole(AriaRole.Button, new() { Name = ada.Words["groups.invitations.revoke"] }).ClickAsync();
        await ada.ExpectAccessibleAsync("the question whether to revoke");
        await ada.Dialog.GetByRole(AriaRole.Button, new() { Name = ada.Words["groups.invitations.revoke"] }).ClickAsync();
        await Expect(ada.Dialog).ToHaveCountAsync(0);
        var dan = await stage.SomebodyAsync($"dan_{language}", locale);
        await dan.ArriveAsync();
        await dan.Page.GotoAsync($"/invite/{codes[2]}");
        await Expect(dan.Text(dan.Words["refusal.invite.revoked"])).ToBeVisibleAsync();
        stage.Clock.Advance(TimeSpan.FromHours(1));
        await dan.Page.GotoAsync($"/invite/{codes[0]}");
        await Expect(dan.Text(dan.Words["refusal.invite.expired"])).ToBeVisibleAsync();
        await dan.ExpectAccessibleAsync("an expired invitation");
        for (var i = 1; i <= 5; i++)
        {
            await dan.FoundGroupAsync($"Number {i}");
        }

        await dan.Page.GotoAsync($"/invite/{codes[1]}");
        await dan.Button(dan.Words["groups.invite.join"]).ClickAsync();
        await Expect(dan.Text(dan.Words["refusal.group.limit_reached"])).ToBeVisibleAsync();
        await dan.Page.GotoAsync("/groups");
        await Expect(dan.Text(dan.Words["groups.mine.of", ("count", 5), ("limit", 5)])).ToBeVisibleAsync();
        await dan.ExpectAccessibleAsync("/groups");

        var asking = await ada.FoundGroupAsync($"Ask {language}", "apply");
        await ManagerFromInvitationAsync(ada, bob, asking);
        await chae.Page.GotoAsync(asking);
        await chae.Button(chae.Words["groups.join.apply"]).ClickAsync();
        await chae.Page.GetByLabel(chae.Words["groups.join.about_you"]).FillAsync("Every morning at six");
        await chae.ExpectAccessibleAsync("an application");
        await chae.Dialog.GetByRole(AriaRole.Button, new() { Name = chae.Words["groups.join.send"] }).ClickAsync();
        await Expect(chae.Text(chae.Words["groups.join.waiting"])).ToBeVisibleAsync();
        await bob.Page.GotoAsync(asking);
        await Expect(bob.Text("Every morning at six")).ToBeVisibleAsync();
        await bob.Button(bob.Words["groups.applications.accept"]).ClickAsync();
        await Expect(chae.Link(chae.Words["groups.room.enter"])).ToBeVisibleAsync(); // Without reload.
        foreach (var person in (Person[])[ada, bob, chae, dan])
        {
            await person.CloseAsync();
        }
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task An_owner_leaves_by_handing_over_and_the_next_dissolves_and_restores(string locale)
    {
        var language = locale[..2];
        var people = new List<Person>();
        foreach (var name in (string[])["eun", "finn", "gwen"])
        {
            people.Add(await stage.SomebodyAsync($"{name}_{language}", locale));
            await people[^1].ArriveAsync();
        }

        var (eun, finn, gwen) = (people[0], people[1], people[2]);
        var name_ = $"Evening desk {language}";
        var group = await eun.FoundGroupAsync(name_);
        var code = await InviteAsync(eun, group, "week");
        foreach (var person in (Person[])[finn, gwen])
        {
            await person.Page.GotoAsync($"/invite/{code}");
            await person.Button(person.Words["groups.invite.join"]).ClickAsync();
            await person.Page.WaitForURLAsync($"**{group}");
        }

        await gwen.Link(gwen.Words["groups.room.enter"]).ClickAsync();
        await gwen.EnterAsync(camera: false);
        await eun.Page.ReloadAsync();
        await eun.Button(eun.Words["groups.page.leave"]).ClickAsync();
        await Expect(eun.Text(eun.Words["groups.leave.owner_text"])).ToBeVisibleAsync();
        await eun.ExpectAccessibleAsync("the owner's way out");
        await Expect(eun.Link(eun.Words["groups.leave.dissolve"])).ToBeVisibleAsync();
        await eun.Page.GetByLabel(eun.Words["groups.leave.heir"]).SelectOptionAsync(new SelectOptionValue { Label = $"{finn.Handle} (@{finn.Handle})" });
        await eun.Button(eun.Words["groups.leave.hand_over"]).ClickAsync();
        await eun.Page.WaitForURLAsync("**/groups");

        await finn.Link(finn.Words["groups.page.settings"]).ClickAsync(); // His page has learnt it by itself.
        await finn.Button(finn.Words["groups.dissolve.open"]).ClickAsync();
        var dissolve = finn.Dialog.GetByRole(AriaRole.Button, new() { Name = finn.Words["groups.dissolve.open"] });
        await Expect(dissolve).ToBeDisabledAsync();
        await finn.ExpectAccessibleAsync("the question whether to dissolve");
        await finn.Page.GetByLabel(finn.Words["groups.dissolve.type_name", ("name", name_)]).FillAsync(name_);
        await dissolve.ClickAsync();
        await finn.Page.WaitForURLAsync("**/groups");
        await Expect(gwen.Leave).ToHaveCountAsync(0);
        await gwen.Page.GotoAsync(group);
        await Expect(gwen.Page.GetByRole(AriaRole.Heading, new() { Name = gwen.Words["groups.page.missing"] })).ToBeVisibleAsync();

        await finn.Button(finn.Words["groups.mine.restore"]).ClickAsync();
        await Expect(finn.Link(name_).First).ToBeVisibleAsync();
        await gwen.Page.GotoAsync(group);
        await Expect(gwen.Page.GetByRole(AriaRole.Heading, new() { Name = name_ })).ToBeVisibleAsync();
        await Expect(gwen.Link(gwen.Words["groups.room.enter"])).ToBeVisibleAsync();
        foreach (var person in people)
        {
            await person.CloseAsync();
        }
    }

    /// <returns>The new invitation's code.</returns>
    private static async Task<string> InviteAsync(Person host, string group, string life)
    {
        var before = await CodesAsync(host, group);
        await host.Button(host.Words["groups.invitations.issue"]).ClickAsync();
        await host.Page.GetByLabel(host.Words["groups.invitations.valid"]).SelectOptionAsync(life);
        await host.Button(host.Words["groups.invitations.make"]).ClickAsync();
        await Expect(host.Dialog).ToHaveCountAsync(0);
        return Assert.Single((await CodesAsync(host, group)).Except(before));
    }

    private static Task<string[]> CodesAsync(Person host, string group) => host.Page.EvaluateAsync<string[]>(
        "async (group) => (await (await fetch(`/api/v1${group}/invitations`)).json()).items.map((i) => i.code)", group);

    private static async Task SignUpFromInvitationAsync(Person person)
    {
        await person.Link(person.Words["groups.invite.sign_up"]).ClickAsync();
        await person.ProveAddressAsync();
        await person.Page.GetByLabel(person.Words["accounts.handle"]).FillAsync(person.Handle);
        await person.Page.GetByLabel(person.Words["accounts.password"], new() { Exact = true }).FillAsync(Person.Password);
        await person.Button(person.Words["accounts.sign_up.finish"]).ClickAsync();
    }

    private static async Task ManagerFromInvitationAsync(Person owner, Person manager, string group)
    {
        await owner.Page.GotoAsync(group);
        var code = await InviteAsync(owner, group, "week");
        await manager.Page.GotoAsync($"/invite/{code}");
        await manager.Button(manager.Words["groups.invite.join"]).ClickAsync();
        await manager.Page.WaitForURLAsync($"**{group}");
        await owner.Button(owner.Words["groups.members.more", ("name", manager.Handle)]).ClickAsync();
        await owner.Page.GetByRole(AriaRole.Menuitem, new() { Name = owner.Words["groups.members.make_manager"] }).ClickAsync();
        await Expect(owner.Text(owner.Words["groups.role.manager"]).First).ToBeVisibleAsync();
    }

    private static string InFours(string code) => string.Join('-', code.Chunk(4).Select(four => new string(four)));
}
