using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Profiles;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Accounts.Leaving;

/// <summary>What accounts themselves hold of a person.</summary>
internal sealed class AccountExport(AccountsDb db, IBlobs blobs) : IExportContributor
{
    public string Name => "account";

    public async Task WriteAsync(UserId user, IExportFolder folder, CancellationToken ct)
    {
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == user.Value, ct);
        if (account is null)
        {
            return;
        }

        var passkeys = await db.Passkeys.AsNoTracking().Where(p => p.UserId == user).OrderBy(p => p.Id).ToListAsync(ct);
        await folder.AddJsonAsync(
            "account",
            new
            {
                account.Id,
                Handle = account.UserName,
                account.DisplayName,
                account.Email,
                account.Bio,
                account.Link,
                account.CreatedAt,
                SecondFactor = account.TwoFactorEnabled,
                Passkeys = passkeys.Select(p => new { p.Name, p.CreatedAt, p.LastUsedAt }),
            },
            ct);

        var sessions = await db.Sessions.AsNoTracking().Where(s => s.UserId == user).OrderBy(s => s.Id).ToListAsync(ct);
        await folder.AddJsonAsync("sessions", sessions.Select(s => new { s.Device, s.CreatedAt, s.LastUsedAt }), ct);
        if (account.Avatar is not null && await blobs.OpenAsync(Avatar.KeyOf(account.Avatar), ct) is { } picture)
        {
            await using (picture)
            {
                await folder.AddFileAsync("picture.webp", picture, ct);
            }
        }
    }
}
