using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Sessions;

/// <summary>The one way a session ends, whatever the cause (ACC-16): gone from the database, forgotten, told, its connections closed.</summary>
internal sealed class SessionEnds(IDatabase database, SessionBook book, IBroadcast broadcast)
{
    public const int Batch = 200;

    /// <summary>Ends up to <see cref="Batch"/> sessions.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAsync(Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        var ended = await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<AccountsDb>();
                var sessions = await db.Sessions.Where(which).OrderBy(s => s.Id).Take(Batch).ToListAsync();
                db.Sessions.RemoveRange(sessions);
                await db.SaveChangesAsync();
                foreach (var session in sessions)
                {
                    await unit.TellAsync(new SessionEnded(session.Id, session.UserId));
                }

                return sessions;
            },
            ct);
        foreach (var session in ended)
        {
            book.Forget(session);
        }

        foreach (var session in ended)
        {
            await broadcast.CloseSessionAsync(session.Id, "auth.session_ended");
        }

        return ended.Count;
    }
}
