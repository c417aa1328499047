using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace StudyHub.Media.Bandwidth;

/// <summary>The last packets sent on a transport, by transport-wide sequence number. Made once; adding allocates nothing.</summary>
internal sealed class SendHistory
{
    /// <summary>Packets remembered: three seconds at 8 Mbit/s.</summary>
    public const int Capacity = 2048;

    private readonly Entry[] _entries = new Entry[Capacity];
    private ushort _next = 1;

    /// <summary>Remembers a packet and gives it its number.</summary>
    /// <param name="bytes">On the wire.</param>
    /// <param name="now">Microseconds of a steady clock.</param>
    /// <param name="probe">The probe it is part of, or 0.</param>
    public ushort Add(int bytes, long now, byte probe)
    {
        var sequence = _next++;
        _entries[sequence % Capacity] = new() { Sequence = sequence, Bytes = bytes, SentAt = now, Probe = probe, State = State.Sent };
        return sequence;
    }

    /// <summary>Finds a packet, unless it is too long ago.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "A reference into the history, or none.")]
    public ref Entry Find(ushort sequence)
    {
        ref var entry = ref _entries[sequence % Capacity];
        if (entry.State == State.None || entry.Sequence != sequence)
        {
            return ref Unsafe.NullRef<Entry>();
        }

        return ref entry;
    }

    internal enum State : byte
    {
        None,
        Sent,
        Lost,
        Arrived,
    }

    internal struct Entry
    {
        public long SentAt;
        public int Bytes;
        public ushort Sequence;
        public byte Probe;
        public State State;
    }
}
