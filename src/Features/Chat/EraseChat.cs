using Microsoft.EntityFrameworkCore;
using StudyHub.Chat.Files;
using StudyHub.Chat.Searching;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>A room was erased, and its conversation with it (ROOM-12), a batch at a time: writing goes on meanwhile.</summary>
internal sealed class EraseChat(IDatabase database) : IHandle<RoomErased>
{
    private const int Batch = 500;

    public async Task HandleAsync(RoomErased domainEvent, CancellationToken ct)
    {
        var room = domainEvent.RoomId;
        while (await database.WriteAsync(unit => ForgetAsync(unit, room), ct) == Batch)
        {
        }

        await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<ChatDb>();
                await ChatFile.DropAsync(unit, db.Files.Where(f => f.RoomId == room));
                await db.Reactions.Where(r => r.RoomId == room).ExecuteDeleteAsync();
                await db.Changes.Where(c => c.RoomId == room).ExecuteDeleteAsync();
                await db.ReadMarks.Where(r => r.RoomId == room).ExecuteDeleteAsync();
                await db.Unindexed.Where(u => u.RoomId == room).ExecuteDeleteAsync();
                await db.Rooms.Where(r => r.RoomId == room).ExecuteDeleteAsync();
                return await db.Messages.Where(m => m.RoomId == room).ExecuteDeleteAsync();
            },
            ct);
    }

    private async Task<int> ForgetAsync(WriteUnit unit, RoomId room)
    {
        var db = unit.Db<ChatDb>();
        var entries = await db.Found.Where(f => f.RoomId == room).Take(Batch).ToListAsync();
        foreach (var entry in entries)
        {
            await database.Grams.RemoveAsync(db, SearchTables.Name, entry.Number);
        }

        db.Found.RemoveRange(entries);
        await db.SaveChangesAsync();
        return entries.Count;
    }
}

/// <summary>A membership ended: whoever read the group's chat without a seat hears it no more (GRP-12).</summary>
internal sealed class EndWatching(IBroadcast broadcast) : IHandle<MembershipEnded>
{
    public async Task HandleAsync(MembershipEnded domainEvent, CancellationToken ct)
    {
        var room = RoomId.Of(domainEvent.GroupId.Value);
        await broadcast.ExpelAsync(ChatChanged.Audience(room), domainEvent.UserId);
        await broadcast.ExpelAsync(ChatNews.Audience(room), domainEvent.UserId);
    }
}
