using System.Security.Cryptography;

namespace StudyHub.Media.Rtp;

/// <summary>
/// Rewrites sequence numbers and timestamps of one forwarded stream, so that a receiver sees one unbroken stream however often its
/// source stops, resumes or is replaced. Two different packets of a source never get the same number.
/// </summary>
internal struct StreamContinuity(int clockRate)
{
    /// <summary>Packets for which stragglers from before a restart must be expected; matches how far back a source is accepted.</summary>
    private const int StragglersExpected = IncomingSequence.Window;

    private ushort _sequenceOffset;
    private uint _timestampOffset;
    private ushort _floor;
    private int _sinceRestart;
    private long _lastAt;
    private bool _continues;
    private bool _restart = true;

    /// <summary>The newest sequence number given out.</summary>
    public ushort LastSequence { get; private set; }

    /// <summary>The timestamp that went with it.</summary>
    public uint LastTimestamp { get; private set; }

    /// <summary>Whether anything was given out since the last restart.</summary>
    public readonly bool IsRunning => !_restart;

    /// <summary>The next packet follows directly on what was sent, whatever its own numbers.</summary>
    public void Restart() => _restart = true;

    /// <summary>Gives the numbers under which a packet is sent on.</summary>
    /// <param name="sequence">As received.</param>
    /// <param name="timestamp">As received, in units of the clock rate.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="outSequence">To send.</param>
    /// <param name="outTimestamp">To send.</param>
    /// <returns>False for a straggler from before the last restart, which must not be sent.</returns>
    public bool TryMap(ushort sequence, uint timestamp, long now, out ushort outSequence, out uint outTimestamp)
    {
        if (_restart)
        {
            Begin(sequence, timestamp, now);
        }

        outSequence = (ushort)(sequence + _sequenceOffset);
        outTimestamp = timestamp + _timestampOffset;
        if (_sinceRestart < StragglersExpected)
        {
            if ((short)(sequence - _floor) < 0)
            {
                return false;
            }

            _sinceRestart++;
        }

        if ((short)(outSequence - LastSequence) >= 0)
        {
            (LastSequence, LastTimestamp, _lastAt) = (outSequence, outTimestamp, now);
        }

        return true;
    }

    /// <summary>The source's number of a packet that was sent, unless it was sent before the last restart.</summary>
    public readonly bool TryReverse(ushort outSequence, out ushort sequence)
    {
        sequence = (ushort)(outSequence - _sequenceOffset);
        return IsRunning && (short)(outSequence - LastSequence) <= 0
            && (_sinceRestart >= StragglersExpected || (short)(sequence - _floor) >= 0);
    }

    /// <summary>Maps a timestamp without sending it: for sender reports and retransmissions.</summary>
    public readonly uint MapTimestamp(uint timestamp) => timestamp + _timestampOffset;

    private void Begin(ushort sequence, uint timestamp, long now)
    {
        if (_continues)
        {
            var elapsed = (uint)Math.Max(1, (now - _lastAt) * clockRate / 1000);
            _sequenceOffset = (ushort)(LastSequence + 1 - sequence);
            _timestampOffset = LastTimestamp + elapsed - timestamp;
        }
        else
        {
            // Below half the range, so that no receiver guesses the rollover counter wrong when it misses the start (RFC 3711 §3.3.1).
            _sequenceOffset = (ushort)(RandomNumberGenerator.GetInt32(1, 1 << 14) - sequence);
            _timestampOffset = (uint)RandomNumberGenerator.GetInt32(int.MaxValue) - timestamp;
        }

        (_floor, _sinceRestart, _restart, _continues) = (sequence, 0, false, true);
        LastSequence = (ushort)(sequence + _sequenceOffset - 1);
    }
}
