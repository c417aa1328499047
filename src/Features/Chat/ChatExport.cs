using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;

namespace StudyHub.Chat;

/// <summary>What somebody wrote in chats (ACC-21).</summary>
internal sealed class ChatExport(ChatDb db) : IExportContributor
{
    public string Name => "chat";

    public Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct) => folder.AddJsonAsync(
        "messages",
        db.Messages.AsNoTracking().Where(m => m.Author == user && m.Removed == null).OrderBy(m => m.PostedAt)
            .Select(m => new { m.RoomId, m.Sequence, m.PostedAt, m.Text }).AsAsyncEnumerable(),
        ct);
}
