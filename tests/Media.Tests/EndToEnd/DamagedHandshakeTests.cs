using System.Net;
using System.Net.Sockets;
using StudyHub.LoadTest.Transport;
using StudyHub.Media.Dtls;
using StudyHub.Media.Srtp;
using StudyHub.Media.Tests.Client;
using StudyHub.Media.Tests.Fuzz;

namespace StudyHub.Media.Tests.EndToEnd;

/// <summary>DTLS records of a real handshake, damaged, from an address that has passed its check.</summary>
public sealed class DamagedHandshakeTests : RoomTest
{
    private const int Rounds = 2_000;
    private const int MostBytesEach = 64 * 1024; // on the worker's thread: the copy that waits for the handshake's own

    [Theory]
    [MemberData(nameof(Seeds.All), MemberType = typeof(Seeds))]
    public async Task Damaged_records_stop_nobody_and_leave_nothing_behind(int seed)
    {
        var records = await ClientHelloAsync();
        var fuzzer = new Fuzzer(seed);
        var mallory = Enter("mallory");
        mallory.Publishing.Attach(await mallory.NegotiatePublishingAsync(Ct));
        await mallory.Publishing.CheckAsync(Ct);
        var ada = await PublisherAsync("ada");
        var before = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread);

        for (var round = 0; round < Rounds; round++)
        {
            var damaged = fuzzer.Damage(records);
            if (damaged.Length > 0)
            {
                damaged[0] = damaged[0] is >= 20 and <= 63 ? damaged[0] : (byte)22; // so that it goes to DTLS
                (round % 2 == 0 ? mallory : ada).Publishing.SendRaw(damaged); // one who begins, one who has finished
            }

            if (round % 32 == 0)
            {
                await OnWorkerAsync(() => 0); // so that the port's buffer is not what is tested
            }
        }

        var allocated = await OnWorkerAsync(GC.GetAllocatedBytesForCurrentThread) - before;
        Assert.InRange(allocated, 0, (long)Rounds * MostBytesEach);
        var bob = Enter("bob");
        await bob.WatchAsync("ada", Ct);
        await UntilReceivedAsync(() => ada.SendAudio("unharmed"), bob.Receiving.Rtp);
        await mallory.Peer.DisposeAsync();
        while (await OnWorkerAsync(() => Server.Workers[0].Handshakes.Running) > 0)
        {
            await Task.Delay(20, Ct);
        }
    }

    /// <summary>The first flight of a real client, which hears no answer.</summary>
    private static async Task<IReadOnlyList<byte[]>> ClientHelloAsync()
    {
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await client.ConnectAsync(nobody.LocalEndPoint!, TestContext.Current.CancellationToken);
        using var queue = new DatagramQueue(datagram => client.Send(datagram));
        var peer = new DtlsClientPeer(ClientConnection.Identity, [SrtpProfile.AeadAes128Gcm]);
        var handshake = Task.Factory.StartNew(
            () => new Org.BouncyCastle.Tls.DtlsClientProtocol().Connect(peer, queue), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var buffer = new byte[2048];
        var length = await nobody.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        queue.Close();
        await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        byte[] hello = buffer[..length];
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 9, 0, 2, 1, 0];
        byte[] finished = [20, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 5, 0, 1, 1, 22, 0xFE, 0xFD, 0, 1, 0, 0, 0, 0, 0, 0, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8];
        return [hello, hello, alert, finished];
    }
}
