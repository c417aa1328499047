using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Notifications;

/// <summary>Everybody's lists: what comes in, is read and goes, inside a unit of work. All tabs of a person hear of it, in the order stored.</summary>
internal sealed class Inbox(IDatabase database, IBroadcast broadcast, TimeProvider clock)
{
    /// <summary>Unix milliseconds.</summary>
    private long _lastMoment;

    /// <summary>Puts one in, as a unit of work of its own.</summary>
    public Task PutAsync(Notification item, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            await PutAsync(unit, item);
            return true;
        },
        ct);

    /// <summary>Puts in what is not in yet. All have one cause, each another person.</summary>
    public async Task PutAsync(WriteUnit unit, params IReadOnlyCollection<Notification> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        var (db, cause) = (unit.Db<NotificationsDb>(), items.First().Cause);
        var known = await db.Items.Where(n => n.Cause == cause).Select(n => n.UserId).ToListAsync();
        var arrived = items.Where(n => !known.Contains(n.UserId)).ToList();
        var now = NextMoment();
        arrived.ForEach(n => n.Id = Guid.CreateVersion7(now));
        db.Items.AddRange(arrived);
        await db.SaveChangesAsync();
        await TellAsync(unit, arrived.ToDictionary(n => n.UserId, n => (Guid?)n.Id));
    }

    /// <summary>Marks as read what somebody has not read yet.</summary>
    public async Task ReadAsync(WriteUnit unit, UserId user, Func<IQueryable<Notification>, IQueryable<Notification>> which)
    {
        var now = clock.GetUtcNow();
        var unread = unit.Db<NotificationsDb>().Items.Where(n => n.UserId == user && n.ReadAt == null);
        if (await which(unread).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now)) > 0)
        {
            await TellAsync(unit, new() { [user] = null });
        }
    }

    /// <summary>Takes out.</summary>
    public async Task DropAsync(WriteUnit unit, Func<IQueryable<Notification>, IQueryable<Notification>> which)
    {
        var dropped = which(unit.Db<NotificationsDb>().Items);
        var owners = await dropped.Select(n => n.UserId).Distinct().ToListAsync();
        await dropped.ExecuteDeleteAsync();
        await TellAsync(unit, owners.ToDictionary(owner => owner, _ => (Guid?)null));
    }

    /// <summary>Now, or a millisecond after the last: what comes later stands above in the list.</summary>
    private DateTimeOffset NextMoment()
    {
        while (true)
        {
            var last = Volatile.Read(ref _lastMoment);
            var next = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), last + 1);
            if (Interlocked.CompareExchange(ref _lastMoment, next, last) == last)
            {
                return DateTimeOffset.FromUnixTimeMilliseconds(next);
            }
        }
    }

    /// <summary>One count for all of them: a host may call some hundred people at once.</summary>
    private async Task TellAsync(WriteUnit unit, Dictionary<UserId, Guid?> arrived)
    {
        if (arrived.Count == 0)
        {
            return;
        }

        var people = arrived.Keys.ToList();
        var unread = await unit.Db<NotificationsDb>().Items.Where(n => n.ReadAt == null && people.Contains(n.UserId))
            .GroupBy(n => n.UserId).Select(own => new { User = own.Key, Count = own.Count() }).ToDictionaryAsync(c => c.User, c => c.Count);
        unit.AfterCommit(async () =>
        {
            foreach (var (user, newest) in arrived)
            {
                var count = Math.Min(unread.GetValueOrDefault(user), NotificationsDb.CountTo);
                await broadcast.SendAsync(Audiences.Of(user), new NotificationsChanged(count, newest));
            }
        });
    }
}
