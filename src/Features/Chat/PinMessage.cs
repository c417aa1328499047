using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>Hosts pin messages and take pins off (CHAT-10). Door: live <c>chat.pin</c>.</summary>
internal sealed class PinMessage(ChatAccess access, ChangeMessage change)
{
    public sealed record Request(RoomId RoomId, long Sequence, bool On);

    public async Task<Result<ChangeStored>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckWriteAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (!await access.IsHostAsync(request.RoomId, caller.UserId, ct))
        {
            return ChatErrors.HostNeeded;
        }

        return await change.RunAsync(
            request.RoomId,
            request.Sequence,
            [],
            async (unit, message) =>
            {
                if (message.Removed is not null)
                {
                    return ChatErrors.MessageNotFound;
                }

                if (request.On && !message.Pinned
                    && await unit.Db<ChatDb>().Messages.CountAsync(m => m.RoomId == message.RoomId && m.Pinned) >= ChatErrors.MostPins)
                {
                    return ChatErrors.PinLimit;
                }

                return message.Pin(request.On);
            },
            ct);
    }
}
