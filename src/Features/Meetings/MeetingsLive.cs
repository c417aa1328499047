using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Media;
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
        .On<SignalMedia.PublishRequest, PublishReply>("media.publish", (call, request) => call.Use<SignalMedia>().PublishAsync(call, request))
        .On<SignalMedia.SubscribeRequest, OfferReply>("media.subscribe", (call, request) => call.Use<SignalMedia>().SubscribeAsync(call, request))
        .On<SignalMedia.AnswerRequest, Nothing>("media.answer", (call, request) => call.Use<SignalMedia>().AnswerAsync(call, request))
        .Sends<MeetingChanged>()
        .Sends<SeatEnded>();

    private static Task<Result<Nothing>> LeaveAsync(LiveCall call, RoomRequest request) =>
        TellAsync(call, request.RoomId, new Leave(call.Caller.UserId, call.Device.Id));

    private static Task<Result<Nothing>> CloseAsync(LiveCall call, RoomRequest request) =>
        TellAsync(call, request.RoomId, new CloseRoom(call.Caller.UserId));

    private static Task<Result<Nothing>> SetDeviceAsync(LiveCall call, DeviceRequest request) =>
        TellAsync(call, request.RoomId, new SetDevice(call.Caller.UserId, call.Device.Id, request.Source, request.On));

    private static async Task<Result<MeetingSnapshot>> SnapshotAsync(LiveCall call, RoomRequest request)
    {
        var looked = await Meetings(call).AskAsync(request.RoomId.ToString(), new Look(), call.Aborted);
        if (!looked.IsOk(out var reply, out var error))
        {
            return error;
        }

        return reply.State.SeatOf(call.Caller.UserId) is null ? MeetingErrors.SeatNeeded : MeetingSnapshot.Of(reply.State);
    }

    private static async Task<Result<Nothing>> TellAsync(LiveCall call, RoomId room, MeetingCommand command)
    {
        var told = await Meetings(call).AskAsync(room.ToString(), command, call.Aborted);
        return told.IsOk(out _, out var error) ? new Nothing() : error;
    }

    private static IActors<MeetingState, MeetingCommand, MeetingReply> Meetings(LiveCall call) =>
        call.Use<IActors<MeetingState, MeetingCommand, MeetingReply>>();

    private sealed record RoomRequest(RoomId RoomId);

    private sealed record DeviceRequest(RoomId RoomId, MediaSource Source, bool On);
}
