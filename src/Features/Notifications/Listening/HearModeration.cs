using StudyHub.Data;
using StudyHub.Kernel.Ports;
using StudyHub.Meetings.Contracts;
using StudyHub.Moderation.Contracts;

namespace StudyHub.Notifications.Listening;

/// <summary>An open room's owner has warned or removed somebody; the third warning says itself that it removes.</summary>
internal sealed class HearRoomModeration(Inbox inbox) : IHandle<RoomModerated>
{
    public Task HandleAsync(RoomModerated domainEvent, CancellationToken ct) => inbox.PutAsync(
        new()
        {
            UserId = domainEvent.UserId,
            Kind = domainEvent.Warning is null ? NotificationKind.Kicked : NotificationKind.Warning,
            Cause = $"moderated/{domainEvent.RoomId}/{domainEvent.Warning}/{domainEvent.At.ToUnixTimeMilliseconds()}",
            PlaceKind = PlaceKind.Room,
            PlaceId = domainEvent.RoomId.Value,
            PlaceName = domainEvent.RoomTitle,
            Number = domainEvent.Warning,
            Text = domainEvent.Reason,
            At = domainEvent.At,
        },
        ct);
}

/// <summary>A report of somebody's was closed.</summary>
internal sealed class HearReports(Inbox inbox) : IHandle<ReportAnswered>
{
    public Task HandleAsync(ReportAnswered domainEvent, CancellationToken ct) => inbox.PutAsync(
        new()
        {
            UserId = domainEvent.Reporter,
            Kind = domainEvent.Acted ? NotificationKind.ReportActed : NotificationKind.ReportNoViolation,
            Cause = $"report/{domainEvent.ReportId}",
            Text = domainEvent.Answer,
            At = domainEvent.At,
        },
        ct);
}

/// <summary>Somebody was blocked: what they said to the blocker goes from the list (MOD-2).</summary>
internal sealed class HearBlocks(IDatabase database, Inbox inbox) : IHandle<PersonBlocked>
{
    public Task HandleAsync(PersonBlocked domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (user, blocked) = (domainEvent.UserId, domainEvent.Blocked);
            await inbox.DropAsync(unit, items => items.Where(n => n.UserId == user && n.Actor == blocked && NotificationKinds.OfMessages.Contains(n.Kind)));
            return true;
        },
        ct);
}
