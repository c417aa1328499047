using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat.Files;

/// <summary>A file of a message; until a message carries it, it is its uploader's alone and goes after a day.</summary>
internal sealed class ChatFile
{
    /// <summary>How long an upload waits for its message.</summary>
    public static readonly TimeSpan WaitsFor = TimeSpan.FromHours(24);

    public Guid Id { get; init; }
    public RoomId RoomId { get; init; }
    public UserId Uploader { get; init; }

    /// <summary>The message that carries it.</summary>
    public long? Sequence { get; private set; }

    /// <summary>Its place among the message's files.</summary>
    public int Place { get; private set; }
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    public FileLook Look { get; init; }

    /// <summary>In bytes.</summary>
    public long Size { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public DateTimeOffset UploadedAt { get; init; }

    public string Blob => BlobOf(Id);

    /// <summary>The server's name for the content; nothing of the client's reaches the disk (MAT-4).</summary>
    public static string BlobOf(Guid id) => $"chat/{id:n}";

    /// <summary>Inside a unit of work: gives the files to a message in this order.</summary>
    /// <returns>False where one is not the author's, not of this room, or another message's.</returns>
    public static async Task<bool> AttachAsync(ChatDb db, Message message, IReadOnlyList<Guid> ids)
    {
        if (ids.Count == 0)
        {
            return true;
        }

        var files = await db.Files
            .Where(f => ids.Contains(f.Id) && f.RoomId == message.RoomId && f.Uploader == message.Author && f.Sequence == null)
            .ToDictionaryAsync(f => f.Id);
        foreach (var (place, id) in ids.Index())
        {
            if (!files.TryGetValue(id, out var file))
            {
                return false;
            }

            (file.Sequence, file.Place) = (message.Sequence, place);
        }

        return true;
    }

    /// <summary>Inside a unit of work: the rows go now, the contents once that is durable.</summary>
    public static async Task DropAsync(WriteUnit unit, IQueryable<ChatFile> files)
    {
        var gone = await files.ToListAsync();
        var db = unit.Db<ChatDb>();
        db.Files.RemoveRange(gone);
        await db.SaveChangesAsync();
        foreach (var file in gone)
        {
            await unit.TellAsync(new ChatBlobUnused(file.Blob));
        }
    }
}

/// <summary>How a file can be shown.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileLook>))]
internal enum FileLook
{
    /// <summary>Not at all: it is downloaded.</summary>
    [JsonStringEnumMemberName("none")]
    None,
    [JsonStringEnumMemberName("image")]
    Image,
    [JsonStringEnumMemberName("pdf")]
    Pdf,
    [JsonStringEnumMemberName("text")]
    Text,
    [JsonStringEnumMemberName("audio")]
    Audio,
    [JsonStringEnumMemberName("video")]
    Video,
}

/// <summary>Nothing speaks of a blob any more. Told in the transaction that dropped it, so that no crash leaves it lying.</summary>
internal sealed record ChatBlobUnused(string Blob) : IDomainEvent
{
    public static string Type => "chat.blob_unused";

    public string Key => Blob;
}

internal sealed class DeleteUnusedBlob(IBlobs blobs) : IHandle<ChatBlobUnused>
{
    public Task HandleAsync(ChatBlobUnused domainEvent, CancellationToken ct) => blobs.DeleteAsync(domainEvent.Blob, ct);
}
