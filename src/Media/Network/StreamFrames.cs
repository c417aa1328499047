using System.Buffers.Binary;

namespace StudyHub.Media.Network;

/// <summary>Packets on a TCP connection: two bytes of length, in network order, before each.</summary>
/// <remarks>RFC 4571 §2</remarks>
internal static class StreamFrames
{
    public const int Prefix = 2;

    /// <summary>Takes the first packet off what was received.</summary>
    /// <param name="received">Moves on behind the packet.</param>
    /// <param name="packet">May be empty.</param>
    /// <returns>False while the packet is not whole.</returns>
    public static bool TryTake(ref Span<byte> received, out Span<byte> packet)
    {
        packet = default;
        if (received.Length < Prefix)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(received);
        if (received.Length < Prefix + length)
        {
            return false;
        }

        packet = received.Slice(Prefix, length);
        received = received[(Prefix + length)..];
        return true;
    }

    /// <summary>Whether what comes next is a packet longer than any we take.</summary>
    public static bool IsTooLong(ReadOnlySpan<byte> received) =>
        received.Length >= Prefix && BinaryPrimitives.ReadUInt16BigEndian(received) > UdpPort.LongestDatagram;

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> to, ReadOnlySpan<byte> packet)
    {
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)packet.Length);
        packet.CopyTo(to[Prefix..]);
        return Prefix + packet.Length;
    }
}
