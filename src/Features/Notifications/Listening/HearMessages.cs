using Microsoft.EntityFrameworkCore;
using StudyHub.Chat.Contracts;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Contracts;
using StudyHub.Moderation.Contracts;
using StudyHub.Notifications.Preferences;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Notifications.Listening;

/// <summary>
/// A message speaks to people: it stands in the lists of those who may read it, have not blocked its author and want to hear of that group, and of nobody
/// else. Heard again after an edit or a removal, it brings the lists in line.
/// </summary>
internal sealed class HearMessages(IDatabase database, IRooms rooms, IRoomSeats seats, IBlocks blocks, Inbox inbox) : IHandle<MessageAddressed>
{
    public async Task HandleAsync(MessageAddressed domainEvent, CancellationToken ct)
    {
        if (await rooms.FindAsync(domainEvent.RoomId, ct) is not { } room)
        {
            return;
        }

        var wanted = await WhomAsync(domainEvent, ct);
        await database.WriteAsync(
            async unit =>
            {
                await StoreAsync(unit, domainEvent, room, wanted);
                return true;
            },
            ct);
    }

    private async Task<Dictionary<UserId, NotificationKind>> WhomAsync(MessageAddressed message, CancellationToken ct)
    {
        if (message is { All: false, Named.Count: 0, Answered: null })
        {
            return [];
        }

        var blockers = await blocks.BlockersOfAsync(message.Author, ct);
        return (await seats.ReadersAsync(message.RoomId, ct))
            .Where(reader => reader != message.Author && !blockers.Contains(reader))
            .Where(reader => message.All || message.Answered == reader || message.Named.Contains(reader))
            .ToDictionary(reader => reader, reader => message.Answered == reader && !message.Named.Contains(reader) ? NotificationKind.Reply : NotificationKind.Mention);
    }

    private async Task StoreAsync(WriteUnit unit, MessageAddressed message, RoomFacts room, Dictionary<UserId, NotificationKind> wanted)
    {
        var (db, place) = (unit.Db<NotificationsDb>(), message.RoomId.Value);
        var there = await db.Items.Where(n => n.PlaceId == place && n.Sequence == message.Sequence).Select(n => n.UserId).ToListAsync();
        var gone = there.Where(user => !wanted.ContainsKey(user)).ToList();
        if (gone.Count > 0)
        {
            await inbox.DropAsync(unit, items => items.Where(n => n.PlaceId == place && n.Sequence == message.Sequence && gone.Contains(n.UserId)));
        }

        var group = GroupId.Of(place);
        var deaf = room.Kind == RoomKind.Group
            ? await db.Levels.Where(l => l.GroupId == group && l.Level == Level.None).Select(l => l.UserId).ToListAsync()
            : [];
        await inbox.PutAsync(unit, [.. wanted.Where(w => !deaf.Contains(w.Key)).Select(w => new Notification
        {
            UserId = w.Key,
            Kind = w.Value,
            Cause = $"message/{message.RoomId}/{message.Sequence}",
            Actor = message.Author,
            PlaceKind = room.Kind == RoomKind.Group ? PlaceKind.Group : PlaceKind.Room,
            PlaceId = place,
            PlaceName = room.Title,
            Sequence = message.Sequence,
            At = message.At,
        })]);
    }
}

/// <summary>Who has read a message has read what pointed at it, on whatever device (CHAT-12).</summary>
internal sealed class ReadWithChat(IDatabase database, Inbox inbox) : IHandle<MessagesRead>
{
    public Task HandleAsync(MessagesRead domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (room, readTo) = (domainEvent.RoomId.Value, domainEvent.ReadTo);
            await inbox.ReadAsync(unit, domainEvent.UserId, unread => unread.Where(n => n.PlaceId == room && n.Sequence <= readTo));
            return true;
        },
        ct);
}

/// <summary>A room was erased, and every trace of it in the lists with it.</summary>
internal sealed class EraseRoom(IDatabase database, Inbox inbox) : IHandle<RoomErased>
{
    public Task HandleAsync(RoomErased domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (place, group) = (domainEvent.RoomId.Value, GroupId.Of(domainEvent.RoomId.Value));
            await unit.Db<NotificationsDb>().Levels.Where(l => l.GroupId == group).ExecuteDeleteAsync();
            await inbox.DropAsync(unit, items => items.Where(n => n.PlaceId == place));
            return true;
        },
        ct);
}
