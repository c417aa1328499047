using System.Text.Json.Serialization;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;
using StudyHub.Web.Live;

namespace StudyHub.Meetings.Gestures;

/// <summary>
/// Shows a reaction to everybody in the room (MEET-15). It passes: nothing is stored, and no version counts it, for nobody who missed it
/// should ask again. Door: live <c>meeting.react</c>.
/// </summary>
internal sealed class React(ICounters counters, IBroadcast broadcast)
{
    private const int Most = 10;

    private static readonly TimeSpan s_window = TimeSpan.FromSeconds(10);

    public sealed record Request(RoomId RoomId, Reaction Reaction);

    public async Task<Result<Nothing>> RunAsync(LiveCall call, Request request)
    {
        var looked = await call.AskRoomAsync(request.RoomId, new Look());
        if (!looked.IsOk(out var reply, out var error))
        {
            return error;
        }

        if (!reply.State.SeatFor(call.Caller.UserId, call.Device.Id).IsOk(out var seat, out error))
        {
            return await call.RefuseAsync(request.RoomId, error);
        }

        if (!Enum.IsDefined(request.Reaction))
        {
            return MeetingErrors.ReactionUnknown;
        }

        if (await counters.TryCountAsync($"meetings.react/{call.Caller.UserId}", Most, s_window, call.Aborted) is { } wait)
        {
            return MeetingErrors.TooManyReactions(wait);
        }

        await broadcast.SendAsync(MeetingChanged.Audience(request.RoomId), new Reacted(request.RoomId, seat.Id, request.Reaction));
        return new Nothing();
    }
}

[JsonConverter(typeof(JsonStringEnumConverter<Reaction>))]
internal enum Reaction
{
    [JsonStringEnumMemberName("thumbs_up")]
    ThumbsUp,
    [JsonStringEnumMemberName("clap")]
    Clap,
    [JsonStringEnumMemberName("heart")]
    Heart,
    [JsonStringEnumMemberName("laugh")]
    Laugh,
    [JsonStringEnumMemberName("surprise")]
    Surprise,
    [JsonStringEnumMemberName("party")]
    Party,
    [JsonStringEnumMemberName("strength")]
    Strength,
    [JsonStringEnumMemberName("coffee")]
    Coffee,
}

/// <summary>Somebody in the room reacts; shown for a moment.</summary>
internal sealed record Reacted(RoomId RoomId, SeatId SeatId, Reaction Reaction) : ILiveEvent
{
    public static string Type => "meeting.reacted";
}
