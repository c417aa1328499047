namespace StudyHub.Media.Rtp;

/// <summary>The last packets of one video source, plain, for retransmission. Made once; storing allocates nothing.</summary>
internal sealed class PacketCache
{
    /// <summary>Packets kept: about a second at 2.5 Mbit/s.</summary>
    public const int Capacity = 256;

    /// <summary>Longer payloads are not kept; browsers send at most about 1,200 bytes.</summary>
    public const int LongestPayload = 1472;

    private readonly byte[] _payloads = new byte[Capacity * LongestPayload];
    private readonly Entry[] _entries = new Entry[Capacity];

    public void Store(ushort sequence, uint timestamp, bool marker, ReadOnlySpan<byte> payload)
    {
        var slot = sequence % Capacity;
        if (payload.Length > LongestPayload)
        {
            _entries[slot] = default;
            return;
        }

        _entries[slot] = new(true, sequence, timestamp, marker, payload.Length);
        payload.CopyTo(_payloads.AsSpan(slot * LongestPayload));
    }

    public bool TryGet(ushort sequence, out uint timestamp, out bool marker, out ReadOnlySpan<byte> payload)
    {
        var slot = sequence % Capacity;
        var entry = _entries[slot];
        (timestamp, marker) = (entry.Timestamp, entry.Marker);
        payload = _payloads.AsSpan(slot * LongestPayload, entry.Length);
        return entry.Used && entry.Sequence == sequence;
    }

    public void Clear() => Array.Clear(_entries);

    private readonly record struct Entry(bool Used, ushort Sequence, uint Timestamp, bool Marker, int Length);
}
