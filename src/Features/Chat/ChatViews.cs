using StudyHub.Accounts.Contracts;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat;

/// <param name="Sequence">The offset of its creation.</param>
internal sealed record MessageView(long Sequence, Guid MessageId, AuthorView Author, string Text, DateTimeOffset PostedAt)
{
    public static MessageView Of(Message message, AuthorView author) => new(message.Sequence, message.MessageId, author, message.Text, message.PostedAt);
}

internal sealed record AuthorView(UserId Id, string Handle, string DisplayName)
{
    public static AuthorView Of(Profile profile) => new(profile.Id, profile.Handle, profile.DisplayName);
}

/// <summary>A page of history, ascending.</summary>
/// <param name="NextCursor">For what came later (<c>after</c>); null at the newest.</param>
/// <param name="PreviousCursor">For what came earlier (<c>before</c>); null at the beginning.</param>
internal sealed record MessagePage(IReadOnlyList<MessageView> Items, string? NextCursor, string? PreviousCursor);

/// <summary>The conversation as far as a newcomer needs it.</summary>
/// <param name="EarlierCursor">For what came before (<c>before</c> of the history); null where this is all.</param>
internal sealed record ChatSnapshot(RoomId RoomId, string Epoch, long Offset, IReadOnlyList<MessageView> Messages, string? EarlierCursor);

/// <summary>One numbered change of a room's chat.</summary>
internal sealed record ChatChange(long Offset, MessageView Posted);

internal sealed record ChatChanged(RoomId RoomId, string Epoch, IReadOnlyList<ChatChange> Changes) : ILiveEvent
{
    public static string Type => "chat.changed";

    public static string Audience(RoomId room) => $"chat/{room}";
}

/// <param name="Reload">The numbering is another one, or too much was missed: take <paramref name="Snapshot"/> instead.</param>
internal sealed record ChatResumeReply(bool Reload, IReadOnlyList<ChatChange> Changes, long Offset, ChatSnapshot? Snapshot);

internal sealed record MessageStored(long Sequence, DateTimeOffset PostedAt);
