namespace StudyHub.Media.Bandwidth;

/// <summary>
/// Finds out whether more would come through, while something waits for it: sends for a moment at a higher rate, spread over time, and
/// looks at which rate that arrives. What came through is followed by another probe, what did not by a pause.
/// </summary>
internal sealed class Prober
{
    /// <summary>A probe owes this many bytes at a time: packets are this far apart.</summary>
    private const int Step = 200;

    private const int FewestPackets = 5;
    private const int ProbeMillis = 30;

    /// <summary>A slow probe lasts longer, so that the path's jitter does not outweigh what it shows.</summary>
    private const int FewestBytes = 4_000;

    private const int LongestMillis = 200;

    /// <summary>What a bad radio link loses by itself does not void a probe: its rate counts only what arrived.</summary>
    private const double MostlyArrived = 0.65;

    private const int AnswerMillis = 1_000;
    private const int ShortestPause = 2_000;
    private const int LongestPause = 5_000;

    private long _startedAt;
    private long _endedAt;
    private long _nextAt;
    private int _pause = ShortestPause;
    private int _sentBytes;
    private int _sentPackets;
    private double _target;
    private bool _sending;
    private bool _awaiting;
    private byte _id;

    private int _arrivedBytes;
    private int _arrivedPackets;
    private (long Sent, long Arrived, int Bytes) _first;
    private (long Sent, long Arrived, int Bytes) _last;

    /// <summary>Number of the probe that is being sent, 1 to 255; 0 when none is.</summary>
    public byte Current => _sending ? _id : (byte)0;

    /// <summary>Begins a probe if it is time.</summary>
    /// <param name="bitrate">The present estimate.</param>
    /// <param name="wanted">What would be sent if it could be; no more is tried.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public void Consider(double bitrate, double wanted, long now)
    {
        if (_sending && now - _startedAt > LongestMillis)
        {
            (_sending, _awaiting, _endedAt) = (false, true, now); // nothing could be sent
        }

        if (_awaiting && now - _endedAt > AnswerMillis)
        {
            Fail(now);
        }

        if (_sending || _awaiting || now < _nextAt || wanted <= bitrate)
        {
            return;
        }

        _id = (byte)((_id % byte.MaxValue) + 1);
        _target = Math.Max(Math.Min(2 * bitrate, wanted), bitrate + 30_000);
        (_sending, _startedAt, _sentBytes, _sentPackets) = (true, now, 0, 0);
        (_arrivedBytes, _arrivedPackets) = (0, 0);
    }

    /// <summary>Bytes that the probe lacks at this moment; 0 when nothing is to be sent.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public int Owed(long now)
    {
        if (!_sending)
        {
            return 0;
        }

        var owed = (_target * (now - _startedAt + 1) / 8_000) - _sentBytes;
        return owed < Step ? 0 : (int)Math.Min(owed, 6_000);
    }

    /// <summary>Anything was sent while a probe was.</summary>
    public void OnSent(int bytes, long now)
    {
        _sentBytes += bytes;
        _sentPackets++;
        var enough = _sentPackets >= FewestPackets && _sentBytes >= Math.Max(FewestBytes, _target * ProbeMillis / 8_000);
        if (enough || now - _startedAt > LongestMillis)
        {
            (_sending, _awaiting, _endedAt) = (false, true, now);
        }
    }

    /// <summary>The path is full, or the estimate was taken down: nothing is tried for a while.</summary>
    public void OnTrouble(long now) => _nextAt = Math.Max(_nextAt, now + _pause);

    /// <param name="probe">The number it was sent under.</param>
    /// <param name="sent">Microseconds of our clock.</param>
    /// <param name="arrived">Microseconds of the receiver's clock.</param>
    /// <param name="bytes">Of the packet.</param>
    public void OnArrived(byte probe, long sent, long arrived, int bytes)
    {
        if (probe != _id || !(_sending || _awaiting))
        {
            return;
        }

        if (_arrivedPackets++ == 0)
        {
            _first = _last = (sent, arrived, bytes);
        }
        else
        {
            _first = sent < _first.Sent ? (sent, arrived, bytes) : _first;
            _last = sent >= _last.Sent ? (sent, arrived, bytes) : _last;
        }

        _arrivedBytes += bytes;
    }

    /// <summary>The rate that the latest probe has proved, once, in bits per second; 0 while there is nothing new.</summary>
    /// <param name="bitrate">The present estimate.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    public double TakeResult(double bitrate, long now)
    {
        if (!_awaiting || _arrivedPackets < MostlyArrived * _sentPackets || _arrivedPackets < 3)
        {
            return 0;
        }

        var (sending, arriving) = (_last.Sent - _first.Sent, _last.Arrived - _first.Arrived);
        if (sending < 1_000 || arriving <= 0)
        {
            Fail(now);
            return 0;
        }

        var sent = (_arrivedBytes - _last.Bytes) * 8e6 / sending;
        var arrived = (_arrivedBytes - _first.Bytes) * 8e6 / arriving;
        if (arrived > 2 * sent)
        {
            Fail(now); // they had waited somewhere and came in a burst
            return 0;
        }

        var result = arrived >= 0.9 * sent ? Math.Min(sent, arrived) : 0.9 * arrived; // below what filled the path
        result = Math.Min(result, _target);
        if (result <= 1.05 * bitrate)
        {
            Fail(now);
            return 0;
        }

        _awaiting = false;
        _pause = ShortestPause;
        _nextAt = result >= 0.85 * _target ? now : now + _pause;
        return result;
    }

    private void Fail(long now)
    {
        _awaiting = false;
        _nextAt = now + _pause;
        _pause = Math.Min(LongestPause, _pause * 3 / 2);
    }
}
