using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat.Contracts;

/// <summary>
/// Whom a message speaks to as it now is: told when it names or answers somebody, and again when that has changed. A message that was taken back
/// speaks to nobody.
/// </summary>
/// <param name="Named">By their handles, with access at that time.</param>
/// <param name="All">A host called everybody.</param>
/// <param name="Answered">Whose message it answers.</param>
public sealed record MessageAddressed(
    RoomId RoomId, long Sequence, UserId Author, IReadOnlyList<UserId> Named, bool All, UserId? Answered, DateTimeOffset At) : IDomainEvent
{
    public static string Type => "chat.message_addressed";

    public string Key => RoomId.ToString();
}

/// <summary>Somebody has read on past a message that speaks to them (CHAT-12).</summary>
/// <param name="ReadTo">The sequence number of the last message read.</param>
public sealed record MessagesRead(RoomId RoomId, UserId UserId, long ReadTo) : IDomainEvent
{
    public static string Type => "chat.messages_read";

    public string Key => RoomId.ToString();
}
