using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>One chat entry. Its sequence number is the offset of its creation in the room (CHAT-1).</summary>
internal sealed class Message
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 4_000;

    private Message() { } // EF

    public RoomId RoomId { get; private init; }
    public long Sequence { get; private init; }

    /// <summary>Made by the client, unique per author and room for ever (CHAT-3).</summary>
    public Guid MessageId { get; private init; }
    public UserId Author { get; private init; }
    public string Text { get; private init; } = "";
    public DateTimeOffset PostedAt { get; private init; }

    /// <summary>What a text becomes when it may be posted.</summary>
    public static Result<string> Read(string? text)
    {
        var clean = TextRules.Clean(text);
        var length = TextRules.Length(clean);
        return length switch
        {
            0 => ChatErrors.TextEmpty,
            > MaxLength => ChatErrors.TextTooLong(length),
            _ => clean,
        };
    }

    /// <param name="text">As <see cref="Read"/> returned it.</param>
    public static Message Post(ChatRoom room, Guid messageId, UserId author, string text, DateTimeOffset now) => new()
    {
        RoomId = room.RoomId,
        Sequence = room.NextOffset(),
        MessageId = messageId,
        Author = author,
        Text = text,
        PostedAt = now,
    };
}

/// <summary>The numbering of one room's changes: 1, 2, 3 … without gaps, within an epoch.</summary>
internal sealed class ChatRoom
{
    public RoomId RoomId { get; init; }
    public required string Epoch { get; init; }
    public long Offset { get; private set; }

    public long NextOffset() => ++Offset;
}
