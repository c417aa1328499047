using System.Net;
using System.Text.Json;

namespace StudyHub.Features.Tests.Harness;

/// <summary>A study group through its doors.</summary>
public sealed class Study(Browser owner, Guid id)
{
    public Guid Id => id;

    public Browser Owner => owner;

    public static async Task<Study> FoundAsync(Browser owner, object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { }, JsonSerializerOptions.Web)!.AsObject();
        body["name"] ??= "토익 900";
        body["subject"] ??= "TOEIC";
        body["joinPolicy"] ??= "open";
        var group = await owner.PostAsync("groups", body, HttpStatusCode.Created);
        return new(owner, group.GetProperty("id").GetGuid());
    }

    public Task JoinAsync(Browser who) => who.PostAsync($"groups/{id}/join", null, HttpStatusCode.NoContent);

    public Task LeaveAsync(Browser who) => who.PostAsync($"groups/{id}/leave", null, HttpStatusCode.NoContent);

    public Task KickAsync(Browser who) => owner.PostAsync($"groups/{id}/bans", new { userId = who.UserId }, HttpStatusCode.NoContent);

    public Task PromoteAsync(Browser who, string role = "manager") =>
        owner.SendAsync(HttpMethod.Put, $"groups/{id}/members/{who.UserId}/role", new { role }, HttpStatusCode.NoContent);

    public Task<JsonElement> GetAsync(Browser? who = null) => (who ?? owner).GetAsync($"groups/{id}");

    public async Task<IReadOnlyList<(Guid User, string Role)>> MembersAsync() =>
        [.. (await owner.GetAsync($"groups/{id}/members")).GetProperty("items").EnumerateArray()
            .Select(m => (m.GetProperty("person").GetProperty("userId").GetGuid(), m.GetProperty("role").GetString()!))];

    public Task<string> RefusedAsync(Browser who, HttpMethod method, string path, object? body, HttpStatusCode status) =>
        who.RefusedAsync(method, $"groups/{id}{path}", body, status);

    public async Task<string> InviteAsync(object? wish = null) =>
        (await owner.PostAsync($"groups/{id}/invitations", wish ?? new { }, HttpStatusCode.Created)).GetProperty("code").GetString()!;
}
