using System.Net;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>MOD-3: what hosts and admins do stands in the log, with actor, target and reason; hosts read their part.</summary>
public sealed class AuditTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    [Fact]
    public async Task Everything_a_group_s_hosts_do_stands_in_the_log_of_the_group()
    {
        var people = await app.SeedAsync(4);
        var (ada, bob, chae, dan) = (people[0], people[1], people[2], people[3]);
        var study = await Study.FoundAsync(ada, new { joinPolicy = "apply" });
        async Task ApplyAsync(Browser who, string decision)
        {
            await who.PostAsync($"groups/{study.Id}/applications", new { text = "" }, HttpStatusCode.NoContent);
            await ada.PostAsync($"groups/{study.Id}/applications/{who.UserId}/{decision}", null, HttpStatusCode.NoContent);
        }

        await ApplyAsync(dan, "refuse");
        await ApplyAsync(bob, "accept");
        await ApplyAsync(chae, "accept");
        var code = await study.InviteAsync();
        await ada.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/invitations/{code}", null, HttpStatusCode.NoContent);
        await study.PromoteAsync(bob);
        for (var n = 1; n <= 3; n++)
        {
            await bob.PostAsync($"groups/{study.Id}/warnings", new { userId = chae.UserId, reason = $"reason {n}" }, HttpStatusCode.OK);
        }

        await ada.PostAsync($"groups/{study.Id}/bans", new { userId = dan.UserId, reason = "before he comes" }, HttpStatusCode.NoContent);
        await ada.SendAsync(HttpMethod.Delete, $"groups/{study.Id}/bans/{chae.UserId}", null, HttpStatusCode.NoContent);
        await ada.SendAsync(HttpMethod.Put, $"groups/{study.Id}/owner", new { userId = bob.UserId }, HttpStatusCode.NoContent);
        await bob.PostAsync($"groups/{study.Id}/dissolve", new { name = "토익 900" }, HttpStatusCode.NoContent);
        await bob.PostAsync($"groups/{study.Id}/restore", null, HttpStatusCode.OK);

        Assert.Equal(
            new (string, string?, string?, string?)[]
            {
                ("group.application_refused", ada.Handle, dan.Handle, null),
                ("group.application_accepted", ada.Handle, bob.Handle, null),
                ("group.application_accepted", ada.Handle, chae.Handle, null),
                ("group.invitation_issued", ada.Handle, null, null),
                ("group.invitation_revoked", ada.Handle, null, null),
                ("group.role_changed", ada.Handle, bob.Handle, "manager"),
                ("group.warned", bob.Handle, chae.Handle, "reason 1"),
                ("group.warned", bob.Handle, chae.Handle, "reason 2"),
                ("group.warned", bob.Handle, chae.Handle, "reason 3"),
                ("group.banned", bob.Handle, chae.Handle, "reason 3"),
                ("group.kicked", ada.Handle, dan.Handle, "before he comes"),
                ("group.ban_lifted", ada.Handle, chae.Handle, null),
                ("group.handed_over", ada.Handle, bob.Handle, null),
                ("group.dissolved", bob.Handle, null, null),
                ("group.restored", bob.Handle, null, null),
            },
            (await LinesAsync(bob, study.Id)).Reverse().Select(l => (l.Act, l.Actor, l.Target, l.Reason)));
    }

    [Fact]
    public async Task Everything_a_room_s_host_does_stands_in_the_log_of_the_room()
    {
        var people = await app.SeedAsync(4);
        var (ada, bob, chae, dan) = (people[0], people[1], people[2], people[3]);
        var room = await ada.CreateRoomAsync();
        await using var adas = await ada.TabAsync();
        await using var bobs = await bob.TabAsync();
        await using var chaes = await chae.TabAsync();
        await adas.EnterAsync(room);
        var bobsSeat = (await bobs.EnterAsync(room)).GetProperty("seat").GetProperty("seatId").GetGuid();
        await bobs.OkAsync("meeting.set_device", new { roomId = room, source = "camera", on = true });

        await adas.OkAsync("meeting.lock", new { roomId = room, locked = true });
        await adas.OkAsync("meeting.lock", new { roomId = room, locked = true }); // Nothing happens, and nothing is written.
        await adas.OkAsync("meeting.lock", new { roomId = room, locked = false });
        await adas.OkAsync("meeting.stop_source", new { roomId = room, seatId = bobsSeat, source = "camera" });
        await adas.OkAsync("meeting.set_share_policy", new { roomId = room, policy = "hosts" });
        for (var n = 1; n <= 3; n++)
        {
            await adas.OkAsync("meeting.warn", new { roomId = room, userId = bob.UserId, reason = $"reason {n}" });
        }

        await adas.OkAsync("meeting.lift_ban", new { roomId = room, userId = bob.UserId });
        await adas.OkAsync("meeting.kick", new { roomId = room, userId = dan.UserId, reason = "소란" });
        await ada.SendAsync(HttpMethod.Patch, $"rooms/{room}", new { lobby = true }, HttpStatusCode.OK);
        await adas.HearMeetingAsync("room", e => e.GetProperty("lobby").GetBoolean());
        await WaitAsync(chaes, room);
        await adas.OkAsync("meeting.refuse", new { roomId = room, userId = chae.UserId });
        await WaitAsync(chaes, room);
        await adas.OkAsync("meeting.admit", new { roomId = room, userId = chae.UserId });
        await chaes.EnterAsync(room);
        await adas.OkAsync("meeting.delegate", new { roomId = room, userId = chae.UserId });
        await chaes.OkAsync("meeting.close", new { roomId = room });

        Assert.Equal(
            new (string, string?, string?, string?)[]
            {
                ("room.locked", ada.Handle, null, null),
                ("room.unlocked", ada.Handle, null, null),
                ("room.source_stopped", ada.Handle, bob.Handle, null),
                ("room.sharing_changed", ada.Handle, null, null),
                ("room.warned", ada.Handle, bob.Handle, "reason 1"),
                ("room.warned", ada.Handle, bob.Handle, "reason 2"),
                ("room.warned", ada.Handle, bob.Handle, "reason 3"),
                ("room.banned", ada.Handle, bob.Handle, "reason 3"),
                ("room.ban_lifted", ada.Handle, bob.Handle, null),
                ("room.kicked", ada.Handle, dan.Handle, "소란"),
                ("room.entry_refused", ada.Handle, chae.Handle, null),
                ("room.entry_admitted", ada.Handle, chae.Handle, null),
                ("room.handed_over", ada.Handle, chae.Handle, null),
                ("room.closed", chae.Handle, null, null),
            },
            (await LinesAsync(chae, room)).Reverse().Select(l => (l.Act, l.Actor, l.Target, l.Reason)));
    }

    [Fact]
    public async Task Access_refused_by_right_is_noted_also_where_the_answer_is_not_found()
    {
        var people = await app.SeedAsync(3);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        var (member, stranger) = (people[1], people[2]);
        await using var tab = await stranger.TabAsync();

        await member.RefusedAsync(HttpMethod.Patch, $"groups/{study.Id}", new { name = "Mine" }, HttpStatusCode.Forbidden);
        await stranger.GetAsync($"groups/{study.Id}", HttpStatusCode.NotFound);
        await stranger.GetAsync($"rooms/{study.Id}", HttpStatusCode.NotFound);
        Assert.Equal("room.not_found", await tab.EnterRefusedAsync(study.Id));
        Assert.Equal("room.not_found", await tab.RefusedAsync("meeting.lock", new { roomId = study.Id, locked = true }));
        await stranger.GetAsync($"groups/{Guid.CreateVersion7()}", HttpStatusCode.NotFound); // There is none: nobody was refused anything.

        var expected = new HashSet<(string Act, string? Actor, string? Reason)>
        {
            ("access.refused", member.Handle, "group.role_needed"),
            ("access.refused", stranger.Handle, "group.not_found"),
            ("access.refused", stranger.Handle, "room.not_found"),
        };
        await Eventually.TrueAsync(async () => (await LinesAsync(people[0], study.Id)).Count == 5, "every refusal is in the log");
        Assert.Equal(expected, (await LinesAsync(people[0], study.Id)).Select(l => (l.Act, l.Actor, l.Reason)).ToHashSet());
    }

    [Fact]
    public async Task Only_hosts_read_a_place_s_part_and_none_sees_another_s()
    {
        var people = await app.SeedAsync(4);
        var (ada, bob, chae, dan) = (people[0], people[1], people[2], people[3]);
        var study = await Study.FoundAsync(ada);
        await study.JoinAsync(bob);
        await study.JoinAsync(chae);
        await study.PromoteAsync(bob);
        var other = await Study.FoundAsync(dan);
        var open = await ada.CreateRoomAsync();

        Assert.Equal("mod.host_needed", await chae.RefusedAsync(HttpMethod.Get, $"rooms/{study.Id}/audit", null, HttpStatusCode.Forbidden));
        Assert.Equal("room.not_found", await dan.RefusedAsync(HttpMethod.Get, $"rooms/{study.Id}/audit", null, HttpStatusCode.NotFound));
        Assert.Equal("mod.host_needed", await dan.RefusedAsync(HttpMethod.Get, $"rooms/{open}/audit", null, HttpStatusCode.Forbidden));
        Assert.Equal("room.not_found", await dan.RefusedAsync(HttpMethod.Get, $"rooms/{Guid.CreateVersion7()}/audit", null, HttpStatusCode.NotFound));
        Assert.Equal(["group.role_changed"], (await LinesAsync(bob, study.Id)).Where(l => l.Act.StartsWith("group.", StringComparison.Ordinal)).Select(l => l.Act));
        Assert.Empty(await LinesAsync(dan, other.Id));
    }

    [Fact]
    public async Task An_admin_closes_a_room_with_a_reason()
    {
        var admin = await app.AdminAsync();
        var people = await app.SeedAsync(2);
        var room = await people[0].CreateRoomAsync();
        await using var tab = await people[0].TabAsync();
        await tab.EnterAsync(room);
        var study = await Study.FoundAsync(people[0]);

        Assert.Equal("admin.needed", await people[1].RefusedAsync(HttpMethod.Post, $"admin/rooms/{room}/close", new { reason = "x" }, HttpStatusCode.Forbidden));
        Assert.Equal("admin.reason_needed", await admin.RefusedAsync(HttpMethod.Post, $"admin/rooms/{room}/close", new { reason = " " }, HttpStatusCode.UnprocessableEntity));
        Assert.Equal("room.not_found", await admin.RefusedAsync(HttpMethod.Post, $"admin/rooms/{Guid.CreateVersion7()}/close", new { reason = "x" }, HttpStatusCode.NotFound));
        Assert.Equal("mod.group_decides", await admin.RefusedAsync(HttpMethod.Post, $"admin/rooms/{study.Id}/close", new { reason = "x" }, HttpStatusCode.Conflict));
        await admin.PostAsync($"admin/rooms/{room}/close", new { reason = "Advertisements" }, HttpStatusCode.NoContent);

        Assert.Equal("room.closed", (await tab.HearAsync("meeting.seat_ended")).GetProperty("code").GetString());
        var line = (await LinesAsync(people[0], room)).Single(l => l.Act == "room.closed");
        Assert.Equal((admin.Handle, "Advertisements"), (line.Actor, line.Reason));
        await using var late = await people[1].TabAsync();
        Assert.Equal("room.closed", await late.EnterRefusedAsync(room));
    }

    private static async Task WaitAsync(LiveTab tab, Guid room) => Assert.Equal("room.waiting", await tab.EnterRefusedAsync(room));

    private static async Task<IReadOnlyList<Line>> LinesAsync(Browser host, Guid place) =>
        [.. (await host.GetAsync($"rooms/{place}/audit?limit=100")).GetProperty("items").EnumerateArray().Select(l => new Line(
            l.GetProperty("act").GetString()!, Handle(l, "actor"), Handle(l, "target"), l.GetProperty("reason").GetString()))];

    private static string? Handle(JsonElement line, string who) =>
        line.GetProperty(who) is { ValueKind: JsonValueKind.Object } person ? person.GetProperty("handle").GetString() : null;

    private sealed record Line(string Act, string? Actor, string? Target, string? Reason);
}
