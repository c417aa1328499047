using Microsoft.EntityFrameworkCore;
using StudyHub.Accounts.Contracts;
using StudyHub.Chat.Files;
using StudyHub.Kernel;

namespace StudyHub.Chat;

/// <summary>What belongs to some messages of one room besides their own rows: quoted messages, reactions, files. Three questions, however many messages.</summary>
internal sealed class MessageParts
{
    /// <summary>Characters of a quoted message that are shown, in UTF-16 units.</summary>
    private const int QuoteLength = 200;

    private readonly Dictionary<long, Message> _originals;
    private readonly ILookup<long, Reaction> _reactions;
    private readonly ILookup<long, ChatFile> _files;

    private MessageParts(Dictionary<long, Message> originals, ILookup<long, Reaction> reactions, ILookup<long, ChatFile> files) =>
        (_originals, _reactions, _files) = (originals, reactions, files);

    public static async Task<MessageParts> ReadAsync(ChatDb db, IReadOnlyCollection<Message> messages, CancellationToken ct)
    {
        if (messages.Count == 0)
        {
            return new([], Array.Empty<Reaction>().ToLookup(r => r.Sequence), Array.Empty<ChatFile>().ToLookup(f => f.Sequence!.Value));
        }

        var room = messages.First().RoomId;
        var sequences = messages.Where(m => m.Removed is null).Select(m => m.Sequence).ToList();
        var answered = messages.Select(m => m.ReplyTo).OfType<long>().Distinct().ToList();
        var originals = answered.Count == 0
            ? []
            : await db.Messages.AsNoTracking().Where(m => m.RoomId == room && answered.Contains(m.Sequence)).ToDictionaryAsync(m => m.Sequence, ct);
        var reactions = await db.Reactions.AsNoTracking().Where(r => r.RoomId == room && sequences.Contains(r.Sequence)).ToListAsync(ct);
        sequences.AddRange(answered);
        var files = await db.Files.AsNoTracking().Where(f => f.RoomId == room && f.Sequence != null && sequences.Contains(f.Sequence.Value)).ToListAsync(ct);
        return new(originals, reactions.OrderBy(r => r.At).ThenBy(r => r.Emoji, StringComparer.Ordinal).ToLookup(r => r.Sequence), files.OrderBy(f => f.Place).ToLookup(f => f.Sequence!.Value));
    }

    /// <summary>Whose profiles <see cref="View"/> needs.</summary>
    public IReadOnlyCollection<UserId> People(IEnumerable<Message> messages) =>
        [.. messages.SelectMany(m => m.Mentions.People.Append(m.Author)).Concat(_originals.Values.Select(o => o.Author)).Distinct()];

    public MessageView View(Message message, IReadOnlyDictionary<UserId, Profile> people) => new(
        message.Sequence,
        message.MessageId,
        message.Version,
        AuthorView.Of(message.Author, people),
        message.Text,
        message.PostedAt,
        message.EditedAt,
        message.Removed,
        message.ReplyTo is { } to && _originals.TryGetValue(to, out var original) ? Quote(original, people) : null,
        [.. message.Mentions.People.Select(p => AuthorView.Of(p, people))],
        message.MentionsAll,
        message.Pinned,
        [.. _reactions[message.Sequence].GroupBy(r => r.Emoji).Select(kind => new ReactionView(kind.Key, [.. kind.Select(r => r.UserId)]))],
        [.. _files[message.Sequence].Select(FileView.Of)]);

    private QuoteView Quote(Message original, IReadOnlyDictionary<UserId, Profile> people) => new(
        original.Sequence, AuthorView.Of(original.Author, people), Beginning(original.Text), original.Removed is not null, _files[original.Sequence].Count());

    /// <summary>As much of a text as is shown where it is only pointed at.</summary>
    public static string Beginning(string text)
    {
        if (text.Length <= QuoteLength)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[QuoteLength - 1]) ? QuoteLength - 1 : QuoteLength;
        return $"{text[..end]}…";
    }
}
