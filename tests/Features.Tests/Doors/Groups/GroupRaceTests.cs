using System.Net;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Groups;

/// <summary>GRP-2, GRP-8: limits hold when everybody comes at once.</summary>
public sealed class GroupRaceTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Of_a_hundred_who_join_for_one_place_one_gets_it()
    {
        var people = await app.SeedAsync(101);
        var study = await Study.FoundAsync(people[0], new { memberLimit = 2 });

        var answers = await Task.WhenAll(people.Skip(1).Select(p => p.SendRawAsync(HttpMethod.Post, $"groups/{study.Id}/join", null)));

        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.NoContent));
        Assert.Equal(99, answers.Count(a => a.Status == HttpStatusCode.Conflict && a.Body.GetProperty("code").GetString() == "group.full"));
        Assert.Equal(2, (await study.MembersAsync()).Count);
        Assert.Equal(2, (await study.GetAsync()).GetProperty("memberCount").GetInt32());
    }

    [Fact]
    public async Task Of_twenty_groups_founded_at_once_a_person_has_five()
    {
        using var ada = await app.SeedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Found(ada, $"Group {i}")));

        Assert.Equal(5, answers.Count(s => s == HttpStatusCode.Created));
        Assert.Equal(15, answers.Count(s => s == HttpStatusCode.Conflict));
        var mine = await ada.GetAsync("groups/mine");
        Assert.Equal((5, 5), (mine.GetProperty("items").GetArrayLength(), mine.GetProperty("limit").GetInt32()));

        static async Task<HttpStatusCode> Found(Browser who, string name)
        {
            using var body = new StringContent($$"""{"name":"{{name}}","subject":"Maths"}""", System.Text.Encoding.UTF8, "application/json");
            return (await who.SendRawAsync(HttpMethod.Post, "groups", body)).Status;
        }
    }

    [Fact]
    public async Task Of_a_hundred_uses_of_an_invitation_for_one_one_succeeds()
    {
        var people = await app.SeedAsync(101);
        var study = await Study.FoundAsync(people[0], new { joinPolicy = "invite", visibility = "hidden", memberLimit = 50 });
        var code = await study.InviteAsync(new { maxUses = 1 });

        var answers = await Task.WhenAll(people.Skip(1).Select(p => p.SendRawAsync(HttpMethod.Post, $"invitations/{code}", null)));

        Assert.Equal(1, answers.Count(a => a.Status == HttpStatusCode.OK));
        Assert.Equal(99, answers.Count(a => a.Status == HttpStatusCode.Gone && a.Body.GetProperty("code").GetString() == "invite.used_up"));
        Assert.Equal(2, (await study.MembersAsync()).Count);
    }

    [Fact]
    public async Task A_sixth_group_is_refused_however_it_is_joined()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        for (var i = 0; i < 5; i++)
        {
            await Study.FoundAsync(ada);
        }

        var sixth = await Study.FoundAsync(bob);
        var code = await sixth.InviteAsync(new { maxUses = 1 });

        Assert.Equal("group.limit_reached", await sixth.RefusedAsync(ada, HttpMethod.Post, "/join", null, HttpStatusCode.Conflict));
        Assert.Equal("group.limit_reached", await ada.RefusedAsync(HttpMethod.Post, $"invitations/{code}", null, HttpStatusCode.Conflict));
        Assert.Equal(1, (await sixth.GetAsync()).GetProperty("memberCount").GetInt32());
        using var chae = await app.SeedAsync();
        await chae.PostAsync($"invitations/{code}", null, HttpStatusCode.OK); // The failed use was not counted.
    }
}
