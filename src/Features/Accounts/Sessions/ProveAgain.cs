using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Sessions;

/// <summary>Renews the proof of who the caller is (ACC-18), by password or passkey. Door: <c>POST /sessions/current/proof</c>.</summary>
internal sealed partial class ProveAgain(AccountsDb db, IDatabase database, PasswordProof passwords, TimeProvider clock, ILogger<ProveAgain> logger)
{
    /// <param name="Password">As typed.</param>
    /// <param name="Code">Where a second factor is switched on.</param>
    /// <param name="Address">The network address.</param>
    public sealed record Request(string? Password, string? Code, string Address);

    public async Task<Result<Done>> RunAsync(Caller caller, Request request, CancellationToken ct)
    {
        var id = caller.UserId.Value;
        if (await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) is not { } account)
        {
            return AuthErrors.SessionEnded;
        }

        var proof = await passwords.TryAsync(account, "", request.Password, request.Code, request.Address, ct);
        return proof.IsOk(out var isStrong, out var refused) ? await RenewAsync(caller, isStrong, ct) : refused;
    }

    /// <summary>Stores that the caller has just proved who they are.</summary>
    public async Task<Result<Done>> RenewAsync(Caller caller, bool isStrong, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var renewed = await database.WriteAsync(
            unit => unit.Db<AccountsDb>().Sessions.Where(s => s.Id == caller.SessionId && s.UserId == caller.UserId)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.ProvedAt, now).SetProperty(s => s.IsStrong, s => s.IsStrong || isStrong)),
            ct);
        if (renewed == 0)
        {
            return AuthErrors.SessionEnded;
        }

        LogProved(caller.UserId, isStrong);
        return Done.Value;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Proved again: user {UserId}, by a second factor or passkey: {IsStrong}")]
    private partial void LogProved(UserId userId, bool isStrong);
}
