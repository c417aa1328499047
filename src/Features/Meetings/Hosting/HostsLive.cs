using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings.Hosting;

/// <summary>The live commands of hosts, and of who waits at the door. Each goes straight to the meeting's actor, which asks who may.</summary>
internal static class HostsLive
{
    public static LiveRoutes MapHosts(this LiveRoutes live) => live
        .On<LockRequest, Nothing>("meeting.lock", (call, request) => call.TellRoomAsync(request.RoomId, new LockRoom(call.Caller.UserId, request.Locked)))
        .On<TargetRequest, Nothing>("meeting.admit", (call, request) => call.TellRoomAsync(request.RoomId, new Admit(call.Caller.UserId, request.UserId, Accept: true)))
        .On<TargetRequest, Nothing>("meeting.refuse", (call, request) => call.TellRoomAsync(request.RoomId, new Admit(call.Caller.UserId, request.UserId, Accept: false)))
        .On<WaitRequest, Nothing>("meeting.stop_waiting", (call, request) => call.TellRoomAsync(request.RoomId, new StopWaiting(call.Caller.UserId, call.Device.Id)))
        .On<ReasonRequest, WarnReply>("meeting.warn", WarnAsync)
        .On<ReasonRequest, Nothing>("meeting.kick", (call, request) => call.TellRoomAsync(request.RoomId, new Kick(call.Caller.UserId, request.UserId, request.Reason)))
        .On<WaitRequest, BansReply>("meeting.bans", BansAsync)
        .On<TargetRequest, Nothing>("meeting.lift_ban", (call, request) => call.TellRoomAsync(request.RoomId, new LiftBan(call.Caller.UserId, request.UserId)))
        .On<TargetRequest, Nothing>("meeting.delegate", (call, request) => call.TellRoomAsync(request.RoomId, new Delegate(call.Caller.UserId, request.UserId)))
        .Sends<WaitingChanged>()
        .Sends<PlaceChanged>()
        .Sends<WaitEnded>()
        .Sends<RoomWarned>();

    private static async Task<Result<WarnReply>> WarnAsync(LiveCall call, ReasonRequest request)
    {
        var id = Guid.CreateVersion7(call.Use<TimeProvider>().GetUtcNow());
        var told = await call.AskRoomAsync(request.RoomId, new Warn(call.Caller.UserId, request.UserId, request.Reason, id));
        if (!told.IsOk(out var reply, out var error))
        {
            return error;
        }

        var number = reply.State.Hosting.Warnings.Find(w => w.Id == id)!.Number;
        return new WarnReply(number, reply.State.Hosting.Bans.ContainsKey(request.UserId));
    }

    private static async Task<Result<BansReply>> BansAsync(LiveCall call, WaitRequest request)
    {
        var looked = await call.AskRoomAsync(request.RoomId, new Look());
        if (!looked.IsOk(out var reply, out var error))
        {
            return error;
        }

        if (!reply.State.IsHost(call.Caller.UserId))
        {
            return await call.RefuseAsync(request.RoomId, HostErrors.HostNeeded);
        }

        var bans = reply.State.Hosting.Bans.Values.OrderByDescending(b => b.BannedAt).ToList();
        var profiles = await call.Use<IAccounts>().ProfilesAsync([.. bans.Select(b => b.UserId)], call.Aborted);
        return new BansReply([.. bans.Select(b => profiles.TryGetValue(b.UserId, out var who)
            ? new RoomBanView(b.UserId, who.Handle, who.DisplayName, b.Reason, b.BannedAt)
            : new RoomBanView(b.UserId, "", "", b.Reason, b.BannedAt))]);
    }

    private sealed record LockRequest(RoomId RoomId, bool Locked);

    private sealed record TargetRequest(RoomId RoomId, UserId UserId);

    private sealed record ReasonRequest(RoomId RoomId, UserId UserId, string Reason = "");

    private sealed record WaitRequest(RoomId RoomId);
}

/// <param name="Number">Of three.</param>
/// <param name="Banned">It was the third.</param>
internal sealed record WarnReply(int Number, bool Banned);

internal sealed record BansReply(IReadOnlyList<RoomBanView> Items);

internal sealed record RoomBanView(UserId UserId, string Handle, string DisplayName, string Reason, DateTimeOffset BannedAt);
