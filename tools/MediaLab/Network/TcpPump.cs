using System.Net;
using System.Net.Sockets;

namespace StudyHub.MediaLab.Network;

/// <summary>Carries TCP connections to the media server, byte by byte as they are.</summary>
internal sealed class TcpPump(TcpListener listener, IPEndPoint server, CancellationToken end)
{
    public async Task RunAsync()
    {
        while (!end.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptTcpClientAsync(end));
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient guest)
    {
        using var ours = guest;
        using var onward = new TcpClient { NoDelay = true };
        guest.NoDelay = true;
        try
        {
            await onward.ConnectAsync(server, end);
            await Task.WhenAny(PumpAsync(guest, onward), PumpAsync(onward, guest));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One end went away.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.GetStream().ReadAsync(buffer, end) is var count and > 0)
        {
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), end);
        }
    }
}
