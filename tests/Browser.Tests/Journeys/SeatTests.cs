using Microsoft.Playwright;
using StudyHub.Browser.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace StudyHub.Browser.Tests.Journeys;

/// <summary>E10: one seat, whatever tabs and networks do; the cut of twenty seconds is <see cref="NetworkCutTests"/>'s.</summary>
public sealed class SeatTests(Stage stage) : IClassFixture<Stage>
{
    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task A_second_tab_offers_a_choice_and_moving_is_seen_by_nobody(string locale)
    {
        var language = locale[..2];
        var ada = await stage.SomebodyAsync($"ada_{language}", locale);
        var bob = await stage.SomebodyAsync($"bob_{language}", locale);
        await ada.ArriveAsync();
        await bob.ArriveAsync();
        var room = await ada.CreateRoomAsync($"{language} two tabs");
        await ada.EnterAsync();
        await bob.EnterAsync(room, camera: false);
        await ada.Page.Keyboard.PressAsync("r");
        var hand = bob.Tile(ada.Handle).GetByLabel(bob.Words["meetings.hands.place", ("place", 1)]);
        await Expect(hand).ToBeVisibleAsync();
        await bob.RemembersWhatIsSaidAsync();

        var second = await ada.Context.NewPageAsync();
        await second.GotoAsync(room);
        var enter = second.GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.prejoin.enter"] });
        await enter.ClickAsync();
        var dialog = second.GetByRole(AriaRole.Dialog, new() { Name = ada.Words["meetings.elsewhere.title"] });
        await dialog.GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.elsewhere.stay"] }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(ada.Leave).ToBeVisibleAsync();
        await enter.ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.elsewhere.move"] }).ClickAsync();

        await Expect(second.GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.controls.leave"] })).ToBeVisibleAsync();
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = ada.Words["meetings.controls.hand_down"] })).ToBeVisibleAsync();
        await Expect(ada.Text(ada.Words["refusal.seat.taken_over"])).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("video")).ToHaveCountAsync(0);
        await ada.ExpectAccessibleAsync("a seat that went on elsewhere");
        await Expect(hand).ToBeVisibleAsync();
        await Expect(bob.Tile(ada.Handle).GetByText(bob.Words["meetings.owner"])).ToBeVisibleAsync();
        Assert.DoesNotContain(bob.Words["meetings.said.left", ("name", ada.Handle)], await bob.WhatWasSaidAsync());
        ada.ExpectNoComplaints();
        bob.ExpectNoComplaints();
        await ada.CloseAsync();
        await bob.CloseAsync();
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("ko-KR")]
    public async Task Who_stays_away_too_long_departs_once_and_who_was_removed_meanwhile_stays_out(string locale)
    {
        var language = locale[..2];
        var bob = await stage.SomebodyAsync($"bob_hosts_{language}", locale);
        var ada = await stage.SomebodyAsync($"ada_away_{language}", locale);
        var cho = await stage.SomebodyAsync($"cho_away_{language}", locale);
        foreach (var person in (Person[])[bob, ada, cho])
        {
            await person.ArriveAsync();
        }

        var room = await bob.CreateRoomAsync($"{language} tunnel");
        await bob.EnterAsync(camera: false);
        await ada.EnterAsync(room, camera: false);
        await cho.EnterAsync(room, camera: false);
        await Expect(bob.Tile(cho.Handle)).ToBeVisibleAsync();
        await bob.RemembersWhatIsSaidAsync();

        await ada.Context.SetOfflineAsync(true);
        await cho.Context.SetOfflineAsync(true);
        foreach (var away in (Person[])[ada, cho])
        {
            await Expect(bob.Tile(away.Handle).GetByText(bob.Words["meetings.tile.reconnecting"])).ToBeVisibleAsync(new() { Timeout = 60_000 });
        }

        await Expect(ada.Text(ada.Words["meetings.notice.reconnecting"])).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await bob.Page.Keyboard.PressAsync("p");
        await bob.Button(bob.Words["meetings.menu.open", ("name", ada.Handle)]).Last.ClickAsync();
        await bob.Page.GetByRole(AriaRole.Menuitem, new() { Name = bob.Words["meetings.deed.kick.menu"] }).ClickAsync();
        await bob.Dialog.GetByRole(AriaRole.Button, new() { Name = bob.Words["meetings.deed.kick.confirm"], Exact = true }).ClickAsync();
        await Expect(bob.Tile(ada.Handle)).ToHaveCountAsync(0);
        stage.Clock.Advance(TimeSpan.FromSeconds(30));
        await Expect(bob.Tile(cho.Handle)).ToHaveCountAsync(0);
        await ada.Context.SetOfflineAsync(false);
        await cho.Context.SetOfflineAsync(false);

        await Expect(ada.Text(ada.Words["refusal.room.banned"])).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await ada.ExpectAccessibleAsync("a room one was removed from");
        await Expect(bob.Tile(cho.Handle)).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var said = await bob.WhatWasSaidAsync();
        Assert.Single(said, text => text == bob.Words["meetings.said.left", ("name", ada.Handle)]);
        Assert.Single(said, text => text == bob.Words["meetings.said.lost", ("name", cho.Handle)]);
        Assert.Single(said, text => text == bob.Words["meetings.said.arrived", ("name", cho.Handle)]);
        bob.ExpectNoComplaints();
        foreach (var person in (Person[])[bob, ada, cho])
        {
            await person.CloseAsync();
        }
    }
}
