using Microsoft.EntityFrameworkCore;
using StudyHub.Chat.Contracts;
using StudyHub.Kernel;
using StudyHub.Meetings.Contracts;

namespace StudyHub.Chat;

/// <summary>Answers the other features.</summary>
internal sealed class MessageAnswers(ChatDb db, IRoomSeats seats) : IMessages
{
    public async ValueTask<IReadOnlyDictionary<MessagePlace, string>> BeginningsAsync(
        UserId reader, IReadOnlyCollection<MessagePlace> messages, CancellationToken ct)
    {
        var found = new Dictionary<MessagePlace, string>(messages.Count);
        foreach (var room in messages.GroupBy(m => m.RoomId))
        {
            if (!await seats.MayReadAsync(room.Key, reader, ct))
            {
                continue;
            }

            var sequences = room.Select(m => m.Sequence).ToList();
            var texts = await db.Messages.Where(m => m.RoomId == room.Key && m.Removed == null && sequences.Contains(m.Sequence))
                .Select(m => new { m.Sequence, m.Text }).ToListAsync(ct);
            foreach (var text in texts)
            {
                found[new(room.Key, text.Sequence)] = MessageParts.Beginning(text.Text);
            }
        }

        return found;
    }
}
