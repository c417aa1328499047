using System.Net;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Groups;

/// <summary>GRP-12, GRP-13, MEET-16 to MEET-18 in groups: the room and the conversation end with the membership.</summary>
public sealed class GroupRoomTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Members_meet_in_the_groups_one_room_and_strangers_find_none()
    {
        var people = await app.SeedAsync(3);
        var (ada, bob, stranger) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(ada, new { memberLimit = 2 });
        await study.JoinAsync(bob);
        await using var adasTab = await ada.TabAsync();
        await using var bobsTab = await bob.TabAsync();
        await using var strangersTab = await stranger.TabAsync();

        await bobsTab.EnterAsync(study.Id);
        var entered = (await adasTab.EnterAsync(study.Id)).GetProperty("meeting");

        Assert.Equal(("open", "group", ada.UserId), (entered.GetProperty("microphonePolicy").GetString(), entered.GetProperty("hosting").GetProperty("kind").GetString(), entered.GetProperty("ownerId").GetGuid()));
        Assert.Equal(2, entered.GetProperty("participants").GetArrayLength());
        Assert.Equal("room.not_found", await strangersTab.EnterRefusedAsync(study.Id));
        await stranger.RefusedAsync(HttpMethod.Get, $"rooms/{study.Id}", null, HttpStatusCode.NotFound);
        Assert.Equal("group", (await bob.GetAsync($"rooms/{study.Id}")).GetProperty("kind").GetString());
        Assert.Equal("mod.host_needed", await adasTab.RefusedAsync("meeting.close", new { roomId = study.Id }));
    }

    [Fact]
    public async Task The_room_stays_when_all_have_left_and_its_owner_is_the_groups()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await using var tab = await people[1].TabAsync();
        await tab.EnterAsync(study.Id);
        await tab.OkAsync("meeting.leave", new { roomId = study.Id });
        app.Clock.Advance(TimeSpan.FromMinutes(5));

        var again = await tab.EnterAsync(study.Id);

        Assert.Equal(people[0].UserId, again.GetProperty("meeting").GetProperty("ownerId").GetGuid());
    }

    [Fact]
    public async Task A_member_writes_and_reads_without_a_seat_and_nothing_after_leaving()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await using var tab = await people[1].TabAsync();

        await tab.OkAsync("chat.send", new { roomId = study.Id, messageId = Guid.CreateVersion7(), text = "저 오늘 늦어요" });
        Assert.Equal(1, (await people[0].GetAsync($"rooms/{study.Id}/messages")).GetProperty("items").GetArrayLength());
        await study.LeaveAsync(people[1]);

        Assert.Equal("chat.not_found", await tab.RefusedAsync("chat.send", new { roomId = study.Id, messageId = Guid.CreateVersion7(), text = "x" }));
        Assert.Equal("chat.not_found", await people[1].RefusedAsync(HttpMethod.Get, $"rooms/{study.Id}/messages", null, HttpStatusCode.NotFound));
        Assert.Equal("group.not_found", await tab.RefusedAsync("groups.watch", new { groupId = study.Id }));
        Assert.Equal(1, (await people[0].GetAsync($"rooms/{study.Id}/messages")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_kick_ends_the_seat_and_every_way_back()
    {
        var people = await app.SeedAsync(3);
        var (ada, bob, chae) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await study.JoinAsync(chae);
        var code = await study.InviteAsync();
        await using var bobsTab = await bob.TabAsync();
        await using var chaesTab = await chae.TabAsync();
        await bobsTab.EnterAsync(study.Id);
        await chaesTab.EnterAsync(study.Id);
        await bobsTab.OkAsync("groups.watch", new { groupId = study.Id });

        await study.KickAsync(bob);

        var ended = await bobsTab.HearAsync("meeting.seat_ended");
        Assert.Equal("group.membership_ended", ended.GetProperty("code").GetString());
        await chaesTab.HearMeetingAsync("departed", e => e.GetProperty("userId").GetGuid() == bob.UserId);
        Assert.Equal("group.banned", await bobsTab.EnterRefusedAsync(study.Id));
        Assert.Equal("group.banned", await study.RefusedAsync(bob, HttpMethod.Post, "/join", null, HttpStatusCode.Forbidden));
        Assert.Equal("group.banned", await bob.RefusedAsync(HttpMethod.Post, $"invitations/{code}", null, HttpStatusCode.Forbidden));
        Assert.Equal("group.not_found", await study.RefusedAsync(bob, HttpMethod.Get, "", null, HttpStatusCode.NotFound));
        bobsTab.Forget();
        await ada.SendAsync(HttpMethod.Put, $"groups/{study.Id}/notice", new { notice = "among members" }, HttpStatusCode.OK);
        await chaesTab.HearMeetingAsync("room", e => e.GetProperty("notice").GetString() == "among members");
        Assert.DoesNotContain(await bobsTab.HeardSoFarAsync(app), e => e.Type is "groups.changed" or "meeting.changed" or "chat.changed" && e.Body.ToString().Contains($"{study.Id}", StringComparison.Ordinal));

        await ada.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/bans/{bob.UserId}", null, HttpStatusCode.NoContent);
        await study.JoinAsync(bob);
        await bobsTab.EnterAsync(study.Id);
    }

    [Fact]
    public async Task The_third_warning_ends_the_membership_and_lifting_the_ban_clears_them()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await using var tab = await bob.TabAsync();
        await tab.EnterAsync(study.Id);
        for (var n = 1; n <= 3; n++)
        {
            var given = await ada.PostAsync($"groups/{study.Id}/warnings", new { userId = bob.UserId, reason = $"reason {n}" }, HttpStatusCode.OK);
            Assert.Equal((n, n == 3), (given.GetProperty("number").GetInt32(), given.GetProperty("banned").GetBoolean()));
            var heard = await tab.HearAsync("groups.warned");
            Assert.Equal(($"reason {n}", n), (heard.GetProperty("reason").GetString(), heard.GetProperty("number").GetInt32()));
        }

        await tab.HearAsync("meeting.seat_ended");
        Assert.Equal("group.banned", await study.RefusedAsync(bob, HttpMethod.Post, "/join", null, HttpStatusCode.Forbidden));
        Assert.Equal(bob.UserId, (await ada.GetAsync($"groups/{study.Id}/bans")).GetProperty("items")[0].GetProperty("person").GetProperty("userId").GetGuid());
        Assert.Equal(3, (await bob.GetAsync("groups/warnings")).GetProperty("items").GetArrayLength());

        await ada.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/bans/{bob.UserId}", null, HttpStatusCode.NoContent);
        await study.JoinAsync(bob);
        Assert.Equal(1, (await ada.PostAsync($"groups/{study.Id}/warnings", new { userId = bob.UserId, reason = "again" }, HttpStatusCode.OK)).GetProperty("number").GetInt32());
        var unseen = (await bob.GetAsync("groups/warnings")).GetProperty("items");
        await bob.PostAsync("groups/warnings/seen", new { ids = unseen.EnumerateArray().Select(w => w.GetProperty("id").GetGuid()) }, HttpStatusCode.NoContent);
        Assert.Equal(0, (await bob.GetAsync("groups/warnings")).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Nobody_moderates_oneself_the_owner_or_as_a_manager_another_manager()
    {
        var people = await app.SeedAsync(5);
        var (owner, manager, other, member, absent) = (people[0], people[1], people[2], people[3], people[4]);
        var study = await Study.FoundAsync(owner);
        foreach (var person in people.Skip(1))
        {
            await study.JoinAsync(person);
        }

        await study.PromoteAsync(manager);
        await study.PromoteAsync(other);
        foreach (var (who, target, code, status) in ((Browser, Browser, string, HttpStatusCode)[])[
            (manager, manager, "mod.self_target", HttpStatusCode.UnprocessableEntity),
            (manager, owner, "mod.target_is_owner", HttpStatusCode.Forbidden),
            (manager, other, "mod.target_is_manager", HttpStatusCode.Forbidden),
            (member, absent, "mod.host_needed", HttpStatusCode.Forbidden)])
        {
            Assert.Equal(code, await study.RefusedAsync(who, HttpMethod.Post, "/warnings", new { userId = target.UserId, reason = "x" }, status));
            Assert.Equal(code, await study.RefusedAsync(who, HttpMethod.Post, "/bans", new { userId = target.UserId }, status));
        }

        Assert.Equal("group.field_invalid", await study.RefusedAsync(manager, HttpMethod.Post, "/warnings", new { userId = member.UserId, reason = " " }, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("group.field_invalid", await study.RefusedAsync(manager, HttpMethod.Post, "/warnings", new { userId = member.UserId, reason = new string('x', 201) }, HttpStatusCode.UnprocessableEntity));
        await manager.PostAsync($"groups/{study.Id}/warnings", new { userId = member.UserId, reason = new string('x', 200) }, HttpStatusCode.OK);
        await manager.PostAsync($"groups/{study.Id}/bans", new { userId = absent.UserId }, HttpStatusCode.NoContent);
        await owner.PostAsync($"groups/{study.Id}/bans", new { userId = other.UserId }, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Dissolving_empties_the_room_and_erases_everything_after_fourteen_days()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await using var tab = await people[1].TabAsync();
        await tab.EnterAsync(study.Id);
        await tab.OkAsync("chat.send", new { roomId = study.Id, messageId = Guid.CreateVersion7(), text = "안녕" });

        await people[0].PostAsync($"groups/{study.Id}/dissolve", new { name = "토익 900" }, HttpStatusCode.NoContent);

        await tab.HearAsync("meeting.seat_ended");
        Assert.Equal("room.not_found", await tab.EnterRefusedAsync(study.Id));
        Rows.Age(app, "groups_groups", "DissolvedAt", study.Id, TimeSpan.FromDays(14));
        await app.RestartAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => Task.FromResult(Rows.Count(app, "groups_groups", study.Id) + Rows.Count(app, "chat_messages", study.Id, "RoomId") == 0), "the group and its chat are erased");
    }
}
