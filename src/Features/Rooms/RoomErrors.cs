using StudyHub.Kernel;

namespace StudyHub.Rooms;

/// <summary>Everything rooms can refuse. Codes are API: never rename, only add.</summary>
internal static class RoomErrors
{
    public static readonly Error NotFound = Error.NotFound("room.not_found", "There is no such room.");

    /// <summary>To who is no member a group's room does not exist.</summary>
    public static readonly Error Hidden = NotFound with { IsHidden = true };

    public static readonly Error PasswordWrong = Error.Forbidden("room.password_wrong", "That is not the room's password.");

    public static readonly Error GroupBanned = Error.Forbidden("group.banned", "You cannot enter this group's room.");

    public static Error FieldInvalid(IReadOnlyDictionary<string, string> fields) =>
        Error.Invalid("room.field_invalid", "Some fields cannot be taken.") with { Fields = fields };

    public static Error TooManyRooms(TimeSpan wait) => Error.TooMany("rate.limited", "Ten rooms an hour are enough.", wait);

    public static Error TooManyPasswords(TimeSpan wait) => Error.TooMany("rate.limited", "Too many wrong passwords.", wait);
}
