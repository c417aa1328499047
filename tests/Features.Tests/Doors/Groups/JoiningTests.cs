using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors.Groups;

/// <summary>GRP-4, GRP-5, GRP-8, GRP-9; specification 5.3. A server of its own: it counts wrong codes and moves the clock.</summary>
public sealed class JoiningTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Each_policy_has_its_own_door()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var asks = await Study.FoundAsync(ada, new { joinPolicy = "apply" });
        var invites = await Study.FoundAsync(ada, new { joinPolicy = "invite" });
        var open = await Study.FoundAsync(ada);

        Assert.Equal("group.policy_other", await asks.RefusedAsync(bob, HttpMethod.Post, "/join", null, HttpStatusCode.Conflict));
        Assert.Equal("group.policy_other", await invites.RefusedAsync(bob, HttpMethod.Post, "/join", null, HttpStatusCode.Conflict));
        Assert.Equal("group.policy_other", await invites.RefusedAsync(bob, HttpMethod.Post, "/applications", new { text = "" }, HttpStatusCode.Conflict));
        await open.JoinAsync(bob);
        Assert.Equal("group.already_member", await open.RefusedAsync(bob, HttpMethod.Post, "/join", null, HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task An_applicant_who_is_accepted_hears_so_and_is_in()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var study = await Study.FoundAsync(ada, new { joinPolicy = "apply" });
        await using var bobsTab = await bob.TabAsync();

        Assert.Equal("group.field_invalid", await study.RefusedAsync(bob, HttpMethod.Post, "/applications", new { text = new string('x', 501) }, HttpStatusCode.UnprocessableEntity));
        await bob.PostAsync($"groups/{study.Id}/applications", new { text = new string('가', 500) }, HttpStatusCode.NoContent);
        Assert.Equal("group.application_pending", await study.RefusedAsync(bob, HttpMethod.Post, "/applications", new { text = "" }, HttpStatusCode.Conflict));
        Assert.Equal("applied", (await bob.GetAsync($"groups/{study.Id}/card")).GetProperty("standing").GetString());
        var waiting = (await ada.GetAsync($"groups/{study.Id}/applications")).GetProperty("items");
        Assert.Equal(bob.UserId, Assert.Single(waiting.EnumerateArray()).GetProperty("person").GetProperty("userId").GetGuid());
        await ada.PostAsync($"groups/{study.Id}/applications/{bob.UserId}/accept", null, HttpStatusCode.NoContent);

        await bobsTab.HearAsync("groups.mine", e => e.GetProperty("happening").GetString() == "joined");
        await study.GetAsync(bob);
        Assert.Equal("group.application_not_found", await study.RefusedAsync(ada, HttpMethod.Post, $"/applications/{bob.UserId}/accept", null, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task A_refused_applicant_hears_so_and_may_ask_again_and_a_withdrawn_application_is_gone()
    {
        var people = await app.SeedAsync(2);
        var (ada, bob) = (people[0], people[1]);
        var study = await Study.FoundAsync(ada, new { joinPolicy = "apply" });
        await using var bobsTab = await bob.TabAsync();
        await bob.PostAsync($"groups/{study.Id}/applications", new { text = "안녕하세요" }, HttpStatusCode.NoContent);

        await ada.PostAsync($"groups/{study.Id}/applications/{bob.UserId}/refuse", null, HttpStatusCode.NoContent);

        await bobsTab.HearAsync("groups.mine", e => e.GetProperty("happening").GetString() == "refused");
        await bob.PostAsync($"groups/{study.Id}/applications", new { }, HttpStatusCode.NoContent);
        await bob.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/applications/mine", null, HttpStatusCode.NoContent);
        Assert.Equal("group.application_not_found", await study.RefusedAsync(bob, HttpMethod.Delete, "/applications/mine", null, HttpStatusCode.NotFound));
    }

    [Fact]
    public async Task Five_applications_wait_at_once_and_lapse_after_thirty_days()
    {
        var people = await app.SeedAsync(3);
        var studies = new List<Study>();
        for (var i = 0; i < 6; i++)
        {
            studies.Add(await Study.FoundAsync(people[i < 5 ? 0 : 1], new { joinPolicy = "apply" }));
        }

        foreach (var study in studies.Take(5))
        {
            await people[2].PostAsync($"groups/{study.Id}/applications", new { }, HttpStatusCode.NoContent);
        }

        Assert.Equal("group.applications_limit", await studies[5].RefusedAsync(people[2], HttpMethod.Post, "/applications", new { }, HttpStatusCode.Conflict));
        var applicant = people[2];
        Rows.Age(app, "groups_applications", "ExpiresAt", applicant.UserId, TimeSpan.FromDays(30), "UserId");
        Assert.Equal(0, (await people[0].GetAsync($"groups/{studies[0].Id}/applications")).GetProperty("items").GetArrayLength());
        Assert.Equal(
            "group.application_not_found",
            await people[0].RefusedAsync(HttpMethod.Post, $"groups/{studies[0].Id}/applications/{applicant.UserId}/accept", null, HttpStatusCode.NotFound));
        await applicant.PostAsync($"groups/{studies[5].Id}/applications", new { }, HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task An_invitation_says_why_it_does_not_admit()
    {
        var people = await app.SeedAsync(4);
        var study = await Study.FoundAsync(people[0], new { joinPolicy = "invite", visibility = "hidden", memberLimit = 2 });
        var hour = await study.InviteAsync(new { life = "hour" });
        var revoked = await study.InviteAsync();
        await people[0].SendAsync(HttpMethod.Delete, $"groups/{study.Id}/invitations/{revoked}", null, HttpStatusCode.NoContent);
        var never = await study.InviteAsync(new { life = "never", maxUses = 100 });

        Assert.Equal("invite.revoked", await people[1].RefusedAsync(HttpMethod.Get, $"invitations/{revoked}", null, HttpStatusCode.Gone));
        Assert.Equal("invite.unknown", await people[1].RefusedAsync(HttpMethod.Post, "invitations/000000000000", null, HttpStatusCode.NotFound));
        using (var signedOut = app.Browse())
        {
            var preview = await signedOut.GetAsync($"invitations/{Typed(hour)}");
            Assert.Equal(("토익 900", "TOEIC", 1), (preview.GetProperty("name").GetString(), preview.GetProperty("subject").GetString(), preview.GetProperty("memberCount").GetInt32()));
            Assert.NotEqual("", preview.GetProperty("ownerName").GetString());
        }

        await people[1].PostAsync($"invitations/{Typed(hour)}", null, HttpStatusCode.OK);
        Assert.Equal("group.already_member", await people[1].RefusedAsync(HttpMethod.Post, $"invitations/{hour}", null, HttpStatusCode.Conflict));
        Assert.Equal("group.full", await people[2].RefusedAsync(HttpMethod.Post, $"invitations/{hour}", null, HttpStatusCode.Conflict));
        await study.KickAsync(people[1]);
        Assert.Equal("group.banned", await people[1].RefusedAsync(HttpMethod.Post, $"invitations/{hour}", null, HttpStatusCode.Forbidden));
        app.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("invite.expired", await people[2].RefusedAsync(HttpMethod.Post, $"invitations/{hour}", null, HttpStatusCode.Gone));
        await people[2].PostAsync($"invitations/{never}", null, HttpStatusCode.OK);

        static string Typed(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}".ToLowerInvariant().Replace('0', 'o').Replace('1', 'l');
    }

    [Fact]
    public async Task Twenty_invitations_are_active_at_once_and_a_new_one_leaves_the_others_valid()
    {
        using var ada = await app.SeedAsync();
        var study = await Study.FoundAsync(ada);
        var codes = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            codes.Add(await study.InviteAsync());
        }

        Assert.Equal("invite.limit_reached", await study.RefusedAsync(ada, HttpMethod.Post, "/invitations", new { }, HttpStatusCode.Conflict));
        var listed = (await ada.GetAsync($"groups/{study.Id}/invitations")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("code").GetString()!);
        Assert.Equal(codes.Order(), listed.Order());
        await ada.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/invitations/{codes[3]}", null, HttpStatusCode.NoContent);
        await study.InviteAsync();
        Assert.Equal("group.field_invalid", await study.RefusedAsync(ada, HttpMethod.Post, "/invitations", new { maxUses = 0 }, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("group.field_invalid", await study.RefusedAsync(ada, HttpMethod.Post, "/invitations", new { maxUses = 101 }, HttpStatusCode.UnprocessableEntity));
    }

    [Fact]
    public async Task After_twenty_wrong_codes_an_address_waits_ten_minutes()
    {
        app.Clock.Advance(TimeSpan.FromMinutes(11));
        using var ada = await app.SeedAsync();
        var study = await Study.FoundAsync(ada);
        var code = await study.InviteAsync();
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal("invite.unknown", await ada.RefusedAsync(HttpMethod.Get, $"invitations/guess{i:0000000}", null, HttpStatusCode.NotFound));
        }

        Assert.Equal("rate.limited", await ada.RefusedAsync(HttpMethod.Get, $"invitations/{code}", null, HttpStatusCode.TooManyRequests));
        Assert.Equal("rate.limited", await ada.RefusedAsync(HttpMethod.Post, $"invitations/{code}", null, HttpStatusCode.TooManyRequests));
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        await ada.GetAsync($"invitations/{code}");
    }

    [Fact]
    public async Task The_directory_finds_by_name_subject_and_tag_and_narrows()
    {
        var people = await app.SeedAsync(2);
        var mark = Guid.CreateVersion7().ToString("N")[^8..];
        var korean = await Study.FoundAsync(people[0], new { name = $"정처기 {mark}", subject = "정보처리", tags = (string[])["실기"], channel = "job-seekers" });
        var percent = await Study.FoundAsync(people[0], new { name = $"100% {mark}", joinPolicy = "apply" });
        var full = await Study.FoundAsync(people[0], new { name = $"Pair {mark}", memberLimit = 2 });
        await Study.FoundAsync(people[0], new { name = $"정처기 비밀 {mark}", visibility = "hidden", joinPolicy = "invite" });
        await full.JoinAsync(people[1]);

        Assert.Equal([korean.Id], await FindAsync(people[1], $"실기"));
        Assert.Equal([korean.Id], await FindAsync(people[1], $"처기 {mark}"));
        Assert.Equal([percent.Id], await FindAsync(people[1], $"0% {mark}"));
        Assert.Empty(await FindAsync(people[1], $"1_0% {mark}"));
        Assert.Equal([full.Id, percent.Id, korean.Id], await FindAsync(people[1], mark.ToUpperInvariant()));
        Assert.Equal([percent.Id, korean.Id], await FindAsync(people[1], mark, "&hasSpace=true"));
        Assert.Equal([percent.Id], await FindAsync(people[1], mark, "&policy=apply"));
        Assert.Equal([korean.Id], await FindAsync(people[1], mark, "&channel=job-seekers"));
        var first = await people[1].GetAsync($"groups?q={mark}&limit=2");
        var second = await people[1].GetAsync($"groups?q={mark}&limit=2&cursor={first.GetProperty("nextCursor").GetString()}");
        Assert.Equal([full.Id, percent.Id, korean.Id], Ids(first).Concat(Ids(second)));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextCursor").ValueKind);
        Assert.Equal("api.cursor_invalid", await people[1].RefusedAsync(HttpMethod.Get, $"groups?q={mark}&cursor=x", null, HttpStatusCode.BadRequest));
        Assert.Equal("api.cursor_invalid", await people[1].RefusedAsync(HttpMethod.Get, "groups?cursor=x", null, HttpStatusCode.BadRequest));
        Assert.Equal("group.field_invalid", await people[1].RefusedAsync(HttpMethod.Get, "groups?policy=x", null, HttpStatusCode.UnprocessableEntity));
    }

    private static async Task<IReadOnlyList<Guid>> FindAsync(Browser browser, string q, string more = "") =>
        [.. Ids(await browser.GetAsync($"groups?q={Uri.EscapeDataString(q)}{more}"))];

    private static IEnumerable<Guid> Ids(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(g => g.GetProperty("id").GetGuid());
}
