using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Moderation.Contracts;

namespace StudyHub.Moderation.Blocks;

/// <summary>Whom somebody does not want to see or hear (MOD-2). Clients act on it; nobody else learns of it.</summary>
internal sealed class Block
{
    public const int Most = 1_000;

    public UserId UserId { get; init; }
    public UserId Blocked { get; init; }
    public DateTimeOffset BlockedAt { get; init; }
}

/// <param name="Person">Null where the account cannot be seen any more.</param>
internal sealed record BlockView(UserId UserId, Profile? Person, DateTimeOffset BlockedAt);

internal sealed record BlockList(IReadOnlyList<BlockView> Items);

/// <summary>The hearer has blocked somebody, or no longer does, on whatever device.</summary>
internal sealed record BlocksChanged(UserId UserId, bool Blocked) : ILiveEvent
{
    public static string Type => "blocks.changed";
}

/// <summary>Own blocks: list, add, lift; all tabs hear of it. Doors: <c>/blocks</c>.</summary>
internal sealed class OwnBlocks(IDatabase database, ModerationDb reader, IAccounts accounts, IBroadcast broadcast, TimeProvider clock)
{
    /// <summary>All of them, newest first.</summary>
    public async Task<BlockList> ListAsync(Caller caller, CancellationToken ct)
    {
        var blocks = await reader.Blocks.AsNoTracking().Where(b => b.UserId == caller.UserId).OrderByDescending(b => b.BlockedAt).ToListAsync(ct);
        var people = await accounts.ProfilesAsync([.. blocks.Select(b => b.Blocked)], ct);
        return new([.. blocks.Select(b => new BlockView(b.Blocked, people.GetValueOrDefault(b.Blocked), b.BlockedAt))]);
    }

    public async Task<Result<Done>> AddAsync(Caller caller, UserId target, CancellationToken ct)
    {
        if (target == caller.UserId)
        {
            return ModerationErrors.SelfTarget;
        }

        if (!(await accounts.ProfilesAsync([target], ct)).ContainsKey(target))
        {
            return ModerationErrors.BlockNotFound;
        }

        return await database.WriteAsync<Result<Done>>(
            async unit =>
            {
                var db = unit.Db<ModerationDb>();
                if (await db.Blocks.AnyAsync(b => b.UserId == caller.UserId && b.Blocked == target))
                {
                    return Done.Value;
                }

                if (await db.Blocks.CountAsync(b => b.UserId == caller.UserId) >= Block.Most)
                {
                    return ModerationErrors.BlocksLimit;
                }

                db.Blocks.Add(new() { UserId = caller.UserId, Blocked = target, BlockedAt = clock.GetUtcNow() });
                await db.SaveChangesAsync();
                await unit.TellAsync(new PersonBlocked(caller.UserId, target));
                Tell(unit, caller, target, blocked: true);
                return Done.Value;
            },
            ct);
    }

    public Task<Result<Done>> LiftAsync(Caller caller, UserId target, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            if (await unit.Db<ModerationDb>().Blocks.Where(b => b.UserId == caller.UserId && b.Blocked == target).ExecuteDeleteAsync() > 0)
            {
                Tell(unit, caller, target, blocked: false);
            }

            return Done.Value;
        },
        ct);

    private void Tell(WriteUnit unit, Caller caller, UserId target, bool blocked) =>
        unit.AfterCommit(() => broadcast.SendAsync(Audiences.Of(caller.UserId), new BlocksChanged(target, blocked)));
}

/// <summary>Answers the other features.</summary>
internal sealed class BlockAnswers(ModerationDb db) : IBlocks
{
    public async ValueTask<IReadOnlyList<UserId>> BlockedByAsync(UserId user, CancellationToken ct) =>
        await db.Blocks.Where(b => b.UserId == user).Select(b => b.Blocked).ToListAsync(ct);

    public async ValueTask<IReadOnlyList<UserId>> BlockersOfAsync(UserId user, CancellationToken ct) =>
        await db.Blocks.Where(b => b.Blocked == user).Select(b => b.UserId).ToListAsync(ct);
}
