using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Contracts;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;
using StudyHub.Web;

namespace StudyHub.Notifications;

/// <summary>The caller's own list, newest first, and how much of it is unread. Doors: <c>GET /notifications</c>, <c>GET /notifications/unread</c>.</summary>
internal sealed class ReadNotifications(NotificationsDb db, IAccounts accounts, IMessages messages)
{
    public async Task<Result<NotificationPage>> ListAsync(Caller caller, string? cursor, int? wanted, CancellationToken ct)
    {
        if (!Page.Read<Guid>(cursor, wanted).IsOk(out var asked, out var wrong))
        {
            return wrong;
        }

        var items = db.Items.AsNoTracking().Where(n => n.UserId == caller.UserId);
        items = asked.After is { } after ? items.Where(n => n.Id.CompareTo(after) < 0) : items;
        var found = await items.OrderByDescending(n => n.Id).Take(asked.Limit + 1).ToListAsync(ct);
        var (page, next) = Page.Cut(found, asked.Limit, n => n.Id);
        var people = await accounts.ProfilesAsync([.. page.Select(n => n.Actor).OfType<UserId>().Distinct()], ct);
        var texts = await messages.BeginningsAsync(caller.UserId, [.. page.Select(PlaceOf).OfType<MessagePlace>().Distinct()], ct);
        return new NotificationPage(
            [.. page.Select(n => NotificationView.Of(n, people, PlaceOf(n) is { } place ? texts.GetValueOrDefault(place) : null))],
            next,
            await db.CountUnreadAsync(caller.UserId, ct));
    }

    public async Task<UnreadNotifications> CountAsync(Caller caller, CancellationToken ct) => new(await db.CountUnreadAsync(caller.UserId, ct));

    private static MessagePlace? PlaceOf(Notification item) => item is { PlaceId: { } place, Sequence: { } sequence } ? new(RoomId.Of(place), sequence) : null;
}

/// <summary>Marks one notification as read, or all up to one. Doors: <c>POST /notifications/{id}/read</c>, <c>POST /notifications/read</c>.</summary>
internal sealed class MarkRead(IDatabase database, Inbox inbox)
{
    public Task<Result<Done>> OneAsync(Caller caller, Guid id, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            if (!await unit.Db<NotificationsDb>().Items.AnyAsync(n => n.Id == id && n.UserId == caller.UserId))
            {
                return NotificationsErrors.NotFound;
            }

            await inbox.ReadAsync(unit, caller.UserId, unread => unread.Where(n => n.Id == id));
            return Done.Value;
        },
        ct);

    /// <param name="caller">Whose.</param>
    /// <param name="until">The newest that the caller has seen: what has come since stays unread.</param>
    /// <param name="ct">Cancels.</param>
    public Task<Result<Done>> AllAsync(Caller caller, Guid until, CancellationToken ct) => database.WriteAsync<Result<Done>>(
        async unit =>
        {
            await inbox.ReadAsync(unit, caller.UserId, unread => unread.Where(n => n.Id.CompareTo(until) <= 0));
            return Done.Value;
        },
        ct);
}
