using StudyHub.Data;
using StudyHub.Kernel;
using StudyHub.Kernel.Ports;
using StudyHub.Rooms.Contracts;

namespace StudyHub.Chat.Files;

/// <summary>Takes a file for a message yet to be sent, as it streams in (CHAT-13, MAT-4). Door: <c>POST /rooms/{roomId}/files</c>.</summary>
internal sealed class UploadFile(ChatAccess access, ChatLimits limits, ChatOptions options, IBlobs blobs, IDatabase database, TimeProvider clock)
{
    /// <summary>Pixels a picture may claim.</summary>
    private const int MostPixels = 20_000;

    public sealed record Request(RoomId RoomId, string? Name, int? Width, int? Height, long? Length);

    /// <param name="caller">Whose it becomes.</param>
    /// <param name="request">The name, and what the sender's browser knows of a picture.</param>
    /// <param name="content">What a stranger sends.</param>
    /// <param name="ct">Cancels; nothing is left behind.</param>
    public async Task<Result<FileView>> RunAsync(Caller caller, Request request, Stream content, CancellationToken ct)
    {
        if (await access.CheckWriteAsync(request.RoomId, caller.UserId, ct) is { } refused)
        {
            return refused;
        }

        var name = FileName.Read(request.Name);
        if (name.Length == 0)
        {
            return ChatErrors.FileInvalid;
        }

        if (FileType.Of(name) is not { } type)
        {
            return ChatErrors.FileTypeNotAllowed;
        }

        if (request.Length > options.FileBytes)
        {
            return ChatErrors.FileTooLarge;
        }

        if (await limits.CountUploadAsync(caller.UserId, ct) is { } wait)
        {
            return ChatErrors.TooFast(wait);
        }

        var head = new byte[Signatures.Length];
        var filled = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, ct);
        if (filled == 0)
        {
            return ChatErrors.FileInvalid;
        }

        if (!type.Agrees(head.AsSpan(0, filled)))
        {
            return ChatErrors.FileMismatch;
        }

        return await StoreAsync(caller, request, name, type, head.AsMemory(0, filled), content, ct);
    }

    private async Task<Result<FileView>> StoreAsync(
        Caller caller, Request request, string name, FileType type, ReadOnlyMemory<byte> head, Stream rest, CancellationToken ct)
    {
        var (now, id) = (clock.GetUtcNow(), Guid.CreateVersion7(clock.GetUtcNow()));
        await using var upload = new UploadStream(head, rest, options.FileBytes, type.IsText ? new Utf8Check() : null);
        var size = await blobs.PutAsync(ChatFile.BlobOf(id), upload, ct);
        if (!upload.IsSound)
        {
            await blobs.DeleteAsync(ChatFile.BlobOf(id), CancellationToken.None);
            return upload.IsTooLong ? ChatErrors.FileTooLarge : ChatErrors.FileMismatch;
        }

        var isPicture = type.Look == FileLook.Image && request is { Width: >= 1 and <= MostPixels, Height: >= 1 and <= MostPixels };
        var file = new ChatFile
        {
            Id = id,
            RoomId = request.RoomId,
            Uploader = caller.UserId,
            Name = name,
            ContentType = type.ContentType,
            Look = type.Look,
            Size = size,
            Width = isPicture ? request.Width : null,
            Height = isPicture ? request.Height : null,
            UploadedAt = now,
        };
        await database.WriteAsync(
            async unit =>
            {
                var db = unit.Db<ChatDb>();
                db.Files.Add(file);
                return await db.SaveChangesAsync();
            },
            CancellationToken.None);
        return FileView.Of(file);
    }
}
