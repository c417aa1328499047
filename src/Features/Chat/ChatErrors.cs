using StudyHub.Kernel;

namespace StudyHub.Chat;

/// <summary>Everything chat can refuse. Codes are API: never rename, only add.</summary>
internal static class ChatErrors
{
    public static readonly Error NotFound = Error.NotFound("chat.not_found", "There is no such conversation for you.");
    public static readonly Error NotAllowed = Error.Forbidden("chat.not_allowed", "Only who sits in the room can write here.");
    public static readonly Error TextEmpty = Error.Invalid("chat.text_empty", "A message needs some text.");
    public static readonly Error FieldInvalid = Error.Invalid("chat.field_invalid", "A message id is a UUID, an offset not negative.");

    public static Error TextTooLong(int length) =>
        Error.Invalid("chat.text_too_long", $"A message can hold {Message.MaxLength} characters; this one has {length}.");
}
