using System.Buffers.Binary;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.LoadTest.Media;

/// <summary>
/// The receiving half of a participant: counts, decrypts, asks for what is missing and for key frames. Belongs to the reactor's thread.
/// </summary>
internal sealed class Receiver : IConnectionOwner, ITicking
{
    private const uint OwnSsrc = 1;
    /// <summary>What receivers say they can take, in bits per second: forwarding is measured, not the estimation of bandwidth.</summary>
    private const uint Maximum = 100_000_000;

    private const double KeyFrameRetryMillis = 500;
    private const double ReportMillis = 1_000;
    private const double LossMillis = 50;
    private const double FeedbackMillis = 50;

    private readonly Tally _tally;
    private readonly Dictionary<byte, StreamKind> _kinds = [];
    private readonly Dictionary<uint, ReceivedStream> _streams = [];
    private readonly byte[] _report = new byte[2048];
    private readonly ushort[] _due = new ushort[LossList.Capacity];
    private uint _dice = 1;
    private double _nextReport;
    private double _nextLoss;
    private double _nextFeedback;
    private uint _newestSsrc;
    private ArrivalLog? _arrivals;
    private int _transportWide;
    private (int Count, TaskCompletionSource Done)? _awaited;

    public Receiver(Reactor reactor, Tally tally)
    {
        _tally = tally;
        Connection = new(reactor, this);
    }

    public Connection Connection { get; }

    /// <summary>Video streams of which a key frame has come.</summary>
    public int Pictures => _streams.Values.Count(s => s.HasKeyFrame);

    /// <summary>How wide each of these is, in pixels, by its last key frame that was decrypted.</summary>
    public IEnumerable<int> Widths => _streams.Values.Where(s => s.HasKeyFrame).Select(s => s.Width);

    /// <summary>Whether transport-wide feedback has been agreed on.</summary>
    public bool HasFeedback => _arrivals is not null;

    /// <summary>Says what a payload type carries.</summary>
    public void Expect(byte payloadType, StreamKind kind) => _kinds[payloadType] = kind;

    /// <summary>From now on says when each packet has come, as browsers do, instead of how much may be sent.</summary>
    /// <param name="extension">Number of the header extension with the transport-wide sequence number.</param>
    public void GiveFeedback(int extension) => (_transportWide, _arrivals) = (extension, _arrivals ?? new());

    /// <summary>Completes once that many video streams have begun with a key frame.</summary>
    public Task AwaitPictures(int count)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited = (count, done);
        TellPictures();
        return done.Task;
    }

    public void OnRtp(Span<byte> packet, RtpPacket header, long at)
    {
        if (!_kinds.TryGetValue(header.PayloadType, out var kind) || IsPretendedLost())
        {
            return;
        }

        if (_arrivals is not null && header.TryGetExtension(_transportWide, out var number) && number.Length >= 2)
        {
            _arrivals.Record(BinaryPrimitives.ReadUInt16BigEndian(number), (at != 0 ? at : Stamp.Now) / 1_000);
            _newestSsrc = header.Ssrc;
        }

        if (!_streams.TryGetValue(header.Ssrc, out var stream))
        {
            _streams[header.Ssrc] = stream = new(kind, header.Ssrc);
        }

        var index = stream.Accept(header.Sequence, out var skipped);
        _tally.Bytes += packet.Length;
        if (kind == StreamKind.Retransmission)
        {
            _tally.Retransmitted++;
            return;
        }

        _tally.Packets++;
        Note(stream, header.Sequence, skipped);
        var awaitsPicture = kind == StreamKind.Video && !stream.HasKeyFrame;
        if (!awaitsPicture && _tally.Packets % _tally.DecryptEvery != 0)
        {
            return;
        }

        if (!Connection.TryDecrypt(packet, header, index))
        {
            _tally.Damaged++;
            return;
        }

        var payload = packet[header.HeaderLength..^Connection.Overhead];
        if (payload.Length >= Stamp.Length && at != 0)
        {
            _tally.Delay.Add(at - Stamp.Read(payload));
        }

        if (stream.Kind == StreamKind.Video && PayloadInfo.Read(Codec.Vp8, payload) is { StartsKeyFrame: true } picture)
        {
            (stream.HasKeyFrame, stream.Width) = (true, picture.Size.Width);
            TellPictures();
        }
    }

    public void OnRtcp(RtcpPacket packet)
    {
        // sender reports synchronise picture and sound: nothing is shown here
    }

    public void Tick(double now)
    {
        if (!Connection.IsReady)
        {
            return;
        }

        if (now >= _nextLoss)
        {
            _nextLoss = now + LossMillis;
            foreach (var stream in _streams.Values)
            {
                AskForMissing(stream, now);
            }
        }

        if (now >= _nextFeedback)
        {
            _nextFeedback = now + FeedbackMillis;
            SendFeedback();
        }

        if (now >= _nextReport)
        {
            _nextReport = now + ReportMillis;
            SendReports();
        }
    }

    private bool IsPretendedLost()
    {
        if (_tally.Loss == 0)
        {
            return false;
        }

        _dice = (_dice * 1_664_525) + 1_013_904_223;
        return _dice < _tally.Loss * uint.MaxValue;
    }

    private void Note(ReceivedStream stream, ushort sequence, int skipped)
    {
        _tally.Missing += skipped; // what fills a gap takes one off
        if (stream.Kind != StreamKind.Video || skipped == 0)
        {
            return;
        }

        if (skipped < 0)
        {
            stream.Losses.Remove(sequence);
        }
        else if (!stream.Losses.TryAdd((ushort)(sequence - skipped), skipped))
        {
            stream.HasKeyFrame = false;
        }
    }

    private void AskForMissing(ReceivedStream stream, double now)
    {
        if (stream.Kind != StreamKind.Video)
        {
            return;
        }

        if (!stream.HasKeyFrame && now - stream.AskedAt >= KeyFrameRetryMillis)
        {
            stream.AskedAt = now;
            Connection.SendRtcp(_report, RtcpWriter.Pli(_report, OwnSsrc, stream.Ssrc));
        }

        var due = stream.Losses.TakeDue((long)now, _due);
        if (due > 0)
        {
            Connection.SendRtcp(_report, RtcpWriter.Nack(_report, OwnSsrc, stream.Ssrc, _due.AsSpan(0, due)));
        }
    }

    private void SendFeedback()
    {
        while (_arrivals is { HasNews: true } && _arrivals.Write(_report, OwnSsrc, _newestSsrc) is > 0 and var length)
        {
            Connection.SendRtcp(_report, length);
        }
    }

    private void SendReports()
    {
        const int most = 31;
        Span<ReportBlock> blocks = stackalloc ReportBlock[most];
        var count = 0;
        foreach (var stream in _streams.Values)
        {
            if (stream.Kind != StreamKind.Retransmission)
            {
                blocks[count++] = stream.Report();
            }

            if (count == most)
            {
                Connection.SendRtcp(_report, RtcpWriter.ReceiverReport(_report, OwnSsrc, blocks));
                count = 0;
            }
        }

        var length = RtcpWriter.ReceiverReport(_report, OwnSsrc, blocks[..count]);
        length += _arrivals is null ? RtcpWriter.Remb(_report.AsSpan(length), OwnSsrc, Maximum, []) : 0;
        Connection.SendRtcp(_report, length);
    }

    private void TellPictures()
    {
        if (_awaited is { } awaited && Pictures >= awaited.Count)
        {
            _awaited = null;
            awaited.Done.SetResult();
        }
    }
}
