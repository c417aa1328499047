using System.Buffers;

namespace StudyHub.Web.Live;

/// <summary>
/// The frames that wait for one tab. Whoever adds one never waits; all that wait together leave in one write. Too many, and the receiver
/// is given up (API-8).
/// </summary>
internal sealed class LiveOutput(Stream stream) : IThreadPoolWorkItem
{
    public const int MostEvents = 1_000;
    public const int MostEventBytes = 1_000_000;

    private const int OneWrite = 32 * 1024; // bytes that are joined at most

    private readonly Lock _gate = new();
    private readonly Queue<Frame> _waiting = [];
    private TaskCompletionSource? _answered;
    private TaskCompletionSource? _ended;
    private int _events; // waiting or on their way
    private int _eventBytes;
    private int _answers;
    private bool _isWriting;
    private bool _hasEnded;

    /// <summary>Adds an event.</summary>
    /// <returns>False where too much waits already.</returns>
    public bool TryTell(byte[] frame)
    {
        lock (_gate)
        {
            if (_hasEnded)
            {
                return true; // Nothing waits any more.
            }

            if (_events == MostEvents || _eventBytes + frame.Length > MostEventBytes)
            {
                return false;
            }

            _events++;
            _eventBytes += frame.Length;
            Add(new(frame, IsAnswer: false));
            return true;
        }
    }

    /// <summary>Adds an answer, or a frame of the protocol's own; however large, for there is one at a time: see <see cref="AnsweredAsync"/>.</summary>
    public void Answer(byte[] frame)
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                _answers++;
                Add(new(frame, IsAnswer: true));
            }
        }
    }

    /// <summary>Until every answer is written: whoever does not read the last one is not given a next.</summary>
    public ValueTask AnsweredAsync()
    {
        lock (_gate)
        {
            return _answers == 0 ? ValueTask.CompletedTask : new((_answered ??= NewSource()).Task);
        }
    }

    /// <summary>Adds the last frames and takes no others.</summary>
    /// <param name="afterOthers">What waits is written before; otherwise it is dropped.</param>
    /// <param name="last">Frames.</param>
    /// <returns>Ends when they are written, or never will be.</returns>
    public Task EndAsync(bool afterOthers, params ReadOnlySpan<byte[]> last)
    {
        lock (_gate)
        {
            if (!_hasEnded)
            {
                if (!afterOthers)
                {
                    Drop();
                }

                foreach (var frame in last)
                {
                    Add(new(frame, IsAnswer: true));
                    _answers++;
                }

                _hasEnded = true;
            }

            return _isWriting ? (_ended ??= NewSource()).Task : Task.CompletedTask;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteAllAsync();

    /// <summary>Inside the gate.</summary>
    private void Add(Frame frame)
    {
        _waiting.Enqueue(frame);
        if (!_isWriting)
        {
            _isWriting = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task WriteAllAsync()
    {
        var joined = default(byte[]);
        var written = default(Portion);
        try
        {
            while (Take(written, ref joined, out written))
            {
                await stream.WriteAsync(written.Bytes);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or InvalidOperationException or IOException)
        {
            Fail(); // The socket is gone; its reader says so itself.
        }
        finally
        {
            if (joined is not null)
            {
                ArrayPool<byte>.Shared.Return(joined);
            }
        }
    }

    /// <summary>What is written next, as much as goes into one write; false where nothing waits.</summary>
    private bool Take(Portion written, ref byte[]? joined, out Portion next)
    {
        lock (_gate)
        {
            Written(written);
            if (!_waiting.TryDequeue(out var first))
            {
                _isWriting = false;
                _ended?.TrySetResult();
                next = default;
                return false;
            }

            next = new Portion(first.Bytes).With(first);
            if (!_waiting.TryPeek(out var second) || first.Bytes.Length + second.Bytes.Length > OneWrite)
            {
                return true;
            }

            joined ??= ArrayPool<byte>.Shared.Rent(OneWrite);
            first.Bytes.CopyTo(joined, 0);
            var length = first.Bytes.Length;
            while (_waiting.TryPeek(out var more) && length + more.Bytes.Length <= OneWrite)
            {
                _waiting.Dequeue();
                more.Bytes.CopyTo(joined, length);
                length += more.Bytes.Length;
                next = next.With(more);
            }

            next = next with { Bytes = joined.AsMemory(0, length) };
            return true;
        }
    }

    /// <summary>Inside the gate: this much less is on its way.</summary>
    private void Written(Portion portion)
    {
        _events -= portion.Events;
        _eventBytes -= portion.EventBytes;
        _answers -= portion.Answers;
        if (_answers == 0 && _answered is { } answered)
        {
            _answered = null;
            answered.TrySetResult();
        }
    }

    private void Fail()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _isWriting = false;
            Drop();
            _answers = 0;
            _answered?.TrySetResult();
            _ended?.TrySetResult();
        }
    }

    /// <summary>Inside the gate. What is on its way already is counted by who writes it.</summary>
    private void Drop()
    {
        while (_waiting.TryDequeue(out var frame))
        {
            Written(default(Portion).With(frame));
        }
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly record struct Frame(byte[] Bytes, bool IsAnswer);

    /// <summary>What goes into one write.</summary>
    private readonly record struct Portion(ReadOnlyMemory<byte> Bytes, int Events = 0, int EventBytes = 0, int Answers = 0)
    {
        public Portion With(Frame frame) => frame.IsAnswer
            ? this with { Answers = Answers + 1 }
            : this with { Events = Events + 1, EventBytes = EventBytes + frame.Bytes.Length };
    }
}
