using System.Globalization;
using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Accounts.Sessions;
using StudyHub.Data;
using StudyHub.Kernel;

namespace StudyHub.Accounts;

/// <summary>Stores accounts and sessions as sign-up would, without mails and passwords. Door: the command <c>seed</c>, on the server's own machine.</summary>
internal sealed class SeedPeople(IDatabase database, SessionStart start, TimeProvider clock) : ISeeding
{
    // Nobody's address, for ever (RFC 6761 §6.4); and no password.
    private const string Domain = "@SEEDED.INVALID";

    public Task<Result<SeededPerson[]>> SeedAsync(int people, CancellationToken ct) => database.WriteAsync<Result<SeededPerson[]>>(
        async unit =>
        {
            var db = unit.Db<AccountsDb>();
            if (await db.Accounts.AnyAsync(a => !a.NormalizedEmail!.EndsWith(Domain)))
            {
                return AccountsErrors.SeedingRefused;
            }

            var known = await db.Accounts.ToDictionaryAsync(a => a.UserName!);
            var seeded = new SeededPerson[people];
            for (var i = 0; i < people; i++)
            {
                var handle = string.Create(CultureInfo.InvariantCulture, $"seeded{i + 1}");
                if (!known.TryGetValue(handle, out var account))
                {
                    account = Account.Open(UserId.New(clock.GetUtcNow()), handle, handle, handle + Domain.ToLowerInvariant(), passwordHash: null, clock.GetUtcNow());
                    db.Accounts.Add(account);
                }

                var (session, signedIn) = start.Of(account);
                db.Sessions.Add(session);
                seeded[i] = new(handle, signedIn.Token);
            }

            await db.SaveChangesAsync();
            return seeded;
        },
        ct);
}
