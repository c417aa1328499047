using System.Buffers.Binary;

namespace StudyHub.Media.Bandwidth;

/// <summary>Reads a feedback packet: which packets of a transport arrived, and when. Checked as a whole before anything is read from it.</summary>
/// <remarks>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1</remarks>
internal ref struct TransportFeedback
{
    public const string ExtensionUri = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    public const int HeaderLength = 20;

    /// <summary>Unit of deltas.</summary>
    public const int TickMicros = 250;

    /// <summary>Unit of reference times: 64 ms.</summary>
    public const int TicksPerReference = 256;

    /// <summary>A packet that claims to speak of more is refused.</summary>
    private const int MostStatuses = SendHistory.Capacity;

    private readonly ReadOnlySpan<byte> _bytes;
    private int _chunkAt;
    private int _deltaAt;
    private int _left;
    private int _chunk;
    private int _symbolsLeft;
    private ushort _sequence;
    private long _ticks;

    private TransportFeedback(ReadOnlySpan<byte> bytes, int count, int deltasAt)
    {
        _bytes = bytes;
        (_left, _chunkAt, _deltaAt) = (count, HeaderLength, deltasAt);
        _sequence = BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]);
        ReferenceTime = BinaryPrimitives.ReadInt32BigEndian(bytes[16..]) >> 8;
    }

    /// <summary>What is said of one packet.</summary>
    public enum Status : byte
    {
        Lost = 0,
        SmallDelta = 1,
        LargeDelta = 2,
        Reserved = 3,
    }

    /// <summary>Lowest 24 bits of the receiver's clock, signed, in units of 64 ms.</summary>
    public int ReferenceTime { get; }

    /// <param name="packet">One RTCP packet.</param>
    /// <param name="feedback">Its contents.</param>
    /// <returns>False when it contradicts itself.</returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out TransportFeedback feedback)
    {
        feedback = default;
        if (packet.Length < HeaderLength)
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(packet[14..]);
        if (count is 0 or > MostStatuses)
        {
            return false;
        }

        var (at, deltas) = (HeaderLength, 0);
        for (var left = count; left > 0; at += 2)
        {
            if (at + 2 > packet.Length)
            {
                return false;
            }

            int chunk = BinaryPrimitives.ReadUInt16BigEndian(packet[at..]);
            var symbols = Math.Min(SymbolsIn(chunk), left);
            left -= symbols;
            if (chunk < 0x8000)
            {
                var status = SymbolOf(chunk, 0);
                if (status == Status.Reserved)
                {
                    return false;
                }

                deltas += symbols * (int)status;
                continue;
            }

            for (var i = 0; i < symbols; i++)
            {
                var status = SymbolOf(chunk, i);
                if (status == Status.Reserved)
                {
                    return false;
                }

                deltas += (int)status; // a small delta has one byte, a large one two
            }
        }

        if (at + deltas > packet.Length)
        {
            return false;
        }

        feedback = new(packet, count, at);
        return true;
    }

    /// <summary>The next packet that is spoken of.</summary>
    /// <param name="sequence">Its transport-wide sequence number.</param>
    /// <param name="arrived">Whether it has arrived.</param>
    /// <param name="arrival">Microseconds since the reference time.</param>
    public bool TryNext(out ushort sequence, out bool arrived, out long arrival)
    {
        (sequence, arrived, arrival) = (_sequence, false, 0);
        if (_left == 0)
        {
            return false;
        }

        while (_symbolsLeft == 0)
        {
            _chunk = BinaryPrimitives.ReadUInt16BigEndian(_bytes[_chunkAt..]);
            _chunkAt += 2;
            _symbolsLeft = SymbolsIn(_chunk);
        }

        var status = SymbolOf(_chunk, SymbolsIn(_chunk) - _symbolsLeft);
        _symbolsLeft--;
        _left--;
        _sequence++;
        if (status == Status.SmallDelta)
        {
            _ticks += _bytes[_deltaAt++];
        }
        else if (status == Status.LargeDelta)
        {
            _ticks += BinaryPrimitives.ReadInt16BigEndian(_bytes[_deltaAt..]);
            _deltaAt += 2;
        }

        (arrived, arrival) = (status != Status.Lost, _ticks * TickMicros);
        return true;
    }

    private static int SymbolsIn(int chunk) => chunk < 0x8000 ? chunk & 0x1FFF : chunk < 0xC000 ? 14 : 7;

    private static Status SymbolOf(int chunk, int i) => (Status)(chunk switch
    {
        < 0x8000 => chunk >> 13,
        < 0xC000 => (chunk >> (13 - i)) & 1,
        _ => (chunk >> (12 - (2 * i))) & 3,
    });
}
