using StudyHub.Kernel;

namespace StudyHub.Accounts.Sessions;

/// <summary>Ends the caller's session. Door: <c>DELETE /sessions/current</c>.</summary>
internal sealed class SignOut(SessionEnds ends)
{
    public async Task<Result<Done>> RunAsync(Caller caller, CancellationToken ct)
    {
        var (session, user) = (caller.SessionId, caller.UserId);
        await ends.EndAsync(s => s.Id == session && s.UserId == user, ct);
        return Done.Value;
    }
}
