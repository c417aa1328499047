using System.Text.Json.Serialization;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Files;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <summary>A message as it is now.</summary>
/// <param name="Sequence">The offset of its creation.</param>
/// <param name="Version">The offset of its last change: the form with the higher one is the newer.</param>
/// <param name="Removed">Who took it back; then nothing but the tombstone is left.</param>
internal sealed record MessageView(
    long Sequence,
    Guid MessageId,
    long Version,
    AuthorView Author,
    string Text,
    DateTimeOffset PostedAt,
    DateTimeOffset? EditedAt,
    Removal? Removed,
    QuoteView? ReplyTo,
    IReadOnlyList<AuthorView> Mentions,
    bool MentionsAll,
    bool Pinned,
    IReadOnlyList<ReactionView> Reactions,
    IReadOnlyList<FileView> Files);

internal sealed record AuthorView(UserId Id, string Handle, string DisplayName, string? Avatar)
{
    public static AuthorView Of(UserId user, IReadOnlyDictionary<UserId, Profile> profiles) => profiles.TryGetValue(user, out var profile)
        ? new(profile.Id, profile.Handle, profile.DisplayName, profile.Avatar)
        : new(user, "", "", null);
}

/// <summary>The beginning of the message that another one answers.</summary>
internal sealed record QuoteView(long Sequence, AuthorView Author, string Text, bool Removed, int Files);

/// <param name="UserIds">In the order they came.</param>
internal sealed record ReactionView(string Emoji, IReadOnlyList<UserId> UserIds);

/// <param name="Width">Pixels, as the sender's browser said; for the place it takes.</param>
internal sealed record FileView(Guid Id, string Name, string ContentType, FileLook Look, long Size, int? Width, int? Height)
{
    public static FileView Of(ChatFile file) => new(file.Id, file.Name, file.ContentType, file.Look, file.Size, file.Width, file.Height);
}

[JsonConverter(typeof(JsonStringEnumConverter<Removal>))]
internal enum Removal
{
    [JsonStringEnumMemberName("author")]
    ByAuthor = 1,
    [JsonStringEnumMemberName("host")]
    ByHost = 2,
}

/// <summary>A page of history, ascending.</summary>
/// <param name="NextCursor">For what came later (<c>after</c>); null at the newest.</param>
/// <param name="PreviousCursor">For what came earlier (<c>before</c>); null at the beginning.</param>
internal sealed record MessagePage(IReadOnlyList<MessageView> Items, string? NextCursor, string? PreviousCursor);

/// <summary>Messages found or pinned, newest first.</summary>
internal sealed record MessageList(IReadOnlyList<MessageView> Items, string? NextCursor);

/// <summary>Who has access to a room's chat, for mentions.</summary>
internal sealed record ChatPeople(IReadOnlyList<AuthorView> Items);

/// <summary>The conversation as far as a newcomer needs it.</summary>
/// <param name="EarlierCursor">For what came before (<c>before</c> of the history); null where this is all.</param>
/// <param name="Read">The caller's own mark.</param>
internal sealed record ChatSnapshot(RoomId RoomId, string Epoch, long Offset, IReadOnlyList<MessageView> Messages, string? EarlierCursor, ReadView Read);

/// <param name="ReadTo">The sequence number of the last message read.</param>
/// <param name="Unread">Others' messages after it, counted up to 100; not those of people the reader has blocked.</param>
internal sealed record ReadView(long ReadTo, int Unread);

/// <summary>One numbered change of a room's chat: the message is now so. Where its sequence number is the offset, it is new.</summary>
internal sealed record ChatChange(long Offset, MessageView Message);

internal sealed record ChatChanged(RoomId RoomId, string Epoch, IReadOnlyList<ChatChange> Changes) : ILiveEvent
{
    public static string Type => "chat.changed";

    public static string Audience(RoomId room) => $"chat/{room}";
}

/// <summary>Somebody has posted or removed a message in a group of the hearer's; for counts, without what was said.</summary>
internal sealed record ChatNews(RoomId RoomId, long Sequence, UserId AuthorId, bool Removed) : ILiveEvent
{
    public static string Type => "chat.news";

    public static string Audience(RoomId room) => $"chat-news/{room}";
}

/// <summary>How far the caller has read one group's chat.</summary>
internal sealed record FollowedChat(RoomId RoomId, ReadView Read);

/// <summary>The chats of the caller's groups.</summary>
internal sealed record FollowedChats(IReadOnlyList<FollowedChat> Items);

/// <summary>Somebody writes; to be forgotten after 6 s (CHAT-18).</summary>
internal sealed record ChatTyping(RoomId RoomId, AuthorView Person) : ILiveEvent
{
    public static string Type => "chat.typing";
}

/// <summary>This user has read on, on some device (CHAT-12).</summary>
internal sealed record ChatRead(RoomId RoomId, ReadView Read) : ILiveEvent
{
    public static string Type => "chat.read";
}

/// <param name="Reload">The numbering is another one, or too much was missed: take <paramref name="Snapshot"/> instead.</param>
internal sealed record ChatResumeReply(bool Reload, IReadOnlyList<ChatChange> Changes, long Offset, ChatSnapshot? Snapshot, ReadView Read);

internal sealed record MessageStored(long Sequence, DateTimeOffset PostedAt);

/// <param name="Offset">Where the change stands; the message's last one where nothing was different.</param>
internal sealed record ChangeStored(long Offset);
