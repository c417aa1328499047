using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace StudyHub.Media.Ice;

/// <summary>Address and port a datagram came from, as a value: IPv4 is held in its IPv4-mapped form.</summary>
internal readonly record struct PeerAddress(ulong High, ulong Low, ushort Port)
{
    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Reads what the system filled in, without allocating.</summary>
    public static PeerAddress Of(SocketAddress address)
    {
        var bytes = address.Buffer.Span;
        var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        return address.Family == AddressFamily.InterNetwork
            ? new(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]), port)
            : new(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]), port);
    }

    /// <summary>Writes the 4 or 16 bytes of the address, in network order.</summary>
    /// <returns>Bytes written.</returns>
    public int WriteAddress(Span<byte> to)
    {
        if (IsIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(to, (uint)Low);
            return 4;
        }

        BinaryPrimitives.WriteUInt64BigEndian(to, High);
        BinaryPrimitives.WriteUInt64BigEndian(to[8..], Low);
        return 16;
    }
}
