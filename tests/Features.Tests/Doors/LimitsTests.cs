using System.Net;
using System.Text;
using System.Text.Json;
using StudyHub.Features.Tests.Harness;

namespace StudyHub.Features.Tests.Doors;

/// <summary>
/// Specification, section 4: every length and number that somebody can send, at its edge and one past it, through its door. What is counted over time or among
/// people (groups, invitations, applications, managers, rooms an hour, tries, reports a day) is held where its feature is tested.
/// </summary>
public sealed class LimitsTests(StudyHubApp app) : IClassFixture<StudyHubApp>
{
    private const HttpStatusCode Ok = HttpStatusCode.OK, Created = HttpStatusCode.Created, NoContent = HttpStatusCode.NoContent;

    /// <summary>The limit's name, and how a value is sent; the values at the edges, and those one past them with the code of their refusal.</summary>
    private static readonly Limit[] s_limits =
    [
        new("display name", HttpMethod.Patch, "me", v => new { displayName = v }, Ok, [Text(1), Text(40)], [Text(0), Text(41)], "account.display_name_invalid"),
        new("bio", HttpMethod.Patch, "me", v => new { bio = v }, Ok, [Text(0), Text(300)], [Text(301)], "profile.bio_invalid"),
        new("link", HttpMethod.Patch, "me", v => new { link = v }, Ok, [Link(200)], [Link(201)], "profile.link_invalid"),
        new("password", HttpMethod.Put, "me/password", v => new { password = v }, NoContent, [Text(8), Text(128)], [Text(7), Text(129)], "account."),
        new("group name", HttpMethod.Patch, "groups/{group}", v => new { name = v }, Ok, [Text(2), Text(50)], [Text(1), Text(51)], "group.field_invalid"),
        new("group subject", HttpMethod.Patch, "groups/{group}", v => new { subject = v }, Ok, [Text(1), Text(40)], [Text(0), Text(41)], "group.field_invalid"),
        new("group description", HttpMethod.Patch, "groups/{group}", v => new { description = v }, Ok, [Text(2_000)], [Text(2_001)], "group.field_invalid"),
        new("group tags", HttpMethod.Patch, "groups/{group}", v => new { tags = Enumerable.Range(10, (int)v).Select(i => $"tag {i}") }, Ok, [0, 10], [11], "group.field_invalid"),
        new("group tag", HttpMethod.Patch, "groups/{group}", v => new { tags = new[] { v } }, Ok, [Text(20)], [Text(21)], "group.field_invalid"),
        new("group goal", HttpMethod.Patch, "groups/{group}", v => new { goalHours = v }, Ok, [0, 100], [-1, 101], "group.field_invalid"),
        new("group members", HttpMethod.Patch, "groups/{group}", v => new { memberLimit = v }, Ok, [2, 50], [1, 51], "group.field_invalid"),
        new("group notice", HttpMethod.Put, "groups/{group}/notice", v => new { notice = v }, Ok, [Text(2_000)], [Text(2_001)], "group.field_invalid"),
        new("invitation uses", HttpMethod.Post, "groups/{group}/invitations", v => new { maxUses = v }, Created, [1, 100], [0, 101], "group.field_invalid"),
        new("reason of a warning", HttpMethod.Post, "groups/{group}/warnings", v => new { userId = "{member}", reason = v }, Ok, [Text(1), Text(200)], [Text(0), Text(201)], "group.field_invalid"),
        new("room title", HttpMethod.Patch, "rooms/{room}", v => new { title = v }, Ok, [Text(1), Text(60)], [Text(0), Text(61)], "room.field_invalid"),
        new("room capacity", HttpMethod.Patch, "rooms/{room}", v => new { capacity = v }, Ok, [2, 50], [1, 51], "room.field_invalid"),
        new("room password", HttpMethod.Patch, "rooms/{room}", v => new { password = v }, Ok, [Text(4), Text(64)], [Text(3), Text(65)], "room.field_invalid"),
        new("room notice", HttpMethod.Patch, "rooms/{room}", v => new { notice = v }, Ok, [Text(500)], [Text(501)], "room.field_invalid"),
        new("report", HttpMethod.Post, "reports", v => new { kind = "user", id = "{member}", category = "other", text = v }, Created, [Text(0), Text(1_000)], [Text(1_001)], "report.field_invalid"),
        new("page of rooms", HttpMethod.Get, "rooms?limit={value}", null, Ok, [1, 100], [0, 101], "api.limit_invalid"),
        new("page of groups", HttpMethod.Get, "groups?limit={value}", null, Ok, [1, 100], [0, 101], "api.limit_invalid"),
        new("page of reports", HttpMethod.Get, "reports/mine?limit={value}", null, Ok, [1, 100], [0, 101], "api.limit_invalid"),
        new("page of a place's log", HttpMethod.Get, "rooms/{room}/audit?limit={value}", null, Ok, [1, 100], [0, 101], "api.limit_invalid"),
        new("handle", HttpMethod.Get, "accounts/handles/{value}", null, Ok, ["abc", "a2345678901234567890"], ["ab", "a23456789012345678901"], "account.handle_invalid"),
    ];

    public static TheoryData<string> Names => [.. s_limits.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_limit_holds_at_its_edge_and_not_one_past_it(string name)
    {
        var limit = s_limits.Single(l => l.Name == name);
        var people = await app.SeedAsync(2);
        var study = await Study.FoundAsync(people[0]);
        await study.JoinAsync(people[1]);
        var room = await people[0].CreateRoomAsync();
        string Fill(string text) => text
            .Replace("{group}", $"{study.Id}", StringComparison.Ordinal)
            .Replace("{room}", $"{room}", StringComparison.Ordinal)
            .Replace("{member}", $"{people[1].UserId}", StringComparison.Ordinal);

        foreach (var value in limit.Taken)
        {
            var (status, answer) = await SendAsync(value);
            Assert.True(status == limit.Success, $"{name} {value}: {status} {answer}");
        }

        foreach (var value in limit.Refused)
        {
            var (status, problem) = await SendAsync(value);
            Assert.True(status == HttpStatusCode.UnprocessableEntity, $"{name} {value}: {status} {problem}");
            Assert.StartsWith(limit.Code, problem.GetProperty("code").GetString(), StringComparison.Ordinal);
        }

        async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(object value)
        {
            using var body = limit.Body is null
                ? null
                : new StringContent(Fill(JsonSerializer.Serialize(limit.Body(value), JsonSerializerOptions.Web)), Encoding.UTF8, "application/json");
            var (status, answer, _) = await people[0].SendRawAsync(limit.Method, Fill(limit.Path).Replace("{value}", $"{value}", StringComparison.Ordinal), body);
            return (status, answer);
        }
    }

    /// <summary>Characters that are several bytes and two code units each: a limit counts code points.</summary>
    private static string Text(int length) => string.Concat(Enumerable.Repeat("😀", length));

    private static string Link(int length) => $"https://example.org/{new string('x', length - "https://example.org/".Length)}";

    private sealed record Limit(
        string Name, HttpMethod Method, string Path, Func<object, object>? Body, HttpStatusCode Success, object[] Taken, object[] Refused, string Code);
}
