using StudyHub.Kernel;

namespace StudyHub.Notifications;

/// <summary>Everything notifications can refuse. Codes are API: never rename, only add.</summary>
internal static class NotificationsErrors
{
    public static readonly Error NotFound = Error.NotFound("notification.not_found", "There is no such notification in your list.");
    public static readonly Error GroupHidden = Error.NotFound("group.not_found", "There is no such group for you.") with { IsHidden = true };

    public static Error FieldInvalid(params string[] fields) =>
        Error.Invalid("notification.field_invalid", "Quiet hours begin and end at different times of day, HH:mm; a group's level is all, mentions or none.") with
        {
            Fields = fields.ToDictionary(f => f, _ => "notification.field_invalid"),
        };
}
