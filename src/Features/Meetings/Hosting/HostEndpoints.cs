using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Meetings.Hosting;

/// <summary>What hosts read outside the room, and what those who run the installation do to one.</summary>
internal static class HostEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/rooms/{roomId}/audit", AuditAsync).WithTags("Rooms").RequireAuthorization().Refuses(400, 401, 403, 404, 422);
        routes.MapPost("/admin/rooms/{roomId}/close", CloseAsync).WithTags("Admin").RequireAuthorization()
            .Refuses(400, 401, 403, 404, 409, 413, 415, 422);
    }

    private static async Task<Results<Ok<PlaceAuditPage>, ProblemHttpResult>> AuditAsync(
        string roomId, Caller caller, ReadRoomAudit read, CancellationToken ct, string? cursor = null, int? limit = null)
    {
        var result = await read.RunAsync(caller, IdText.Read<RoomId>(roomId), cursor, limit, ct);
        return result.IsOk(out var page, out var error) ? TypedResults.Ok(page) : error.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseAsync(
        string roomId, CloseRoomBody body, Caller caller, CloseAnyRoom close, CancellationToken ct) =>
        (await close.RunAsync(caller, IdText.Read<RoomId>(roomId), body.Reason, ct)).ToNoContent();

    internal sealed record CloseRoomBody(string? Reason = null);
}

/// <summary>A room's part of the audit log, for its hosts; a group's room speaks for the group, their ids are one (MOD-3). Door: <c>GET /rooms/{roomId}/audit</c>.</summary>
internal sealed class ReadRoomAudit(IRooms rooms, IPlaceAudit audit, IActors<MeetingState, MeetingCommand, MeetingReply> meetings)
{
    public async Task<Result<PlaceAuditPage>> RunAsync(Caller caller, RoomId room, string? cursor, int? limit, CancellationToken ct)
    {
        if (!(await meetings.AskAsync(room.ToString(), new Look(), ct)).IsOk(out var reply, out var absent))
        {
            return absent;
        }

        if (!reply.State.IsHost(caller.UserId))
        {
            return await rooms.CheckMembershipAsync(room, caller.UserId, ct) is null ? HostErrors.HostNeeded : MeetingErrors.RoomHidden;
        }

        return await audit.ReadAsync(room.Value, cursor, limit, ct);
    }
}

/// <summary>Somebody who runs the installation closes an open room, with a reason, in the audit log (MOD-4). Door: <c>POST /admin/rooms/{roomId}/close</c>.</summary>
internal sealed class CloseAnyRoom(IAdmins admins, IActors<MeetingState, MeetingCommand, MeetingReply> meetings)
{
    private const int ReasonLength = 500;

    public async Task<Result<Done>> RunAsync(Caller caller, RoomId room, string? reason, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        var said = TextRules.Clean(reason);
        if (TextRules.Length(said) is < 1 or > ReasonLength)
        {
            return HostErrors.AdminReasonNeeded;
        }

        return (await meetings.AskAsync(room.ToString(), new CloseRoom(caller.UserId, said), ct)).Error is { } refusal ? refusal : Done.Value;
    }
}
