using StudyHub.Kernel;

namespace StudyHub.Chat;

/// <summary>Everything chat can refuse. Codes are API: never rename, only add.</summary>
internal static class ChatErrors
{
    public static readonly Error NotFound = Error.NotFound("chat.not_found", "There is no such conversation for you.") with { IsHidden = true };
    public static readonly Error MessageNotFound = Error.NotFound("chat.message_not_found", "There is no such message.");
    public static readonly Error NotAllowed = Error.Forbidden("chat.not_allowed", "Only who sits in the room can write here, and only authors change their messages.");
    public static readonly Error HostNeeded = Error.Forbidden("mod.host_needed", "Only a host may do this.");
    public static readonly Error MentionAllNotAllowed = Error.Forbidden("chat.mention_all_not_allowed", "Only hosts call everybody.");
    public static readonly Error TextEmpty = Error.Invalid("chat.text_empty", "A message needs some text.");
    public static readonly Error FieldInvalid = Error.Invalid("chat.field_invalid", "A message id is a UUID, an offset not negative, a reaction one emoji, a search two to 100 characters.");
    public static readonly Error EditTooLate = Error.Conflict("chat.edit_too_late", "A message can be edited for 24 hours.");
    public static readonly Error ReactionLimit = Error.Conflict("chat.reaction_limit", $"A message has at most {MostKinds} kinds of reactions.");
    public static readonly Error PinLimit = Error.Conflict("chat.pin_limit", $"A room has at most {MostPins} pinned messages.");

    public static readonly Error FileNotFound = Error.NotFound("file.not_found", "There is no such file for you.") with { IsHidden = true };
    public static readonly Error FileTypeNotAllowed = new(ErrorKind.UnsupportedType, "file.type_not_allowed", "Files of this type are not taken.");
    public static readonly Error FileMismatch = new(ErrorKind.UnsupportedType, "file.content_mismatch", "The content is not what the name says.");
    public static readonly Error FileTooLarge = new(ErrorKind.TooLarge, "file.too_large", "A file has at most 25 MB.");
    public static readonly Error FileInvalid = Error.Invalid("file.field_invalid", $"A file has a name and some content; a message takes at most {Message.MostFiles} files.");

    public const int MostKinds = 20;
    public const int MostPins = 50;

    public static Error TextTooLong(int length) =>
        Error.Invalid("chat.text_too_long", $"A message can hold {Message.MaxLength} characters; this one has {length}.");

    public static Error TooFast(TimeSpan wait) => Error.TooMany("rate.limited", "Too much at once.", wait);
}
