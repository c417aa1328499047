using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace StudyHub.Media.Network;

/// <summary>Where datagrams come from and go to, as a value: IPv4 is held in its IPv4-mapped form.</summary>
/// <param name="High">The first 8 bytes of the address.</param>
/// <param name="Low">The other 8.</param>
/// <param name="Port">UDP, or TCP where there is a connection.</param>
/// <param name="Connection">Number of the TCP connection; 0 is UDP.</param>
internal readonly record struct PeerAddress(ulong High, ulong Low, ushort Port, uint Connection = 0)
{
    /// <summary>Bytes of the longest address as the system writes it (<c>sockaddr_in6</c>).</summary>
    public const int LongestRaw = 28;

    private const ulong MappedPrefix = 0x0000_FFFF_0000_0000;

    public bool IsIPv4 => High == 0 && (Low & 0xFFFF_FFFF_0000_0000) == MappedPrefix;

    /// <summary>Reads what the system filled in, without allocating.</summary>
    public static PeerAddress Of(SocketAddress address) => Of(address.Buffer.Span, address.Family == AddressFamily.InterNetwork);

    /// <summary>Reads a <c>sockaddr_in</c> or a <c>sockaddr_in6</c>.</summary>
    public static PeerAddress Of(ReadOnlySpan<byte> raw, bool isIPv4)
    {
        var port = BinaryPrimitives.ReadUInt16BigEndian(raw[2..]);
        return isIPv4
            ? new(0, MappedPrefix | BinaryPrimitives.ReadUInt32BigEndian(raw[4..]), port)
            : new(BinaryPrimitives.ReadUInt64BigEndian(raw[8..]), BinaryPrimitives.ReadUInt64BigEndian(raw[16..]), port);
    }

    /// <summary>Writes port and address where the system looks for them; the family stands there already.</summary>
    public void WriteTo(SocketAddress address) => WriteTo(address.Buffer.Span, address.Family == AddressFamily.InterNetwork);

    /// <inheritdoc cref="WriteTo(SocketAddress)"/>
    public void WriteTo(Span<byte> raw, bool isIPv4)
    {
        BinaryPrimitives.WriteUInt16BigEndian(raw[2..], Port);
        if (isIPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(raw[4..], (uint)Low);
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(raw[8..], High);
            BinaryPrimitives.WriteUInt64BigEndian(raw[16..], Low);
        }
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
