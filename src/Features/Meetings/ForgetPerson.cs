using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Hosting;

namespace StudyHub.Meetings;

/// <summary>An account is gone: no seat, ban, warning or visit of it stays (ACC-22).</summary>
internal sealed class ForgetPerson(MeetingsDb reader, IDatabase database, IActors<MeetingState, MeetingCommand, MeetingReply> meetings) : IHandle<AccountErased>
{
    public async Task HandleAsync(AccountErased domainEvent, CancellationToken ct)
    {
        var user = domainEvent.UserId;
        var rooms = await reader.Seats.Where(s => s.UserId == user).Select(s => s.RoomId)
            .Union(reader.Bans.Where(b => b.UserId == user).Select(b => b.RoomId))
            .Union(reader.Warnings.Where(w => w.UserId == user).Select(w => w.RoomId))
            .ToListAsync(ct);
        foreach (var room in rooms)
        {
            await meetings.AskAsync(room.ToString(), new Forget(user), ct); // Rooms know by heart whom they keep out.
        }

        await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<MeetingsDb>();
                await db.Seats.Where(s => s.UserId == user).ExecuteDeleteAsync();
                await db.Bans.Where(b => b.UserId == user).ExecuteDeleteAsync();
                await db.Warnings.Where(w => w.UserId == user).ExecuteDeleteAsync();
                return await db.Visits.Where(v => v.UserId == user).ExecuteDeleteAsync();
            },
            ct);
    }
}

/// <summary>Where somebody has sat, and what was said to them as a warning (ACC-21).</summary>
internal sealed class MeetingsExport(MeetingsDb db) : IExportContributor
{
    public string Name => "meetings";

    public async Task WriteAsync(Kernel.UserId user, IExportFolder folder, CancellationToken ct)
    {
        await folder.AddJsonAsync(
            "visits",
            db.Visits.AsNoTracking().Where(v => v.UserId == user).OrderBy(v => v.FirstAt).Select(v => new { v.RoomId, v.FirstAt }).AsAsyncEnumerable(),
            ct);
        await folder.AddJsonAsync(
            "warnings",
            db.Warnings.AsNoTracking().Where(w => w.UserId == user).OrderBy(w => w.WarnedAt)
                .Select(w => new { w.RoomId, w.Reason, w.Number, w.WarnedAt }).AsAsyncEnumerable(),
            ct);
    }
}
