using StudyHub.Kernel;
using StudyHub.Media;
using StudyHub.Meetings.Gestures;
using StudyHub.Meetings.Hosting;
using StudyHub.Meetings.Signaling;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>The live commands of a room. What the meeting itself decides goes straight to its actor.</summary>
internal static class MeetingsLive
{
    public static void Map(LiveRoutes live) => live
        .On<EnterRoom.Request, EnterReply>("meeting.enter", (call, request) => call.Use<EnterRoom>().RunAsync(call, request))
        .On<RoomRequest, Nothing>("meeting.leave", LeaveAsync)
        .On<RoomRequest, MeetingSnapshot>("meeting.snapshot", SnapshotAsync)
        .On<RoomRequest, Nothing>("meeting.close", CloseAsync)
        .On<DeviceRequest, Nothing>("meeting.set_device", SetDeviceAsync)
        .On<StartShareRequest, Nothing>("meeting.start_share", StartShareAsync)
        .On<RoomRequest, Nothing>("meeting.stop_share", StopShareAsync)
        .On<SharePolicyRequest, Nothing>("meeting.set_share_policy", SetSharePolicyAsync)
        .On<StopSourceRequest, Nothing>("meeting.stop_source", StopSourceAsync)
        .On<HandRequest, Nothing>("meeting.set_hand", SetHandAsync)
        .On<SeatRequest, Nothing>("meeting.lower_hand", LowerHandAsync)
        .On<SeatRequest, Nothing>("meeting.call_hand", CallHandAsync)
        .On<React.Request, Nothing>("meeting.react", (call, request) => call.Use<React>().RunAsync(call, request))
        .On<SignalMedia.PublishRequest, PublishReply>("media.publish", (call, request) => call.Use<SignalMedia>().PublishAsync(call, request))
        .On<SignalMedia.SubscribeRequest, OfferReply>("media.subscribe", (call, request) => call.Use<SignalMedia>().SubscribeAsync(call, request))
        .On<SignalMedia.AnswerRequest, Nothing>("media.answer", (call, request) => call.Use<SignalMedia>().AnswerAsync(call, request))
        .MapHosts()
        .On<ProbeMedia.Request, ProbeReply>("media.probe", (call, request) => call.Use<ProbeMedia>().RunAsync(call, request))
        .Sends<MeetingChanged>()
        .Sends<SeatEnded>()
        .Sends<Reacted>()
        .Sends<CameraReminder>()
        .Sends<SpeakerChanged>()
        .Sends<QualityChanged>()
        .Sends<DemandChanged>()
        .Sends<TracksPaused>();

    private static Task<Result<Nothing>> LeaveAsync(LiveCall call, RoomRequest request) =>
        call.TellRoomAsync(request.RoomId, new Leave(call.Caller.UserId, call.Device.Id));

    private static Task<Result<Nothing>> CloseAsync(LiveCall call, RoomRequest request) =>
        call.TellRoomAsync(request.RoomId, new CloseRoom(call.Caller.UserId));

    private static Task<Result<Nothing>> SetDeviceAsync(LiveCall call, DeviceRequest request) =>
        call.TellRoomAsync(request.RoomId, new SetDevice(call.Caller.UserId, call.Device.Id, request.Source, request.On));

    private static Task<Result<Nothing>> StartShareAsync(LiveCall call, StartShareRequest request) =>
        call.TellRoomAsync(request.RoomId, new StartShare(call.Caller.UserId, call.Device.Id, request.Sound));

    private static Task<Result<Nothing>> StopShareAsync(LiveCall call, RoomRequest request) =>
        call.TellRoomAsync(request.RoomId, new StopShare(call.Caller.UserId, call.Device.Id));

    private static Task<Result<Nothing>> SetSharePolicyAsync(LiveCall call, SharePolicyRequest request) =>
        call.TellRoomAsync(request.RoomId, new SetSharePolicy(call.Caller.UserId, request.Policy));

    private static Task<Result<Nothing>> StopSourceAsync(LiveCall call, StopSourceRequest request) =>
        call.TellRoomAsync(request.RoomId, new StopSource(call.Caller.UserId, request.SeatId, request.Source));

    private static Task<Result<Nothing>> SetHandAsync(LiveCall call, HandRequest request) =>
        call.TellRoomAsync(request.RoomId, new SetHand(call.Caller.UserId, call.Device.Id, request.Raised));

    private static Task<Result<Nothing>> LowerHandAsync(LiveCall call, SeatRequest request) =>
        call.TellRoomAsync(request.RoomId, new LowerHand(call.Caller.UserId, request.SeatId));

    private static Task<Result<Nothing>> CallHandAsync(LiveCall call, SeatRequest request) =>
        call.TellRoomAsync(request.RoomId, new CallHand(call.Caller.UserId, request.SeatId));

    private static async Task<Result<MeetingSnapshot>> SnapshotAsync(LiveCall call, RoomRequest request)
    {
        var looked = await call.AskRoomAsync(request.RoomId, new Look());
        if (!looked.IsOk(out var reply, out var error))
        {
            return error;
        }

        return reply.State.SeatOf(call.Caller.UserId) is null
            ? await call.RefuseAsync(request.RoomId, MeetingErrors.SeatNeeded)
            : MeetingSnapshot.Of(reply.State);
    }

    private sealed record RoomRequest(RoomId RoomId);

    private sealed record DeviceRequest(RoomId RoomId, MediaSource Source, bool On);

    private sealed record StartShareRequest(RoomId RoomId, bool Sound = false);

    private sealed record SharePolicyRequest(RoomId RoomId, SharePolicy Policy);

    private sealed record HandRequest(RoomId RoomId, bool Raised);

    private sealed record SeatRequest(RoomId RoomId, SeatId SeatId);

    private sealed record StopSourceRequest(RoomId RoomId, MediaSource Source, SeatId? SeatId);
}
