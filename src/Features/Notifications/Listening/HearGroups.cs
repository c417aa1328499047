using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Groups.Contracts;
using StudyHub.Kernel.Ports;
using StudyHub.Notifications.Preferences;

namespace StudyHub.Notifications.Listening;

/// <summary>Somebody asks to join: the hosts who want to hear of the group learn it; and it is decided: the applicant does.</summary>
internal sealed class HearApplications(IDatabase database, IGroups groups, Inbox inbox) : IHandle<ApplicationSent>, IHandle<ApplicationEnded>
{
    public async Task HandleAsync(ApplicationSent domainEvent, CancellationToken ct)
    {
        if (await groups.FindAsync(domainEvent.GroupId, ct) is not { } group)
        {
            return;
        }

        await database.WriteAsync(
            async unit =>
            {
                var deaf = await unit.Db<NotificationsDb>().Levels.Where(l => l.GroupId == group.Id && l.Level == Level.None).Select(l => l.UserId).ToListAsync();
                await inbox.PutAsync(unit, [.. group.Managers.Prepend(group.Owner).Except(deaf).Select(host => new Notification
                {
                    UserId = host,
                    Kind = NotificationKind.Application,
                    Cause = $"application/{group.Id}/{domainEvent.UserId}/{domainEvent.At.ToUnixTimeMilliseconds()}",
                    Actor = domainEvent.UserId,
                    PlaceKind = PlaceKind.Group,
                    PlaceId = group.Id.Value,
                    PlaceName = group.Name,
                    At = domainEvent.At,
                })]);
                return true;
            },
            ct);
    }

    public Task HandleAsync(ApplicationEnded domainEvent, CancellationToken ct) => database.WriteAsync(
        async unit =>
        {
            var (place, applicant) = (domainEvent.GroupId.Value, domainEvent.UserId);
            await inbox.DropAsync(unit, items => items.Where(n => n.PlaceId == place && n.Kind == NotificationKind.Application && n.Actor == applicant));
            if (domainEvent.Outcome != ApplicationEnd.Withdrawn)
            {
                await inbox.PutAsync(unit, new Notification
                {
                    UserId = applicant,
                    Kind = domainEvent.Outcome == ApplicationEnd.Accepted ? NotificationKind.ApplicationAccepted : NotificationKind.ApplicationRefused,
                    Cause = $"application-end/{domainEvent.GroupId}/{domainEvent.At.ToUnixTimeMilliseconds()}",
                    PlaceKind = PlaceKind.Group,
                    PlaceId = place,
                    PlaceName = domainEvent.GroupName,
                    At = domainEvent.At,
                });
            }

            return true;
        },
        ct);
}

/// <summary>A host has warned somebody.</summary>
internal sealed class HearWarnings(Inbox inbox) : IHandle<MemberWarned>
{
    public Task HandleAsync(MemberWarned domainEvent, CancellationToken ct) => inbox.PutAsync(
        new()
        {
            UserId = domainEvent.UserId,
            Kind = NotificationKind.Warning,
            Cause = $"warning/{domainEvent.WarningId}",
            PlaceKind = PlaceKind.Group,
            PlaceId = domainEvent.GroupId.Value,
            PlaceName = domainEvent.GroupName,
            Number = domainEvent.Number,
            Text = domainEvent.Reason,
            At = domainEvent.At,
        },
        ct);
}

/// <summary>A membership has ended: what only members may know goes from the list (GRP-12); who was sent away, or lost the group, reads so.</summary>
internal sealed class HearMembershipEnds(IDatabase database, Inbox inbox) : IHandle<MembershipEnded>
{
    public Task HandleAsync(MembershipEnded domainEvent, CancellationToken ct) => database.WriteAsync(unit => StoreAsync(unit, domainEvent), ct);

    private async Task<bool> StoreAsync(WriteUnit unit, MembershipEnded ended)
    {
        var (db, group, place, user) = (unit.Db<NotificationsDb>(), ended.GroupId, ended.GroupId.Value, ended.UserId);
        await db.Levels.Where(l => l.UserId == user && l.GroupId == group).ExecuteDeleteAsync();
        await inbox.DropAsync(unit, items => items.Where(n => n.UserId == user && n.PlaceId == place && NotificationKinds.OfInside.Contains(n.Kind)));
        NotificationKind? kind = ended.Cause switch
        {
            MembershipEnd.Kicked => NotificationKind.Kicked,
            MembershipEnd.Dissolved => NotificationKind.GroupDissolved,
            _ => null, // Who left knows; the third warning says it itself.
        };
        if (kind is { } told)
        {
            await inbox.PutAsync(unit, new Notification
            {
                UserId = user,
                Kind = told,
                Cause = $"membership-end/{group}/{ended.At.ToUnixTimeMilliseconds()}",
                PlaceKind = PlaceKind.Group,
                PlaceId = place,
                PlaceName = ended.GroupName,
                At = ended.At,
            });
        }

        return true;
    }
}
