using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Files;
using StudyHub.Data;
using StudyHub.Kernel.Ports;

namespace StudyHub.Chat;

/// <summary>An account is gone: its read marks go with it, and files that were never sent. What was said stays, signed by nobody (ACC-22).</summary>
internal sealed class ForgetPerson(IDatabase database) : IHandle<AccountErased>
{
    public Task HandleAsync(AccountErased domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (db, user) = (unit.Db<ChatDb>(), domainEvent.UserId);
            await ChatFile.DropAsync(unit, db.Files.Where(f => f.Uploader == user && f.Sequence == null));
            return await db.ReadMarks.Where(r => r.UserId == user).ExecuteDeleteAsync();
        },
        ct);
}
