using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts.Administration;

/// <summary>The one-time link that makes its visitor admin (MOD-5). Only its hash is stored; used ones stay, so that they can say so.</summary>
internal sealed class AdminLink
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(24);

    public required byte[] Hash { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? UsedAt { get; init; }
}

internal sealed class FirstAdmin(IDatabase database, TimeProvider clock) : IFirstAdmin
{
    private const string Page = "/become-admin";

    public async Task<string?> RenewLinkAsync(CancellationToken ct)
    {
        var token = OpaqueToken.New();
        var renewed = await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<AccountsDb>();
                if (await db.Accounts.AnyAsync(a => a.IsAdmin))
                {
                    return false;
                }

                await db.AdminLinks.Where(l => l.UsedAt == null).ExecuteDeleteAsync();
                db.AdminLinks.Add(new() { Hash = OpaqueToken.Hash(token)!, ExpiresAt = clock.GetUtcNow() + AdminLink.Life });
                await db.SaveChangesAsync();
                return true;
            },
            ct);
        return renewed ? $"{Page}#{token}" : null; // Behind # it reaches no server, log or referrer.
    }
}

/// <summary>Makes the caller admin. Door: <c>POST /admin/claim</c>.</summary>
internal sealed class BecomeAdmin(IDatabase database, IAudit audit, TimeProvider clock)
{
    public async Task<Result<MeView>> RunAsync(Caller caller, string? token, CancellationToken ct) =>
        OpaqueToken.Hash(token) is { } hash
            ? await database.WriteAsync(unit => ClaimAsync(unit, caller, hash), ct)
            : AccountsErrors.AdminLinkUnknown;

    private async Task<Result<MeView>> ClaimAsync(WriteUnit unit, Caller caller, byte[] hash)
    {
        var (db, now) = (unit.Db<AccountsDb>(), clock.GetUtcNow());
        var link = await db.AdminLinks.AsNoTracking().SingleOrDefaultAsync(l => l.Hash == hash);
        var account = await db.Accounts.SingleOrDefaultAsync(a => a.Id == caller.UserId.Value);
        if (link is null || account is null)
        {
            return AccountsErrors.AdminLinkUnknown;
        }

        if (link.UsedAt is not null)
        {
            return AccountsErrors.AdminLinkUsed;
        }

        if (now >= link.ExpiresAt)
        {
            return AccountsErrors.AdminLinkExpired;
        }

        if (await db.AdminLinks.Where(l => l.Hash == hash && l.UsedAt == null).ExecuteUpdateAsync(set => set.SetProperty(l => l.UsedAt, now)) != 1)
        {
            return AccountsErrors.AdminLinkUsed;
        }

        account.IsAdmin = true;
        await db.SaveChangesAsync();
        await audit.RecordAsync(unit, new(caller.UserId, "admin.claimed", caller.UserId.ToString(), null));
        return MeView.Of(account);
    }
}
