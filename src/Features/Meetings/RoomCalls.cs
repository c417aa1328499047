using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings;

/// <summary>How live commands reach a room's actor, and what those hear whom its group does not know.</summary>
internal static class RoomCalls
{
    public static async Task<Result<MeetingReply>> AskRoomAsync(this LiveCall call, RoomId room, MeetingCommand command)
    {
        var asked = await call.Use<IActors<MeetingState, MeetingCommand, MeetingReply>>().AskAsync(room.ToString(), command, call.Aborted);
        return asked.Error is { } refusal ? await call.RefuseAsync(room, refusal) : asked;
    }

    /// <summary>Whatever is refused, non-members of a group hear what they hear at its door: there is no such room.</summary>
    public static async ValueTask<Error> RefuseAsync(this LiveCall call, RoomId room, Error refusal) =>
        await call.Use<IRooms>().FindAsync(room, call.Aborted) is not null
        && await call.Use<IRooms>().CheckMembershipAsync(room, call.Caller.UserId, call.Aborted) is { } stranger ? stranger : refusal;

    /// <summary>Does it, with nothing to answer.</summary>
    public static async Task<Result<Nothing>> TellRoomAsync(this LiveCall call, RoomId room, MeetingCommand command) =>
        (await call.AskRoomAsync(room, command)).Error is { } refusal ? refusal : new Nothing();
}
