using Microsoft.EntityFrameworkCore;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <param name="Device">Browser and system; empty where the browser told nothing.</param>
/// <param name="LastUsedAt">At most some minutes behind.</param>
/// <param name="Current">Whether it is the one that asks.</param>
internal sealed record OwnSessionView(SessionId Id, string Device, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt, bool Current);

/// <param name="NextCursor">Always null: nobody has more sessions than one page holds.</param>
internal sealed record OwnSessionsView(IReadOnlyList<OwnSessionView> Items, string? NextCursor);

/// <summary>The caller's sessions, the last used first (ACC-15). Door: <c>GET /sessions</c>.</summary>
internal sealed class ListSessions(AccountsDb db, SessionBook book, SessionLife life, TimeProvider clock)
{
    private const int Most = 100;

    public async Task<OwnSessionsView> RunAsync(Caller caller, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var rows = await db.Sessions.AsNoTracking().Where(s => s.UserId == caller.UserId).OrderByDescending(s => s.LastUsedAt).Take(Most).ToListAsync(ct);
        var items = rows
            .Select(s => new OwnSessionView(s.Id, s.Device, s.CreatedAt, book.LastUseOf(s), s.Id == caller.SessionId))
            .Where(s => !life.IsOver(s.CreatedAt, s.LastUsedAt, now))
            .OrderByDescending(s => s.Current).ThenByDescending(s => s.LastUsedAt);
        return new([.. items], null);
    }
}

/// <summary>Ends one of the caller's sessions (ACC-15). Door: <c>DELETE /sessions/{sessionId}</c>.</summary>
internal sealed class EndSession(SessionEnds ends)
{
    public async Task<Result<Done>> RunAsync(Caller caller, SessionId session, CancellationToken ct) =>
        await ends.EndAsync(s => s.Id == session && s.UserId == caller.UserId, ct) == 0 ? AccountsErrors.SessionNotFound : Done.Value;
}

/// <summary>Ends all of the caller's sessions but the one that asks (ACC-15). Door: <c>DELETE /sessions</c>.</summary>
internal sealed class EndOtherSessions(SessionEnds ends)
{
    public async Task<Result<Done>> RunAsync(Caller caller, CancellationToken ct)
    {
        await ends.EndAsync(s => s.UserId == caller.UserId && s.Id != caller.SessionId, ct);
        return Done.Value;
    }
}
