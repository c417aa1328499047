using StudyHub.Media.Bandwidth;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Tests.Bandwidth;

/// <summary>
/// A sender that keeps to its estimate, a link with a queue, and a receiver that gives feedback, in virtual time. The same seed gives the
/// same run.
/// </summary>
internal sealed class SimulatedLink(int seed)
{
    private const int PacketBytes = 1100;

    private readonly Random _random = new(seed);
    private readonly ArrivalLog _log = new();
    private readonly PriorityQueue<ushort, long> _onTheWay = new();
    private readonly PriorityQueue<byte[], long> _feedback = new();
    private readonly byte[] _buffer = new byte[ArrivalLog.LongestFeedback];
    private long _now = 5_000_000;
    private double _freeAt;
    private double _frameBits;
    private long _lastArrival;

    public BandwidthEstimator Estimator { get; } = new();

    /// <summary>Bits per second that pass.</summary>
    public double Capacity { get; set; } = 3_000_000;

    /// <summary>Bits per second that others send through the same queue.</summary>
    public double CrossTraffic { get; set; }

    /// <summary>How long the queue may get before packets are dropped, in milliseconds.</summary>
    public double QueueMillis { get; set; } = 300;

    /// <summary>Share of packets lost at random.</summary>
    public double RandomLoss { get; set; }

    /// <summary>Milliseconds that a packet may take longer than another, in order.</summary>
    public double JitterMillis { get; set; }

    /// <summary>Milliseconds one way.</summary>
    public double Delay { get; set; } = 30;

    /// <summary>Bits per second that the application would like to send.</summary>
    public double Demand { get; set; } = 6_000_000;

    /// <summary>The only bitrates the application can send, rising, as layers of pictures are; empty: any.</summary>
    public double[] Layers { get; set; } = [];

    /// <summary>Milliseconds between two feedbacks.</summary>
    public int FeedbackMillis { get; set; } = 100;

    public double LongestQueueMillis { get; private set; }

    public long ProbeBytes { get; private set; }

    /// <summary>Runs for a while.</summary>
    /// <returns>The estimates, every 100 ms.</returns>
    public List<double> Run(double seconds)
    {
        var estimates = new List<double>();
        LongestQueueMillis = 0;
        for (var end = _now + (long)(seconds * 1e6); _now < end; _now += 1_000)
        {
            var millis = _now / 1_000;
            _freeAt = Math.Max(_freeAt, _now) + (CrossTraffic / Capacity * 1_000);
            LongestQueueMillis = Math.Max(LongestQueueMillis, (_freeAt - _now) / 1_000);
            if (millis % 33 == 0)
            {
                SendFrame();
            }

            if (millis % 5 == 0)
            {
                Probe();
            }

            Receive();
            if (millis % FeedbackMillis == 0)
            {
                GiveFeedback();
            }

            if (millis % 50 == 0)
            {
                Estimator.Wanted = Demand > Estimator.Bitrate ? Demand : 0;
                Estimator.Tick(_now);
            }

            if (millis % 100 == 0)
            {
                estimates.Add(Estimator.Bitrate);
            }
        }

        return estimates;
    }

    private void SendFrame()
    {
        var bitrate = Math.Min(Demand, Estimator.Bitrate);
        _frameBits += (Layers.Length == 0 ? bitrate : Layers.LastOrDefault(layer => layer <= bitrate)) * 0.033;
        for (; _frameBits > 8 * PacketBytes; _frameBits -= 8 * PacketBytes)
        {
            Send(PacketBytes);
        }
    }

    private void Probe()
    {
        while (Estimator.ProbeBytes(_now) is > 0 and var owed)
        {
            var bytes = Math.Min(owed, PacketBytes);
            ProbeBytes += bytes;
            Send(bytes);
        }
    }

    private void Send(int bytes)
    {
        var sequence = Estimator.OnSending(bytes, _now);
        var queued = Math.Max(0, _freeAt - _now);
        if (queued > QueueMillis * 1_000 || _random.NextDouble() < RandomLoss)
        {
            return;
        }

        _freeAt = Math.Max(_freeAt, _now) + (bytes * 8e6 / Capacity);
        var arrival = (long)(_freeAt + (Delay * 1_000) + (_random.NextDouble() * JitterMillis * 1_000));
        _lastArrival = Math.Max(_lastArrival, arrival);
        _onTheWay.Enqueue(sequence, _lastArrival);
    }

    private void Receive()
    {
        while (_onTheWay.TryPeek(out _, out var at) && at <= _now)
        {
            _log.Record(_onTheWay.Dequeue(), at + 77_000_000_000);
        }

        while (_feedback.TryPeek(out _, out var at) && at <= _now)
        {
            var reader = new RtcpReader(_feedback.Dequeue());
            while (reader.TryNext(out var packet))
            {
                Assert.True(TransportFeedback.TryRead(packet.Bytes, out var feedback));
                Estimator.OnFeedback(feedback, _now);
            }
        }
    }

    private void GiveFeedback()
    {
        while (_log.HasNews && _log.Write(_buffer, 1, 2) is > 0 and var length)
        {
            _feedback.Enqueue(_buffer[..length], _now + (long)(Delay * 1_000));
        }
    }
}
