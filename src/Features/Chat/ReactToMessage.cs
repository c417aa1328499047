using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>Puts an emoji on a message or takes it off (CHAT-10). Door: live <c>chat.react</c>.</summary>
internal sealed class ReactToMessage(ChatAccess access, ChangeMessage change, TimeProvider clock)
{
    public sealed record Request(RoomId RoomId, long Sequence, string Emoji, bool On);

    public async Task<Result<ChangeStored>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckWriteAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (!Emoji.IsOne(request.Emoji))
        {
            return ChatErrors.FieldInvalid;
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

                var db = unit.Db<ChatDb>();
                var here = await db.Reactions.Where(r => r.RoomId == message.RoomId && r.Sequence == message.Sequence).ToListAsync();
                var mine = here.Find(r => r.Emoji == request.Emoji && r.UserId == caller.UserId);
                if (request.On == mine is not null)
                {
                    return false;
                }

                if (mine is not null)
                {
                    db.Reactions.Remove(mine);
                    return true;
                }

                if (here.TrueForAll(r => r.Emoji != request.Emoji) && here.DistinctBy(r => r.Emoji).Count() >= ChatErrors.MostKinds)
                {
                    return ChatErrors.ReactionLimit;
                }

                db.Reactions.Add(new() { RoomId = message.RoomId, Sequence = message.Sequence, Emoji = request.Emoji, UserId = caller.UserId, At = clock.GetUtcNow() });
                return true;
            },
            ct);
    }
}
