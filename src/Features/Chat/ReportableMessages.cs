using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;
using StudyHub.Meetings.Contracts;
using StudyHub.Moderation.Contracts;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>A message, as what can be reported by whoever may read it (MOD-1).</summary>
internal sealed class ReportableMessages(ChatDb db, IRoomSeats seats) : IReportable
{
    public ReportKind Kind => ReportKind.Message;

    public async ValueTask<ReportedContent?> FindAsync(ReportTarget target, UserId reporter, CancellationToken ct)
    {
        var room = RoomId.Of(target.Id);
        return await seats.MayReadAsync(room, reporter, ct)
            && await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.RoomId == room && m.Sequence == target.Sequence && m.Removed == null, ct) is { } message
            ? new(message.Author, target.Id, message.Text)
            : null;
    }
}
