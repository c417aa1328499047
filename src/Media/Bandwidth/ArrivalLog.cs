using System.Buffers.Binary;
using StudyHub.Media.Rtp;

namespace StudyHub.Media.Bandwidth;

/// <summary>
/// When the packets of one transport arrived, by their transport-wide sequence numbers, and the feedback that tells the sender.
/// A packet that comes late, after it was reported lost, is reported again. Made once; recording and writing allocate nothing.
/// </summary>
/// <remarks>draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1</remarks>
internal sealed class ArrivalLog
{
    /// <summary>How many numbers back an arrival still counts; a larger gap begins anew.</summary>
    public const int Capacity = 512;

    /// <summary>Bytes that <see cref="Write"/> needs at most.</summary>
    public const int LongestFeedback = TransportFeedback.HeaderLength + (2 * ((MostStatuses / 7) + 1)) + (2 * MostStatuses) + 3;

    private const int MostStatuses = 256;
    private const int LongestRun = 0x1FFF;
    private const long NotArrived = long.MinValue;

    private readonly long[] _ticks = new long[Capacity];
    private long _next;
    private long _end;
    private byte _feedbacks;
    private bool _any;

    /// <summary>Whether there is something to tell.</summary>
    public bool HasNews => _next < _end;

    /// <param name="sequence">The packet's transport-wide sequence number.</param>
    /// <param name="now">Microseconds of a steady clock.</param>
    public void Record(ushort sequence, long now)
    {
        if (!_any)
        {
            Begin(sequence + 0x1_0000L); // one cycle up, so that a packet from before the first has a number too
        }

        var number = _end - 1 + (short)(sequence - (ushort)(_end - 1));
        if (number >= _end + Capacity)
        {
            Begin(number);
        }

        if (number >= _end)
        {
            for (; _end <= number; _end++)
            {
                _ticks[_end % Capacity] = NotArrived;
            }

            _next = Math.Max(_next, _end - Capacity);
        }
        else if (number < _end - Capacity || _ticks[number % Capacity] != NotArrived)
        {
            return; // too late, or a second time
        }

        _ticks[number % Capacity] = now / TransportFeedback.TickMicros;
        _next = Math.Min(_next, number);
    }

    /// <summary>Writes the next feedback packet.</summary>
    /// <param name="to">Room for <see cref="LongestFeedback"/>.</param>
    /// <param name="sender">Our SSRC.</param>
    /// <param name="media">Any stream of the sender.</param>
    /// <returns>Its length; 0 where there is nothing to tell.</returns>
    public int Write(Span<byte> to, uint sender, uint media)
    {
        Span<TransportFeedback.Status> statuses = stackalloc TransportFeedback.Status[MostStatuses];
        var count = Classify(statuses, out var reference, out var any);
        for (; count > 0 && !any; count = Classify(statuses, out reference, out any))
        {
            _next += count; // a feedback in which nothing arrived has no time to refer to; the sender finds out by what follows
        }

        if (count == 0)
        {
            return 0;
        }

        statuses = statuses[..count];
        BinaryPrimitives.WriteUInt16BigEndian(to[12..], (ushort)_next);
        BinaryPrimitives.WriteUInt16BigEndian(to[14..], (ushort)count);
        BinaryPrimitives.WriteUInt32BigEndian(to[16..], ((uint)reference << 8) | _feedbacks++);
        var at = WriteChunks(to, statuses);
        at = WriteDeltas(to, at, statuses, reference * TransportFeedback.TicksPerReference);
        _next += count;

        var padding = -at & 3;
        to.Slice(at, padding).Clear();
        at += padding;
        RtcpWriter.TransportFeedback(to, at, padding, sender, media);
        return at;
    }

    private void Begin(long number)
    {
        Array.Fill(_ticks, NotArrived);
        (_next, _end, _any) = (number, number, true);
    }

    /// <summary>How each of the next packets is reported: as many as one feedback can hold.</summary>
    private int Classify(Span<TransportFeedback.Status> statuses, out long reference, out bool any)
    {
        (reference, any) = (0, false);
        var (count, previous) = (0, 0L);
        for (; count < statuses.Length && _next + count < _end; count++)
        {
            var ticks = _ticks[(_next + count) % Capacity];
            if (ticks == NotArrived)
            {
                statuses[count] = TransportFeedback.Status.Lost;
                continue;
            }

            if (!any)
            {
                any = true;
                reference = ticks / TransportFeedback.TicksPerReference;
                previous = reference * TransportFeedback.TicksPerReference;
            }

            var delta = ticks - previous;
            if (delta is < short.MinValue or > short.MaxValue)
            {
                break; // the next feedback has a reference time of its own
            }

            statuses[count] = delta is >= 0 and <= byte.MaxValue ? TransportFeedback.Status.SmallDelta : TransportFeedback.Status.LargeDelta;
            previous = ticks;
        }

        return count;
    }

    private static int WriteChunks(Span<byte> to, ReadOnlySpan<TransportFeedback.Status> statuses)
    {
        var at = TransportFeedback.HeaderLength;
        while (!statuses.IsEmpty)
        {
            var other = statuses.IndexOfAnyExcept(statuses[0]);
            var run = Math.Min(other < 0 ? statuses.Length : other, LongestRun);
            var large = statuses.IndexOf(TransportFeedback.Status.LargeDelta);
            var (fits, bits) = large is >= 0 and < 14 ? (7, 2) : (14, 1);
            int chunk;
            if (run >= fits || run == statuses.Length)
            {
                chunk = ((int)statuses[0] << 13) | run;
                fits = run;
            }
            else
            {
                fits = Math.Min(fits, statuses.Length);
                chunk = bits == 1 ? 0x8000 : 0xC000;
                for (var i = 0; i < fits; i++)
                {
                    chunk |= (int)statuses[i] << (14 - (bits * (i + 1)));
                }
            }

            BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)chunk);
            at += 2;
            statuses = statuses[fits..];
        }

        return at;
    }

    private int WriteDeltas(Span<byte> to, int at, ReadOnlySpan<TransportFeedback.Status> statuses, long previous)
    {
        for (var i = 0; i < statuses.Length; i++)
        {
            if (statuses[i] == TransportFeedback.Status.Lost)
            {
                continue;
            }

            var ticks = _ticks[(_next + i) % Capacity];
            var delta = ticks - previous;
            previous = ticks;
            if (statuses[i] == TransportFeedback.Status.SmallDelta)
            {
                to[at++] = (byte)delta;
            }
            else
            {
                BinaryPrimitives.WriteInt16BigEndian(to[at..], (short)delta);
                at += 2;
            }
        }

        return at;
    }
}
