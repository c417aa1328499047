using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using StudyHub.Features.Tests.Harness;
using StudyHub.Web;
using StudyHub.Web.Live;

namespace StudyHub.Features.Tests.Doors;

/// <summary>
/// GRP-12, API-9, E8, E11: every REST use case and every live command, tried by a stranger, an ex-member and a kicked member; the signed-out are swept by
/// <see cref="AuthorisationSweepTests"/>. Both lists come from what the server serves: a new door without an entry here fails.
/// </summary>
public sealed class RightsSweepTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    /// <summary>About oneself alone, or meant for everybody: nobody signed in can be refused for who they are.</summary>
    private static readonly string[] s_everybody =
    [
        "POST /accounts", "POST /accounts/codes", "POST /accounts/codes/verify", "GET /accounts/handles/{handle}", "POST /accounts/passkey/start", "POST /accounts/recovery",
        "GET /sessions", "POST /sessions", "DELETE /sessions", "DELETE /sessions/{sessionId}", "GET /sessions/current", "DELETE /sessions/current",
        "POST /sessions/current/proof", "POST /sessions/current/proof/passkey", "POST /sessions/current/proof/passkey/start", "POST /sessions/passkey", "POST /sessions/passkey/start",
        "GET /me", "PATCH /me", "PUT /me/avatar", "DELETE /me/avatar", "GET /me/security", "PUT /me/password", "PUT /me/email", "POST /me/email/code",
        "POST /me/totp", "DELETE /me/totp", "POST /me/totp/confirm", "POST /me/recovery-codes", "POST /me/passkeys", "POST /me/passkeys/start",
        "PATCH /me/passkeys/{passkeyId}", "DELETE /me/passkeys/{passkeyId}", "POST /me/export", "GET /me/export", "GET /me/export/file", "POST /me/deletion",
        "GET /people/{handle}", "GET /avatars/{name}", "GET /installation", "POST /admin/claim",
        "GET /groups", "POST /groups", "GET /groups/mine", "GET /groups/warnings", "POST /groups/warnings/seen",
        "GET /rooms", "POST /rooms", "GET /rooms/recent", "GET /rooms/warnings", "POST /rooms/warnings/seen", "GET /rooms/{roomId}/preview",
        "GET /invitations/{code}", "POST /invitations/{code}",
        "GET /notifications", "GET /notifications/unread", "POST /notifications/read", "GET /notifications/settings", "PATCH /notifications/settings",
        "GET /reports/mine", "GET /blocks", "PUT /blocks/{userId}", "DELETE /blocks/{userId}",
    ];

    private static readonly Dictionary<string, string> s_ownCommands = new(StringComparer.Ordinal)
    {
        ["live.hello"] = "names the own tab",
        ["live.beat"] = "says that it is there",
        ["media.probe"] = "concerns no room",
        ["rooms.watch"] = "the list is for everybody",
        ["rooms.unwatch"] = "hears less",
        ["groups.unwatch"] = "hears less",
        ["chat.unwatch"] = "hears less",
        ["chat.follow"] = "counts the own groups",
        ["meeting.leave"] = "who has no seat gives none back",
        ["meeting.stop_waiting"] = "who does not wait leaves no line",
    };

    [Fact]
    public async Task Every_REST_use_case_about_a_group_is_refused_to_who_is_no_member()
    {
        var scene = await SetAsync();
        var doors = Doors(scene).ToDictionary(d => $"{d.Method} {d.Pattern}", StringComparer.Ordinal);
        var served = Served().ToList();

        Assert.Equal(served.Order(StringComparer.Ordinal), doors.Keys.Concat(s_everybody).Order(StringComparer.Ordinal));

        foreach (var (role, who) in scene.Outsiders)
        {
            foreach (var (name, door) in doors)
            {
                using var body = door.Body is null ? null : new StringContent(JsonSerializer.Serialize(door.Body), Encoding.UTF8, "application/json");
                var (status, problem, _) = await who.SendRawAsync(new HttpMethod(door.Method), scene.Fill(door.Pattern), body);

                Assert.True(problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("code", out _), $"{role}: {name} answered {status}");
                Assert.Equal((role, name, door.Status, door.Code), (role, name, status, problem.GetProperty("code").GetString()));
            }
        }

        Assert.Equal(2, (await scene.Study.MembersAsync()).Count);
        Assert.Equal("토익 900", (await scene.Study.GetAsync()).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("group")]
    [InlineData("open")]
    public async Task Every_live_command_about_a_room_is_refused_to_who_has_no_right_there(string kind)
    {
        var scene = await SetAsync();
        var room = kind == "group" ? scene.Study.Id : scene.OpenRoom;
        var commands = app.Services.GetRequiredService<LiveRoutes>().Commands.Where(c => !s_ownCommands.ContainsKey(c.Name)).ToList();
        var known = Refusals(kind, "stranger").Keys;
        Assert.Equal(known.Order(), commands.Select(c => c.Name).Order());

        foreach (var (role, who) in scene.Outsiders)
        {
            await using var tab = await who.TabAsync();
            var refusals = Refusals(kind, role);
            foreach (var command in commands.Where(c => refusals.ContainsKey(c.Name)))
            {
                var body = Junk.Shaped(command.Body, room, Json.Options)!.AsObject();
                if (body.ContainsKey("call"))
                {
                    (body["call"], body["move"], body["password"]) = (tab.CallKey, false, "guessed");
                }

                Assert.Equal((role, command.Name, refusals[command.Name]), (role, command.Name, await tab.RefusedAsync(command.Name, body)));
            }

            Assert.DoesNotContain(tab.Rest(), heard => heard.Type.StartsWith("meeting.", StringComparison.Ordinal) || heard.Type.StartsWith("chat.", StringComparison.Ordinal));
        }
    }

    private static Dictionary<string, string> Refusals(string kind, string role)
    {
        var (seat, host, enter, chat) = (kind, role) switch
        {
            ("group", "kicked") => ("group.banned", "group.banned", "group.banned", "chat.not_found"),
            ("group", _) => ("room.not_found", "room.not_found", "room.not_found", "chat.not_found"),
            (_, "kicked") => ("seat.needed", "mod.host_needed", "room.banned", "chat.not_found"),
            (_, "ex-member") => ("seat.needed", "mod.host_needed", "room.password_wrong", "chat.not_allowed"),
            _ => ("seat.needed", "mod.host_needed", "room.password_wrong", "chat.not_found"),
        };
        var refusals = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["groups.watch"] = "group.not_found",
            ["meeting.enter"] = enter,
        };
        foreach (var name in (string[])["chat.send", "chat.edit", "chat.delete", "chat.react", "chat.pin", "chat.typing"])
        {
            refusals[name] = chat;
        }

        foreach (var name in (string[])["chat.resume", "chat.watch", "chat.read"])
        {
            refusals[name] = "chat.not_found";
        }

        if ((kind, role) == ("open", "ex-member"))
        {
            refusals.Remove("chat.read"); // Who sat there reads on (CHAT-6).
        }

        foreach (var name in (string[])["meeting.snapshot", "meeting.set_device", "meeting.start_share", "meeting.stop_share", "meeting.set_hand", "meeting.react", "media.publish", "media.subscribe", "media.answer"])
        {
            refusals[name] = seat;
        }

        foreach (var name in (string[])["meeting.close", "meeting.lock", "meeting.admit", "meeting.refuse", "meeting.warn", "meeting.kick", "meeting.bans", "meeting.lift_ban", "meeting.delegate", "meeting.set_share_policy", "meeting.stop_source", "meeting.lower_hand", "meeting.call_hand"])
        {
            refusals[name] = host;
        }

        return refusals;
    }

    private static IEnumerable<Door> Doors(Scene scene)
    {
        const HttpStatusCode NotFound = HttpStatusCode.NotFound, Forbidden = HttpStatusCode.Forbidden;
        var user = scene.Member.UserId;
        Door Group(string method, string path, object? body = null) => new(method, $"/groups/{{groupId}}{path}", body, NotFound, "group.not_found");
        return
        [
            Group("GET", ""), Group("GET", "/card"), Group("PATCH", "", new { name = "Mine" }), Group("PUT", "/notice", new { notice = "x" }), Group("GET", "/members"),
            Group("PUT", "/members/{userId}/role", new { role = "manager" }), Group("PUT", "/owner", new { userId = user }), Group("POST", "/dissolve", new { name = "토익 900" }),
            Group("POST", "/restore"), Group("POST", "/join"), Group("POST", "/leave"), Group("GET", "/applications"), Group("POST", "/applications", new { text = "" }),
            Group("POST", "/applications/{userId}/accept"), Group("POST", "/applications/{userId}/refuse"), Group("GET", "/invitations"), Group("POST", "/invitations", new { }),
            Group("DELETE", "/invitations/{code}"), Group("POST", "/warnings", new { userId = user, reason = "x" }), Group("POST", "/bans", new { userId = user }), Group("GET", "/bans"),
            Group("DELETE", "/bans/{userId}"), Group("DELETE", "/applications/mine") with { Code = "group.application_not_found" },
            new("PUT", "/notifications/groups/{groupId}", new { level = "all" }, NotFound, "group.not_found"),
            new("POST", "/notifications/{notificationId}/read", null, NotFound, "notification.not_found"),
            new("GET", "/rooms/{roomId}", null, NotFound, "room.not_found"),
            new("PATCH", "/rooms/{roomId}", new { title = "Mine" }, NotFound, "room.not_found"),
            new("GET", "/rooms/{roomId}/audit", null, NotFound, "room.not_found"),
            new("GET", "/rooms/{roomId}/messages", null, NotFound, "chat.not_found"),
            new("GET", "/rooms/{roomId}/messages/search", null, NotFound, "chat.not_found"),
            new("GET", "/rooms/{roomId}/messages/pinned", null, NotFound, "chat.not_found"),
            new("GET", "/rooms/{roomId}/messages/people", null, NotFound, "chat.not_found"),
            new("POST", "/rooms/{roomId}/files", null, NotFound, "chat.not_found"),
            new("GET", "/rooms/{roomId}/files/{fileId}", null, NotFound, "file.not_found"),
            new("POST", "/reports", new { kind = "room", id = scene.Study.Id, category = "spam" }, NotFound, "report.target_not_found"),
            new("GET", "/admin/audit", null, Forbidden, "admin.needed"),
            new("GET", "/admin/users", null, Forbidden, "admin.needed"),
            new("POST", "/admin/users/{userId}/disable", new { reason = "x" }, Forbidden, "admin.needed"),
            new("POST", "/admin/users/{userId}/enable", new { reason = "x" }, Forbidden, "admin.needed"),
            new("POST", "/admin/users/{userId}/sign-out", new { reason = "x" }, Forbidden, "admin.needed"),
            new("POST", "/admin/rooms/{roomId}/close", new { reason = "x" }, Forbidden, "admin.needed"),
            new("GET", "/admin/reports", null, Forbidden, "admin.needed"),
            new("GET", "/admin/reports/{reportId}/picture", null, Forbidden, "admin.needed"),
            new("GET", "/admin/reports/{reportId}", null, Forbidden, "admin.needed"),
            new("POST", "/admin/reports/{reportId}/close", new { outcome = "acted" }, Forbidden, "admin.needed"),
        ];
    }

    /// <summary>A hidden group of two with somebody who left and somebody who was kicked; an open room with a password, with the same people.</summary>
    private async Task<Scene> SetAsync()
    {
        var people = await app.SeedAsync(5);
        var (owner, member, gone, kicked, stranger) = (people[0], people[1], people[2], people[3], people[4]);
        var study = await Study.FoundAsync(owner, new { joinPolicy = "invite", visibility = "hidden" });
        var code = await study.InviteAsync();
        var open = await owner.CreateRoomAsync(new { password = "열려라참깨" });
        await using var ownersTab = await owner.TabAsync();
        await ownersTab.EnterAsync(open, "열려라참깨");
        foreach (var person in (Browser[])[member, gone, kicked])
        {
            await person.PostAsync($"invitations/{code}", null, HttpStatusCode.OK);
            await using var tab = await person.TabAsync();
            await tab.EnterAsync(open, "열려라참깨");
            await tab.OkAsync("meeting.leave", new { roomId = open });
        }

        await study.LeaveAsync(gone);
        await study.KickAsync(kicked);
        await ownersTab.OkAsync("meeting.kick", new { roomId = open, userId = kicked.UserId });
        await ownersTab.OkAsync("chat.send", new { roomId = open, messageId = Guid.CreateVersion7(), text = "among us" });
        return new(study, member, code, open, [("stranger", stranger), ("ex-member", gone), ("kicked", kicked)]);
    }

    /// <summary>What the document says is served, without the site's prefix.</summary>
    private IEnumerable<string> Served() =>
        from path in app.Contract.Document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        select $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')["/api/v1".Length..]}";

    private sealed record Door(string Method, string Pattern, object? Body, HttpStatusCode Status, string Code);

    private sealed record Scene(Study Study, Browser Member, string Code, Guid OpenRoom, IReadOnlyList<(string Role, Browser Who)> Outsiders)
    {
        public string Fill(string pattern) => pattern.TrimStart('/')
            .Replace("{groupId}", $"{Study.Id}", StringComparison.Ordinal)
            .Replace("{roomId}", $"{Study.Id}", StringComparison.Ordinal)
            .Replace("{userId}", $"{Member.UserId}", StringComparison.Ordinal)
            .Replace("{code}", Code, StringComparison.Ordinal)
            .Replace("{fileId}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal)
            .Replace("{notificationId}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal)
            .Replace("{reportId}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal);
    }
}
