using System.Net.Sockets;

namespace StudyHub.Media.Network;

/// <summary>A worker's UDP port and the TCP port of the same number.</summary>
internal readonly record struct MediaPorts(UdpPort Udp, TcpPort Tcp)
{
    private const int MostTries = 50;

    /// <param name="options">Say on which address.</param>
    /// <param name="port">0 leaves it to the system.</param>
    /// <exception cref="SocketException">The port is taken, or the address is not ours.</exception>
    public static MediaPorts Open(MediaOptions options, int port)
    {
        for (var tries = 1; ; tries++)
        {
            var udp = UdpPort.Open(options, port);
            try
            {
                return new(udp, new(options.Bind, udp.Port));
            }
            catch (SocketException)
            {
                udp.Dispose();
                if (port != 0 || tries == MostTries)
                {
                    throw;
                }
            }
        }
    }
}
