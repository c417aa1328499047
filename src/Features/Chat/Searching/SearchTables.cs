using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat.Searching;

internal static class SearchTables
{
    public const string Name = "chat_search";
}

/// <summary>A message's number in the index. Within a room numbers rise with sequence numbers.</summary>
internal sealed class FoundMessage
{
    public long Number { get; init; }
    public RoomId RoomId { get; init; }
    public long Sequence { get; init; }
}

/// <summary>A message that the index does not know, or not as it is now.</summary>
internal sealed class UnindexedMessage
{
    public RoomId RoomId { get; init; }
    public long Sequence { get; init; }
}
