namespace StudyHub.Chat.Files;

/// <summary>
/// What comes in, as storage reads it: first the bytes already looked at, then the rest. Ends early, with the fault named, where the
/// content is too long or, for a text, is none.
/// </summary>
internal sealed class UploadStream(ReadOnlyMemory<byte> head, Stream rest, long most, Utf8Check? text) : Stream
{
    private ReadOnlyMemory<byte> _head = head;
    private long _length;

    public bool IsTooLong { get; private set; }

    public bool IsSound => !IsTooLong && text?.HoldsToTheEnd != false;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (IsTooLong || text?.Holds == false)
        {
            return 0;
        }

        int read;
        if (_head.Length > 0)
        {
            read = Math.Min(_head.Length, buffer.Length);
            _head[..read].CopyTo(buffer);
            _head = _head[read..];
        }
        else
        {
            read = await rest.ReadAsync(buffer, cancellationToken);
        }

        _length += read;
        IsTooLong = _length > most;
        text?.Look(buffer.Span[..read]);
        return IsTooLong ? 0 : read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
