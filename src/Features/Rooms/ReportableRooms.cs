using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Rooms;

/// <summary>A room's title and notice, as what can be reported (MOD-1).</summary>
internal sealed class ReportableRooms(IRooms rooms) : IReportable
{
    public ReportKind Kind => ReportKind.Room;

    public async ValueTask<ReportedContent?> FindAsync(ReportTarget target, UserId reporter, CancellationToken ct)
    {
        var id = RoomId.Of(target.Id);
        return await rooms.FindAsync(id, ct) is { } room && await rooms.CheckMembershipAsync(id, reporter, ct) is null
            ? new(room.Creator, target.Id, room.Notice.Length > 0 ? $"{room.Title}\n\n{room.Notice}" : room.Title)
            : null;
    }
}

/// <summary>The open rooms somebody has opened and that are not erased yet (ACC-21).</summary>
internal sealed class RoomsExport(RoomsDb db) : IExportContributor
{
    public string Name => "rooms";

    public Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct) => folder.AddJsonAsync(
        "rooms",
        db.Rooms.AsNoTracking().Where(r => r.Creator == user).OrderBy(r => r.CreatedAt)
            .Select(r => new { r.Id, r.Title, r.Channel, r.Notice, r.CreatedAt, r.ClosedAt }).AsAsyncEnumerable(),
        ct);
}
