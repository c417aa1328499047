namespace StudyHub.Media.Rtp;

/// <summary>What became of the last numbers given out on a forwarded stream. Made once; noting allocates nothing.</summary>
internal sealed class SentPackets(int capacity)
{
    private readonly SentPacket[] _packets = new SentPacket[capacity];

    public int Capacity => _packets.Length;

    public ref SentPacket this[ushort number] => ref _packets[number % _packets.Length];

    /// <summary>A packet that was sent under this number.</summary>
    public bool TryFind(ushort number, out SentPacket packet)
    {
        packet = this[number];
        return packet.Number == number && packet.State == SentState.Sent;
    }
}

internal enum SentState : byte
{
    /// <summary>The number was never given out.</summary>
    Unused,

    /// <summary>Kept for a packet of the source that has not come yet.</summary>
    Reserved,

    /// <summary>Used up, with nothing that is worth repeating.</summary>
    Empty,

    Sent,
}

/// <param name="State">What became of the number.</param>
/// <param name="Number">The number given out.</param>
/// <param name="Layer">The source's layer.</param>
/// <param name="Sequence">The layer's own number.</param>
/// <param name="SourceTimestamp">The layer's own timestamp.</param>
/// <param name="Timestamp">The timestamp given out.</param>
/// <param name="PictureId">Given out; of a reserved number, what must be added to the source's.</param>
/// <param name="BaseIndex">Given out.</param>
/// <param name="Highest">The highest temporal layer that was wanted.</param>
internal readonly record struct SentPacket(
    SentState State, ushort Number, byte Layer, ushort Sequence, uint SourceTimestamp, uint Timestamp, ushort PictureId, byte BaseIndex, byte Highest);
