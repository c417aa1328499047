using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Sessions;

/// <summary>The one way a session ends, whatever the cause (ACC-16): gone from the database, told, forgotten, its connections closed.</summary>
internal sealed class SessionEnds(IDatabase database, SessionBook book, IBroadcast broadcast)
{
    private const int Batch = 200;

    /// <summary>Ends sessions in a unit of their own.</summary>
    /// <returns>How many there were.</returns>
    public async Task<int> EndAsync(Expression<Func<Session, bool>> which, CancellationToken ct)
    {
        var count = 0;
        while (true)
        {
            var ended = await database.WriteAsync(unit => EndAsync(unit, which), ct);
            await CloseAsync(ended);
            count += ended.Count;
            if (ended.Count < Batch)
            {
                return count;
            }
        }
    }

    /// <summary>Ends up to 200 sessions in the unit of what causes it: there is none without the other.</summary>
    /// <returns>For <see cref="CloseAsync"/>, once the unit is durable.</returns>
    public static async Task<IReadOnlyList<Session>> EndAsync(WriteUnit unit, Expression<Func<Session, bool>> which)
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
    }

    /// <summary>From now on nobody finds these sessions, and their connections close.</summary>
    public async Task CloseAsync(IReadOnlyList<Session> ended)
    {
        foreach (var session in ended)
        {
            book.Forget(session);
        }

        foreach (var session in ended)
        {
            await broadcast.CloseSessionAsync(session.Id, "auth.session_ended");
        }
    }
}

/// <summary>An account, and the sessions that ended with what was done to it.</summary>
internal sealed record WithEnded(Account Account, IReadOnlyList<Session> Sessions);
