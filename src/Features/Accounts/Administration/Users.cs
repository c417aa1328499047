using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Web;

namespace StudyHub.Accounts.Administration;

/// <summary>A person as admins see them in a list: no address.</summary>
/// <param name="EraseAt">When the account will be erased, where its owner wants that.</param>
internal sealed record UserView(
    UserId Id, string Handle, string DisplayName, DateTimeOffset CreatedAt, bool IsAdmin, bool IsDisabled, DateTimeOffset? EraseAt)
{
    public static UserView Of(Account account) => new(
        account.UserId, account.UserName!, account.DisplayName, account.CreatedAt, account.IsAdmin, account.DisabledAt is not null, account.EraseAt);
}

internal sealed record UserPage(IReadOnlyList<UserView> Items, string? NextCursor);

/// <summary>People by handle, for admins (MOD-4). Door: <c>GET /admin/users</c>.</summary>
internal sealed class ListUsers(AccountsDb db, IAdmins admins)
{
    /// <param name="caller">An admin.</param>
    /// <param name="typed">The beginning of a handle; empty for all.</param>
    /// <param name="cursor">The last handle shown, encoded.</param>
    /// <param name="wanted">1 to 100.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Result<UserPage>> RunAsync(Caller caller, string? typed, string? cursor, int? wanted, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        var limit = wanted ?? Page.DefaultLimit;
        if (limit is < 1 or > Page.MaxLimit)
        {
            return Page.LimitInvalid;
        }

        var after = string.IsNullOrEmpty(cursor) ? "" : Page.Decode(cursor);
        if (after is null)
        {
            return Page.CursorInvalid;
        }

        var beginning = Handle.Key(TextRules.Clean(typed));
        var rows = await db.Accounts.AsNoTracking()
            .Where(a => a.NormalizedUserName!.StartsWith(beginning) && a.NormalizedUserName.CompareTo(after) > 0)
            .OrderBy(a => a.NormalizedUserName).Take(limit + 1).ToListAsync(ct);
        return new UserPage([.. rows.Take(limit).Select(UserView.Of)], rows.Count > limit ? Page.Encode(rows[limit - 1].NormalizedUserName!) : null);
    }
}

/// <summary>What admins do to an account, with a reason, in the audit log. Doors: <c>POST /admin/users/{userId}/…</c>.</summary>
internal sealed class ManageUser(IDatabase database, IAdmins admins, IAudit audit, SessionEnds ends, TimeProvider clock)
{
    private const string Disabled = "account.disabled";
    private const int ReasonLength = 500;

    /// <summary>Disables an account: it cannot sign in, and its sessions end at once (ACC-16).</summary>
    public async Task<Result<UserView>> DisableAsync(Caller caller, UserId user, string? reason, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return await ChangeAsync(caller, user, Disabled, reason, account => account.DisabledAt ??= now, endsSessions: true, ct);
    }

    public Task<Result<UserView>> EnableAsync(Caller caller, UserId user, string? reason, CancellationToken ct) =>
        ChangeAsync(caller, user, "account.enabled", reason, account => account.DisabledAt = null, endsSessions: false, ct);

    /// <summary>Ends every session of somebody.</summary>
    public Task<Result<UserView>> SignOutAsync(Caller caller, UserId user, string? reason, CancellationToken ct) =>
        ChangeAsync(caller, user, "account.signed_out", reason, _ => { }, endsSessions: true, ct);

    private async Task<Result<UserView>> ChangeAsync(
        Caller caller, UserId user, string act, string? typed, Action<Account> change, bool endsSessions, CancellationToken ct)
    {
        if (await admins.CheckAsync(caller, ct) is { } refused)
        {
            return refused;
        }

        if (act == Disabled && user == caller.UserId)
        {
            return AccountsErrors.NotOneself;
        }

        var reason = TextRules.Clean(typed);
        if (TextRules.Length(reason) is < 1 or > ReasonLength)
        {
            return AccountsErrors.ReasonNeeded;
        }

        var entry = new AuditEntry(caller.UserId, act, user.ToString(), reason);
        var result = await database.WriteAsync(unit => StoreAsync(unit, user, entry, change, endsSessions), ct);
        if (!result.IsOk(out var changed, out var missing))
        {
            return missing;
        }

        await ends.CloseAsync(changed.Sessions);
        return UserView.Of(changed.Account);
    }

    private async Task<Result<WithEnded>> StoreAsync(WriteUnit unit, UserId user, AuditEntry entry, Action<Account> change, bool endsSessions)
    {
        var db = unit.Db<AccountsDb>();
        if (await db.Accounts.SingleOrDefaultAsync(a => a.Id == user.Value) is not { } account)
        {
            return AccountsErrors.UserNotFound;
        }

        change(account);
        await db.SaveChangesAsync();
        await audit.RecordAsync(unit, entry);
        return new WithEnded(account, endsSessions ? await SessionEnds.EndAsync(unit, s => s.UserId == user) : []);
    }
}
