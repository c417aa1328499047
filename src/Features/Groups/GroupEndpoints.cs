using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Groups;

/// <summary>The directory and one group; how people join is in <see cref="Joining.JoiningEndpoints"/>.</summary>
internal static class GroupEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/groups").WithTags("Groups").RequireAuthorization();
        groups.MapGet("/", ListAsync).Refuses(400, 401, 422);
        groups.MapPost("/", CreateAsync).Idempotent().Refuses(400, 401, 403, 409, 413, 415, 422);
        groups.MapGet("/mine", MineAsync).Refuses(401);
        groups.MapGet("/{groupId}", GetAsync).Refuses(401, 404);
        groups.MapGet("/{groupId}/card", CardAsync).Refuses(401, 404);
        groups.MapPatch("/{groupId}", EditAsync).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        groups.MapPut("/{groupId}/notice", AnnounceAsync).Refuses(400, 401, 403, 404, 413, 415, 422);
        groups.MapGet("/{groupId}/members", MembersAsync).Refuses(401, 404);
        groups.MapPut("/{groupId}/members/{userId}/role", SetRoleAsync).Refuses(400, 401, 403, 404, 409, 413, 415, 422);
        groups.MapPut("/{groupId}/owner", HandOverAsync).Refuses(400, 401, 403, 404, 413, 415, 422);
        groups.MapPost("/{groupId}/dissolve", DissolveAsync).Refuses(400, 401, 403, 404, 413, 415, 422);
        groups.MapPost("/{groupId}/restore", RestoreAsync).Refuses(401, 403, 404, 409);
    }

    private static async Task<Results<Ok<GroupPage>, ProblemHttpResult>> ListAsync([AsParameters] ListQuery query, Caller caller, ListGroups list, CancellationToken ct)
    {
        if (!Channels.TryRead(query.Channel, out var channel))
        {
            return GroupErrors.FieldInvalid("channel", "group.channel_invalid").ToProblem();
        }

        JoinPolicy? policy = query.Policy switch
        {
            "open" => JoinPolicy.Open,
            "apply" => JoinPolicy.Apply,
            "invite" => JoinPolicy.Invite,
            _ => null,
        };
        if (policy is null && !string.IsNullOrEmpty(query.Policy))
        {
            return GroupErrors.FieldInvalid("policy", "group.joinpolicy_invalid").ToProblem();
        }

        var result = await list.RunAsync(caller, new(channel, policy, query.Q, query.HasSpace, query.Cursor, query.Limit), ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<Created<GroupView>, ProblemHttpResult>> CreateAsync(GroupBody body, Caller caller, CreateGroup create, CancellationToken ct)
    {
        var result = await create.RunAsync(caller, body.ToWish(), ct);
        return result.IsOk(out var group, out var error) ? TypedResults.Created($"/api/v1/groups/{group.Id}", group) : error.ToProblem();
    }

    private static async Task<Ok<MyGroups>> MineAsync(Caller caller, ReadGroups read, CancellationToken ct) => TypedResults.Ok(await read.MineAsync(caller, ct));

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> GetAsync(string groupId, Caller caller, ReadGroups read, CancellationToken ct)
    {
        var result = await read.RunAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var group, out var error) ? TypedResults.Ok(group) : error.ToProblem();
    }

    private static async Task<Results<Ok<GroupCard>, ProblemHttpResult>> CardAsync(string groupId, Caller caller, ListGroups list, CancellationToken ct)
    {
        var result = await list.CardAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var card, out var error) ? TypedResults.Ok(card) : error.ToProblem();
    }

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> EditAsync(string groupId, GroupBody body, Caller caller, EditGroup edit, CancellationToken ct)
    {
        var result = await edit.RunAsync(caller, IdText.Read<GroupId>(groupId), body.ToWish(), ct);
        return result.IsOk(out var group, out var error) ? TypedResults.Ok(group) : error.ToProblem();
    }

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> AnnounceAsync(string groupId, NoticeBody body, Caller caller, EditGroup edit, CancellationToken ct)
    {
        var result = await edit.AnnounceAsync(caller, IdText.Read<GroupId>(groupId), body.Notice, ct);
        return result.IsOk(out var group, out var error) ? TypedResults.Ok(group) : error.ToProblem();
    }

    private static async Task<Results<Ok<MemberList>, ProblemHttpResult>> MembersAsync(string groupId, Caller caller, ReadGroups read, CancellationToken ct)
    {
        var result = await read.MembersAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var members, out var error) ? TypedResults.Ok(members) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetRoleAsync(
        string groupId, string userId, RoleBody body, Caller caller, ChangeRoles roles, CancellationToken ct)
    {
        var result = await roles.RunAsync(caller, IdText.Read<GroupId>(groupId), IdText.Read<UserId>(userId), body.Role, ct);
        return result.ToNoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandOverAsync(string groupId, PersonBody body, Caller caller, ChangeRoles roles, CancellationToken ct)
    {
        var result = await roles.HandOverAsync(caller, IdText.Read<GroupId>(groupId), body.UserId, ct);
        return result.ToNoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DissolveAsync(string groupId, NameBody body, Caller caller, Dissolution dissolution, CancellationToken ct)
    {
        var result = await dissolution.RunAsync(caller, IdText.Read<GroupId>(groupId), body.Name, ct);
        return result.ToNoContent();
    }

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> RestoreAsync(string groupId, Caller caller, Dissolution dissolution, CancellationToken ct)
    {
        var result = await dissolution.RestoreAsync(caller, IdText.Read<GroupId>(groupId), ct);
        return result.IsOk(out var group, out var error) ? TypedResults.Ok(group) : error.ToProblem();
    }

    private sealed record ListQuery(
        [property: FromQuery(Name = "channel")] string? Channel,
        [property: FromQuery(Name = "policy")] string? Policy,
        [property: FromQuery(Name = "q")] string? Q,
        [property: FromQuery(Name = "hasSpace")] bool? HasSpace,
        [property: FromQuery(Name = "cursor")] string? Cursor,
        [property: FromQuery(Name = "limit")] int? Limit);

    /// <param name="Channel">An empty text: none.</param>
    internal sealed record GroupBody(
        string? Name = null,
        string? Subject = null,
        IReadOnlyList<string>? Tags = null,
        string? Description = null,
        int? GoalHours = null,
        string? Channel = null,
        int? MemberLimit = null,
        Visibility? Visibility = null,
        JoinPolicy? JoinPolicy = null)
    {
        public Group.Wish ToWish() => new(Name, Subject, Tags, Description, GoalHours, Channel, MemberLimit, Visibility, JoinPolicy);
    }

    internal sealed record NoticeBody(string? Notice = null);

    internal sealed record RoleBody(GroupRole Role);

    internal sealed record PersonBody(UserId UserId);

    internal sealed record NameBody(string? Name = null);
}
