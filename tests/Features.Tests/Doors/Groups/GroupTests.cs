using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Groups;

/// <summary>GRP-1, GRP-3, GRP-6, GRP-7, GRP-10, GRP-11, GRP-14.</summary>
public sealed class GroupTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    public static TheoryData<string, object?, bool> Edges => new()
    {
        { "name", "ab", true },
        { "name", "a", false },
        { "name", new string('x', 50), true },
        { "name", new string('x', 51), false },
        { "name", "two\nlines", false },
        { "subject", "x", true },
        { "subject", " ", false },
        { "subject", new string('x', 41), false },
        { "tags", Enumerable.Range(0, 10).Select(i => $"tag {i}").ToArray(), true },
        { "tags", Enumerable.Range(0, 11).Select(i => $"tag {i}").ToArray(), false },
        { "tags", (string[])[new('x', 21)], false },
        { "description", new string('x', 2_000), true },
        { "description", new string('x', 2_001), false },
        { "goalHours", 0, true },
        { "goalHours", 100, true },
        { "goalHours", 101, false },
        { "goalHours", -1, false },
        { "memberLimit", 2, true },
        { "memberLimit", 50, true },
        { "memberLimit", 1, false },
        { "memberLimit", 51, false },
        { "channel", "high", true },
        { "channel", "", true },
        { "channel", "kindergarten", false },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public async Task Each_field_is_taken_up_to_its_edge_and_no_further(string field, object? value, bool taken)
    {
        using var ada = await app.SeedAsync();
        var wish = new Dictionary<string, object?> { ["name"] = "Study", ["subject"] = "Maths", [field] = value };

        var answer = await ada.PostAsync("groups", wish, taken ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity);

        if (!taken)
        {
            Assert.Equal("group.field_invalid", answer.GetProperty("code").GetString());
            Assert.Equal([field], answer.GetProperty("errors").EnumerateObject().Select(e => e.Name));
        }
    }

    [Fact]
    public async Task An_edit_changes_only_the_fields_that_were_sent()
    {
        using var ada = await app.SeedAsync();
        var study = await Study.FoundAsync(ada, new { tags = (string[])["새벽", "RC"], goalHours = 12, channel = "university", description = "매일 6시" });
        var before = await study.GetAsync();

        await ada.SendAsync(HttpMethod.Patch, $"groups/{study.Id}", new { subject = "토익 RC" }, HttpStatusCode.OK);

        var after = await study.GetAsync();
        Assert.Equal("토익 RC", after.GetProperty("subject").GetString());
        foreach (var field in (string[])["name", "tags", "goalHours", "channel", "description", "memberLimit", "visibility", "joinPolicy"])
        {
            Assert.Equal(before.GetProperty(field).ToString(), after.GetProperty(field).ToString());
        }

        await ada.SendAsync(HttpMethod.Patch, $"groups/{study.Id}", new { channel = "" }, HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.Null, (await study.GetAsync()).GetProperty("channel").ValueKind);
    }

    [Fact]
    public async Task A_limit_below_the_members_and_a_hidden_group_without_invitations_are_refused()
    {
        var people = await app.SeedAsync(3);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await study.JoinAsync(people[2]);

        Assert.Equal("group.limit_below_members", await study.RefusedAsync(people[0], HttpMethod.Patch, "", new { memberLimit = 2 }, HttpStatusCode.Conflict));
        Assert.Equal("group.hidden_needs_invite", await study.RefusedAsync(people[0], HttpMethod.Patch, "", new { visibility = "hidden" }, HttpStatusCode.UnprocessableEntity));
        await people[0].SendAsync(HttpMethod.Patch, $"groups/{study.Id}", new { memberLimit = 3, visibility = "hidden", joinPolicy = "invite" }, HttpStatusCode.OK);
        using var stranger = await app.SeedAsync();
        Assert.Equal("group.not_found", await study.RefusedAsync(stranger, HttpMethod.Get, "/card", null, HttpStatusCode.NotFound));
        Assert.Equal("group.not_found", await study.RefusedAsync(stranger, HttpMethod.Post, "/join", null, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Roles_decide_who_may_do_what()
    {
        var people = await app.SeedAsync(3);
        var (owner, manager, member) = (people[0], people[1], people[2]);
        var study = await Study.FoundAsync(owner);
        await study.JoinAsync(manager);
        await study.JoinAsync(member);
        await study.PromoteAsync(manager);

        await manager.SendAsync(HttpMethod.Put, $"groups/{study.Id}/notice", new { notice = "내일은 쉬어요" }, HttpStatusCode.OK);
        foreach (var (who, path, method, body) in ((Browser, string, HttpMethod, object?)[])[
            (member, "/notice", HttpMethod.Put, new { notice = "x" }),
            (member, "/invitations", HttpMethod.Post, new { }),
            (member, "/invitations", HttpMethod.Get, null),
            (member, "/applications", HttpMethod.Get, null),
            (member, "/bans", HttpMethod.Get, null),
            (manager, "", HttpMethod.Patch, new { name = "Mine now" }),
            (manager, $"/members/{member.UserId}/role", HttpMethod.Put, new { role = "manager" }),
            (manager, "/owner", HttpMethod.Put, new { userId = manager.UserId }),
            (manager, "/dissolve", HttpMethod.Post, new { name = "토익 900" }),
            (manager, $"/bans/{member.UserId}", HttpMethod.Delete, null)])
        {
            Assert.Equal((path, "group.role_needed"), (path, await study.RefusedAsync(who, method, path, body, HttpStatusCode.Forbidden)));
        }
    }

    [Fact]
    public async Task A_group_has_at_most_five_managers()
    {
        var people = await app.SeedAsync(7);
        var study = await Study.FoundAsync(people[0]);
        foreach (var person in people.Skip(1))
        {
            await study.JoinAsync(person);
        }

        foreach (var person in people.Skip(1).Take(5))
        {
            await study.PromoteAsync(person);
        }

        Assert.Equal(
            "group.managers_full",
            await study.RefusedAsync(people[0], HttpMethod.Put, $"/members/{people[6].UserId}/role", new { role = "manager" }, HttpStatusCode.Conflict));
        await study.PromoteAsync(people[1], "member");
        await study.PromoteAsync(people[6]);
    }

    [Fact]
    public async Task The_owner_hands_over_before_leaving_and_all_learn_it()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await using var bobsTab = await bob.TabAsync();
        await bobsTab.OkAsync("groups.watch", new { groupId = study.Id });

        Assert.Equal("group.owner_must_hand_over", await study.RefusedAsync(ada, HttpMethod.Post, "/leave", null, HttpStatusCode.Conflict));
        Assert.Equal("mod.self_target", await study.RefusedAsync(ada, HttpMethod.Put, "/owner", new { userId = ada.UserId }, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("group.member_not_found", await study.RefusedAsync(ada, HttpMethod.Put, "/owner", new { userId = Guid.CreateVersion7() }, HttpStatusCode.NotFound));
        await ada.SendAsync(HttpMethod.Put, $"groups/{study.Id}/owner", new { userId = bob.UserId }, HttpStatusCode.NoContent);

        await bobsTab.HearAsync("groups.changed", e => e.GetProperty("groupId").GetGuid() == study.Id);
        await bobsTab.HearAsync("groups.mine", e => e.GetProperty("happening").GetString() == "role");
        Assert.Equal([(bob.UserId, "owner"), (ada.UserId, "member")], await study.MembersAsync());
        await study.LeaveAsync(ada);
        Assert.Equal("group.not_found", await study.RefusedAsync(ada, HttpMethod.Get, "", null, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_dissolved_group_is_gone_for_all_and_restored_within_14_days()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        var code = await study.InviteAsync();
        await using var bobsTab = await bob.TabAsync();

        Assert.Equal("group.name_wrong", await study.RefusedAsync(ada, HttpMethod.Post, "/dissolve", new { name = "토익" }, HttpStatusCode.UnprocessableEntity));
        await ada.PostAsync($"groups/{study.Id}/dissolve", new { name = "토익 900" }, HttpStatusCode.NoContent);

        await bobsTab.HearAsync("groups.mine", e => e.GetProperty("happening").GetString() == "dissolved");
        Assert.Equal("group.not_found", await study.RefusedAsync(ada, HttpMethod.Get, "", null, HttpStatusCode.NotFound));
        Assert.Equal("group.not_found", await study.RefusedAsync(bob, HttpMethod.Get, "/card", null, HttpStatusCode.NotFound));
        Assert.Equal("invite.unknown", await bob.RefusedAsync(HttpMethod.Get, $"invitations/{code}", null, HttpStatusCode.NotFound));
        Assert.Equal("group.not_found", await study.RefusedAsync(bob, HttpMethod.Post, "/restore", null, HttpStatusCode.NotFound));
        var mine = await ada.GetAsync("groups/mine");
        Assert.Equal((0, study.Id), (mine.GetProperty("items").GetArrayLength(), mine.GetProperty("restorable")[0].GetProperty("id").GetGuid()));

        await ada.PostAsync($"groups/{study.Id}/restore", null, HttpStatusCode.OK);

        Assert.Equal([ada.UserId, bob.UserId], (await study.MembersAsync()).Select(m => m.User));
        await bob.GetAsync($"invitations/{code}");
    }

    [Fact]
    public async Task Members_whose_limit_is_reached_meanwhile_do_not_come_back_with_a_restored_group()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await people[0].PostAsync($"groups/{study.Id}/dissolve", new { name = "토익 900" }, HttpStatusCode.NoContent);
        for (var i = 0; i < 5; i++)
        {
            await Study.FoundAsync(people[1]);
        }

        var restored = await people[0].PostAsync($"groups/{study.Id}/restore", null, HttpStatusCode.OK);

        Assert.Equal(1, restored.GetProperty("memberCount").GetInt32());
        Assert.Equal([people[0].UserId], (await study.MembersAsync()).Select(m => m.User));
    }

    [Fact]
    public async Task A_notice_reaches_everybody_who_looks_at_the_group()
    {
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        await using var tab = await people[1].TabAsync();
        await tab.OkAsync("groups.watch", new { groupId = study.Id });

        Assert.Equal("group.field_invalid", await study.RefusedAsync(people[0], HttpMethod.Put, "/notice", new { notice = new string('x', 2_001) }, HttpStatusCode.UnprocessableEntity));
        await people[0].SendAsync(HttpMethod.Put, $"groups/{study.Id}/notice", new { notice = new string('x', 2_000) }, HttpStatusCode.OK);

        await tab.HearAsync("groups.changed");
        Assert.Equal(2_000, (await study.GetAsync(people[1])).GetProperty("notice").GetString()!.Length);
    }
}
