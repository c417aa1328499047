using StudyHub.Chat.Searching;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>Authors edit for 24 hours, visibly (CHAT-8). Door: live <c>chat.edit</c>.</summary>
internal sealed class EditMessage(ChatAccess access, ChangeMessage change, MessageIndex index, TimeProvider clock)
{
    public sealed record Request(RoomId RoomId, long Sequence, string Text);

    public async Task<Result<ChangeStored>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        if (await access.CheckWriteAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        if (!Message.Read(request.Text, mayBeEmpty: true).IsOk(out var text, out var error)
            || !(await access.ReadMentionsAsync(request.RoomId, caller.UserId, text, ct)).IsOk(out var mentions, out error))
        {
            return error;
        }

        return await change.RunAsync(
            request.RoomId,
            request.Sequence,
            mentions.People,
            async (unit, message) =>
            {
                var db = unit.Db<ChatDb>();
                if (text.Length == 0 && !await db.HasFilesAsync(message))
                {
                    return ChatErrors.TextEmpty;
                }

                var edited = message.Edit(caller.UserId, text, mentions, clock.GetUtcNow());
                if (edited.IsOk(out var different, out _) && different)
                {
                    await index.RenewAsync(unit, message);
                }

                return edited;
            },
            ct);
    }
}
