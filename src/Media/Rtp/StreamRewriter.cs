using System.Security.Cryptography;
using StudyHub.Media.Rtp.Codecs;

namespace StudyHub.Media.Rtp;

/// <summary>What to do with a packet of the source.</summary>
internal enum Placement
{
    /// <summary>It is not sent.</summary>
    None,

    /// <summary>It is sent under the numbers given.</summary>
    Packet,

    /// <summary>Its number was given out before it turned out to be unwanted: a packet without payload fills the place.</summary>
    Empty,
}

/// <summary>
/// Numbers one forwarded stream, so that its receiver sees it unbroken: runs of packets, of one layer each, follow on each other, and
/// what is left out on purpose leaves no gap. Packets that are missing keep their place. No number is given out twice.
/// </summary>
/// <param name="clockRate">Of its timestamps.</param>
/// <param name="remembered">How many of the last numbers can be repeated or filled.</param>
internal sealed class StreamRewriter(int clockRate, int remembered)
{
    private readonly SentPackets _sent = new(remembered);
    private readonly PictureNumbers _pictures = new();
    private byte _layer;
    private ushort _newest;
    private int _runLength;
    private int _highest;
    private uint _timestampOffset;
    private uint _trueOffset;
    private long _lastAt;
    private bool _continues;

    /// <summary>The newest sequence number given out.</summary>
    public ushort LastSequence { get; private set; }

    /// <summary>The newest timestamp given out.</summary>
    public uint LastTimestamp { get; private set; }

    /// <summary>Whether a run has begun and was not ended.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Nothing more comes of the present run.</summary>
    public void EndRun() => IsRunning = false;

    /// <summary>Begins a run: its first packet follows directly on what was sent, and time goes on.</summary>
    /// <param name="layer">Whose packets they are.</param>
    /// <param name="first">The packet it begins with.</param>
    /// <param name="codec">Of the run.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="sameInstant">The packet's timestamp on the clock of the run before, where it is known.</param>
    public void BeginRun(byte layer, in RtpMedia first, Codec codec, long now, uint? sameInstant)
    {
        var timestamp = (uint)RandomNumberGenerator.GetInt32(int.MaxValue);
        if (_continues)
        {
            var later = (uint)Math.Max(1, (now - _lastAt) * clockRate / 1000);
            timestamp = LastTimestamp + later;
            if (sameInstant is { } instant && Math.Abs((long)(int)(instant + _trueOffset - timestamp)) < clockRate)
            {
                timestamp = instant + _trueOffset;
            }
        }
        else
        {
            // Below half the range, so that no receiver guesses the rollover counter wrong when it misses the start (RFC 3711 §3.3.1).
            LastSequence = (ushort)RandomNumberGenerator.GetInt32(1 << 14);
        }

        _trueOffset = timestamp - first.Timestamp;
        if (_continues && (int)(timestamp - LastTimestamp) <= 0)
        {
            timestamp = LastTimestamp + 1; // the same picture was sent in another size; the true offset keeps the rest from adding up
        }

        _timestampOffset = timestamp - first.Timestamp;
        (_layer, _newest, _runLength, _highest) = (layer, (ushort)(first.Sequence - 1), 0, 0);
        _pictures.BeginRun(codec.ClosesPictureGaps());
        (IsRunning, _continues) = (true, true);
    }

    /// <summary>Finds the numbers under which a packet of the present run is sent.</summary>
    /// <param name="packet">As received.</param>
    /// <param name="highest">The highest temporal layer wanted.</param>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="place">The numbers, unless the answer is <see cref="Placement.None"/>.</param>
    public Placement Place(in RtpMedia packet, int highest, long now, out SentPacket place)
    {
        var ahead = (short)(packet.Sequence - _newest);
        if (ahead <= 0)
        {
            return PlaceLate(packet, out place);
        }

        Reserve(ahead - 1);
        (_newest, _highest) = (packet.Sequence, highest);
        if (packet.Info.Temporal > highest)
        {
            _pictures.Skip(packet.Info);
            place = default;
            return Placement.None;
        }

        _runLength++;
        var (picture, baseIndex) = _pictures.Next(packet.Info);
        place = new(
            SentState.Sent, ++LastSequence, _layer, packet.Sequence, packet.Timestamp, MapTimestamp(packet.Timestamp), picture, baseIndex, 0);
        _sent[place.Number] = place;
        LastTimestamp = (int)(place.Timestamp - LastTimestamp) > 0 || _runLength == 1 ? place.Timestamp : LastTimestamp;
        _lastAt = now;
        return Placement.Packet;
    }

    /// <summary>What was sent under a number, if that is not too long ago.</summary>
    public bool TryFind(ushort number, out SentPacket packet) => _sent.TryFind(number, out packet);

    /// <summary>Maps a timestamp of the present run: for sender reports.</summary>
    public uint MapTimestamp(uint timestamp) => timestamp + _timestampOffset;

    /// <summary>Keeps places for packets that may still come.</summary>
    private void Reserve(int missing)
    {
        var forgotten = Math.Max(0, missing - _sent.Capacity);
        LastSequence += (ushort)forgotten;
        for (var i = forgotten + 1; i <= missing; i++)
        {
            var number = ++LastSequence;
            _sent[number] = new(
                SentState.Reserved, number, _layer, (ushort)(_newest + i), 0, 0, _pictures.Offset, 0, (byte)Math.Clamp(_highest, 0, byte.MaxValue - 1));
        }

        _runLength = Math.Min(_sent.Capacity, _runLength + missing);
    }

    private Placement PlaceLate(in RtpMedia packet, out SentPacket place)
    {
        var remembered = Math.Min(_runLength, _sent.Capacity);
        for (var i = 0; i < remembered; i++)
        {
            var number = (ushort)(LastSequence - i);
            place = _sent[number];
            if (place.Sequence != packet.Sequence || place.Number != number)
            {
                continue;
            }

            if (place.State != SentState.Reserved)
            {
                break;
            }

            var wanted = packet.Info.Temporal <= place.Highest;
            place = place with
            {
                State = wanted ? SentState.Sent : SentState.Empty,
                SourceTimestamp = packet.Timestamp,
                Timestamp = MapTimestamp(packet.Timestamp),
                PictureId = (ushort)((packet.Info.PictureId + place.PictureId) & PictureNumbers.Mask),
                BaseIndex = _pictures.MapBaseIndex(packet.Info),
            };
            _sent[number] = place;
            return wanted ? Placement.Packet : Placement.Empty;
        }

        place = default;
        return Placement.None;
    }
}
