using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace StudyHub.Media.Tests.Client;

/// <summary>A browser's sockets: UDP as it is, TCP with a length before each packet (RFC 4571).</summary>
internal static class Wire
{
    public static Socket Udp(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        socket.ReceiveBufferSize = 4 << 20;
        return socket;
    }

    public static Socket Tcp(IPAddress address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Bind(new IPEndPoint(address, 0));
        return socket;
    }

    /// <summary>Whether a candidate's parts name a loopback address that this socket can reach.</summary>
    public static bool Fits(Socket socket, string[] candidate) =>
        candidate[2] == (socket.SocketType == SocketType.Stream ? "tcp" : "udp")
        && IPAddress.Parse(candidate[4]) is var address
        && address.AddressFamily == socket.AddressFamily
        && IPAddress.IsLoopback(address);

    public static void Send(Socket socket, ReadOnlySpan<byte> packet)
    {
        if (socket.SocketType == SocketType.Dgram)
        {
            socket.Send(packet);
            return;
        }

        Span<byte> frame = stackalloc byte[2 + packet.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame, (ushort)packet.Length);
        packet.CopyTo(frame[2..]);
        lock (socket)
        {
            while (!frame.IsEmpty)
            {
                frame = frame[socket.Send(frame)..];
            }
        }
    }

    /// <exception cref="EndOfStreamException">The other side has closed the connection.</exception>
    public static async Task<int> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken ct)
    {
        if (socket.SocketType == SocketType.Dgram)
        {
            return await socket.ReceiveAsync(buffer, SocketFlags.None, ct);
        }

        await FillAsync(socket, buffer.AsMemory(0, 2), ct);
        var length = BinaryPrimitives.ReadUInt16BigEndian(buffer);
        await FillAsync(socket, buffer.AsMemory(0, length), ct);
        return length;
    }

    private static async Task FillAsync(Socket socket, Memory<byte> buffer, CancellationToken ct)
    {
        while (!buffer.IsEmpty)
        {
            var read = await socket.ReceiveAsync(buffer, SocketFlags.None, ct);
            buffer = read == 0 ? throw new EndOfStreamException() : buffer[read..];
        }
    }
}
