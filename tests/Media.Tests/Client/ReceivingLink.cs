using System.Buffers.Binary;
using System.Diagnostics;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp;
using StudyHub.Media.Sdp;

namespace StudyHub.Media.Tests.Client;

/// <summary>
/// What lies between the server and a receiver that says when packets arrive: a queue in front of a link of some capacity. Drops what the
/// queue has no room for, and gives feedback like a browser.
/// </summary>
internal sealed class ReceivingLink : IAsyncDisposable
{
    private const int QueueMicros = 300_000;
    private const int FeedbackMillis = 50;

    private readonly ArrivalLog _log = new();
    private readonly Queue<(ushort Sequence, long At)> _queued = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _lock = new();
    private readonly byte[] _buffer = new byte[ArrivalLog.LongestFeedback];
    private Task _running = Task.CompletedTask;
    private double _freeAt;

    /// <summary>Bits per second.</summary>
    public double Capacity { get; set; } = 100_000_000;

    /// <summary>Packets with a number to give feedback on.</summary>
    public int Numbered { get; private set; }

    private static long Now => (long)(Stopwatch.GetTimestamp() * 1e6 / Stopwatch.Frequency);

    public void Start(Action<byte[]> sendRtcp) => _running = RunAsync(sendRtcp);

    /// <summary>Whether a packet gets through.</summary>
    public bool Pass(RtpPacket packet, int bytes)
    {
        if (!packet.TryGetExtension(SubscribeDescription.TransportWide, out var number))
        {
            return true;
        }

        lock (_lock)
        {
            Numbered++;
            _freeAt = Math.Max(_freeAt, Now);
            if (_freeAt - Now > QueueMicros)
            {
                return false;
            }

            _freeAt += bytes * 8e6 / Capacity;
            _queued.Enqueue((BinaryPrimitives.ReadUInt16BigEndian(number), (long)_freeAt));
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _running;
        _stopped.Dispose();
    }

    private async Task RunAsync(Action<byte[]> sendRtcp)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(FeedbackMillis));
        try
        {
            while (await timer.WaitForNextTickAsync(_stopped.Token))
            {
                foreach (var feedback in Feedback())
                {
                    sendRtcp(feedback);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // closed
        }
    }

    private List<byte[]> Feedback()
    {
        lock (_lock)
        {
            var feedback = new List<byte[]>();
            while (_queued.TryPeek(out var next) && next.At <= Now)
            {
                _log.Record(next.Sequence, next.At);
                _queued.Dequeue();
            }

            while (_log.HasNews && _log.Write(_buffer, 1, 2) is > 0 and var length)
            {
                feedback.Add(_buffer[..length]);
            }

            return feedback;
        }
    }
}
