using System.Security.Cryptography;
using StudyHub.Chat.Contracts;
using StudyHub.Kernel;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>One chat entry. Its sequence number is the offset of its creation in the room (CHAT-1).</summary>
internal sealed class Message
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 4_000;

    /// <summary>Files a message may carry (CHAT-13).</summary>
    public const int MostFiles = 10;

    /// <summary>How long its author may edit it (CHAT-8).</summary>
    public static readonly TimeSpan EditWindow = TimeSpan.FromHours(24);

    private Message() { } // EF

    public RoomId RoomId { get; private init; }
    public long Sequence { get; private init; }

    /// <summary>Made by the client, unique per author and room for ever (CHAT-3).</summary>
    public Guid MessageId { get; private init; }
    public UserId Author { get; private init; }
    public string Text { get; private set; } = "";
    public DateTimeOffset PostedAt { get; private init; }

    /// <summary>The offset of its last change: of two forms of a message the one with the higher version is the newer.</summary>
    public long Version { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }

    /// <summary>Set: only a tombstone is left.</summary>
    public Removal? Removed { get; private set; }

    /// <summary>The sequence number of the message it answers.</summary>
    public long? ReplyTo { get; private set; }

    /// <summary>As <see cref="Mentions.ToColumn"/> wrote it.</summary>
    public string Mentioned { get; private set; } = "";
    public bool MentionsAll { get; private set; }
    public bool Pinned { get; private set; }

    public Mentions Mentions => new(Mentions.FromColumn(Mentioned), MentionsAll);

    /// <summary>What a text becomes when it may be posted.</summary>
    /// <param name="text">As typed.</param>
    /// <param name="mayBeEmpty">A message with files needs none (CHAT-5).</param>
    public static Result<string> Read(string? text, bool mayBeEmpty = false)
    {
        var clean = TextRules.Clean(text);
        var length = TextRules.Length(clean);
        return length switch
        {
            0 when !mayBeEmpty => ChatErrors.TextEmpty,
            > MaxLength => ChatErrors.TextTooLong(length),
            _ => clean,
        };
    }

    /// <param name="room">Whose numbering it takes the next number of.</param>
    /// <param name="messageId">The client's.</param>
    /// <param name="author">Who.</param>
    /// <param name="text">As <see cref="Read"/> returned it.</param>
    /// <param name="now">When.</param>
    /// <param name="replyTo">The sequence number of the message it answers.</param>
    /// <param name="mentions">Whom the text names.</param>
    public static Message Post(ChatRoom room, Guid messageId, UserId author, string text, DateTimeOffset now, long? replyTo = null, Mentions mentions = default)
    {
        var sequence = room.NextOffset();
        return new()
        {
            RoomId = room.RoomId,
            Sequence = sequence,
            Version = sequence,
            MessageId = messageId,
            Author = author,
            Text = text,
            PostedAt = now,
            ReplyTo = replyTo,
            Mentioned = mentions.ToColumn(),
            MentionsAll = mentions.All,
        };
    }

    /// <returns>Whether anything is different now.</returns>
    public Result<bool> Edit(UserId caller, string text, Mentions mentions, DateTimeOffset now)
    {
        if (Author != caller || Removed is not null)
        {
            return ChatErrors.NotAllowed;
        }

        if (now - PostedAt > EditWindow)
        {
            return ChatErrors.EditTooLate;
        }

        if (text == Text)
        {
            return false;
        }

        (Text, Mentioned, MentionsAll, EditedAt) = (text, mentions.ToColumn(), mentions.All, now);
        return true;
    }

    /// <returns>Whether anything is different now.</returns>
    public bool Remove(Removal by)
    {
        if (Removed is not null)
        {
            return false;
        }

        (Removed, Text, Mentioned, MentionsAll, ReplyTo, Pinned, EditedAt) = (by, "", "", false, null, false, null);
        return true;
    }

    /// <returns>Whether anything is different now.</returns>
    public bool Pin(bool on)
    {
        if (Pinned == on)
        {
            return false;
        }

        Pinned = on;
        return true;
    }

    /// <summary>Whom it speaks to.</summary>
    /// <param name="answered">Whose message it answers, while it does.</param>
    public MessageAddressed Addressed(UserId? answered) =>
        new(RoomId, Sequence, Author, Mentions.People, MentionsAll, ReplyTo is null ? null : answered, PostedAt);

    /// <summary>Gives what has just changed its place in the room's order.</summary>
    public Change Number(ChatRoom room)
    {
        Version = room.NextOffset();
        return new() { RoomId = RoomId, Offset = Version, Sequence = Sequence };
    }
}

/// <summary>A later change of a message: at this offset the message became what it is, or something since changed again. Its creation needs no row: there the offset is the sequence number.</summary>
internal sealed class Change
{
    public RoomId RoomId { get; init; }
    public long Offset { get; init; }
    public long Sequence { get; init; }
}

/// <summary>The numbering of one room's changes: 1, 2, 3 … without gaps, within an epoch.</summary>
internal sealed class ChatRoom(RoomId roomId, string epoch, long offset)
{
    public RoomId RoomId { get; private init; } = roomId;
    public string Epoch { get; private init; } = epoch;
    public long Offset { get; private set; } = offset;

    public static ChatRoom Begin(RoomId room) => new(room, RandomNumberGenerator.GetHexString(16, lowercase: true), 0);

    public long NextOffset() => ++Offset;
}

/// <summary>One person's sign on a message (CHAT-10).</summary>
internal sealed class Reaction
{
    public RoomId RoomId { get; init; }
    public long Sequence { get; init; }
    public required string Emoji { get; init; }
    public UserId UserId { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>How far somebody has read a room's chat (CHAT-12).</summary>
internal sealed class ReadMark
{
    public RoomId RoomId { get; init; }
    public UserId UserId { get; init; }

    /// <summary>The sequence number of the last message read; never less than it was.</summary>
    public long ReadTo { get; set; }
}
