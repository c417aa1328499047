using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;

namespace StudyHub.Notifications;

/// <summary>One line of the caller's list.</summary>
/// <param name="Actor">Who did it; without a handle where that account is gone; null where nobody in particular did.</param>
/// <param name="Place">The room or group; null where it happened in none.</param>
/// <param name="Sequence">The message it is about.</param>
/// <param name="Text">The beginning of the message, if the caller may read it now; else a reason or answer given to the caller; null where there is none.</param>
/// <param name="Number">Which of three, of a warning.</param>
internal sealed record NotificationView(
    Guid Id, NotificationKind Kind, DateTimeOffset At, bool Read, NotificationActor? Actor, NotificationPlace? Place, long? Sequence, string? Text, int? Number)
{
    public static NotificationView Of(Notification item, IReadOnlyDictionary<UserId, Profile> people, string? message) => new(
        item.Id,
        item.Kind,
        item.At,
        item.ReadAt is not null,
        item.Actor is { } actor ? NotificationActor.Of(actor, people) : null,
        item is { PlaceKind: { } kind, PlaceId: { } place } ? new(kind, place, item.PlaceName) : null,
        item.Sequence,
        item.Sequence is null ? (item.Text.Length > 0 ? item.Text : null) : message,
        item.Number);
}

internal sealed record NotificationActor(UserId Id, string Handle, string DisplayName, string? Avatar)
{
    public static NotificationActor Of(UserId user, IReadOnlyDictionary<UserId, Profile> people) => people.TryGetValue(user, out var profile)
        ? new(user, profile.Handle, profile.DisplayName, profile.Avatar)
        : new(user, "", "", null);
}

internal sealed record NotificationPlace(PlaceKind Kind, Guid Id, string Name);

/// <summary>A page of the list, newest first.</summary>
/// <param name="Unread">In the whole list, counted up to 100.</param>
internal sealed record NotificationPage(IReadOnlyList<NotificationView> Items, string? NextCursor, int Unread);

/// <param name="Unread">In the whole list, counted up to 100.</param>
internal sealed record UnreadNotifications(int Unread);

/// <summary>The hearer's list has changed, on whatever device: ask again.</summary>
/// <param name="Arrived">The newest that has come; null where something was read or has gone.</param>
internal sealed record NotificationsChanged(int Unread, Guid? Arrived) : ILiveEvent
{
    public static string Type => "notifications.changed";
}

/// <summary>The hearer has changed what is told them how: ask again.</summary>
internal sealed record NotificationSettingsChanged : ILiveEvent
{
    public static string Type => "notifications.settings";
}
